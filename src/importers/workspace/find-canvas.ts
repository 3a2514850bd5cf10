import { z } from 'zod';
import type { Action, Effect } from '../ledger/ledger.ts';
import { readCall } from '../slack/reading.ts';
import { pacedReading, type WorkspaceSession } from './session.ts';

const channelWithCanvas = z.looseObject({
  channel: z.looseObject({
    properties: z
      .looseObject({ canvas: z.looseObject({ file_id: z.string().default('') }).optional() })
      .optional(),
  }),
});

/** Looks for the canvas of a channel, of which there is one at most; undefined when it has none. */
export async function findCanvas(
  session: WorkspaceSession,
  { slackChannel }: Pick<Action, 'slackChannel'>,
): Promise<Effect | undefined> {
  const args = { channel: slackChannel };
  const reading = pacedReading(session);
  const { channel } = await readCall(reading, 'conversations.info', args, channelWithCanvas);
  const fileId = channel.properties?.canvas?.file_id ?? '';
  return fileId === '' ? undefined : { fileId };
}

import { z } from 'zod';
import type { Action, Effect } from '../ledger/ledger.ts';
import { SlackRefusal } from '../slack/errors.ts';
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

/** Who edited a file, as the types of Slack's SDK have it (@slack/web-api, FilesInfoResponse); no page says when. */
const editedFile = z.looseObject({
  file: z.looseObject({
    editors: z.array(z.string()).nullish(),
    editor: z.string().nullish(),
    last_editor: z.string().nullish(),
  }),
});

/** True when Slack names somebody besides the app who edited a canvas; false when it is gone. */
export async function isCanvasOfOthersToo(
  session: WorkspaceSession,
  fileId: string,
): Promise<boolean> {
  try {
    const args = { file: fileId };
    const { file } = await readCall(pacedReading(session), 'files.info', args, editedFile);
    const editors = [...(file.editors ?? []), file.editor, file.last_editor];
    return editors.some((editor) => editor && editor !== session.botUserId);
  } catch (error) {
    if (error instanceof SlackRefusal && GONE.has(error.code)) return false;
    throw error;
  }
}

const GONE: ReadonlySet<string> = new Set(['file_not_found', 'file_deleted']);

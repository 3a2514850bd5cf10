import { z } from 'zod';
import { readCall } from '../slack/read-calls.ts';
import { SlackRefusal } from '../slack/slack-errors.ts';
import { pacedReading } from './paced-reading.ts';
import type { ReplayRun } from './replay-run.ts';

const shares = z.looseObject({
  file: z.looseObject({
    channels: z.array(z.string()).default([]),
    groups: z.array(z.string()).default([]),
    shares: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  }),
});

/** The file when it stands in the channel; undefined when it was uploaded and never shared, or is not known (''). */
export async function findShare(
  run: ReplayRun,
  { fileId, slackChannel }: { readonly fileId: string; readonly slackChannel: string },
): Promise<{ readonly fileId: string } | undefined> {
  if (fileId === '') return undefined;
  try {
    const { file } = await readCall(pacedReading(run), 'files.info', { file: fileId }, shares);
    const inShares = Object.values(file.shares).some((byChannel) => slackChannel in byChannel);
    const isThere =
      inShares || file.channels.includes(slackChannel) || file.groups.includes(slackChannel);
    return isThere ? { fileId } : undefined;
  } catch (error) {
    // An upload that was never completed is no file yet.
    if (error instanceof SlackRefusal && error.code === 'file_not_found') return undefined;
    throw error;
  }
}

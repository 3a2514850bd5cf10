import { z } from 'zod';
import { pacedReading } from '../replay/paced-reading.ts';
import type { ReplayRun } from '../replay/replay-run.ts';
import { readPages } from '../slack/read-calls.ts';

/** A message as a workspace gives it. */
export const importedMessage = z.looseObject({
  ts: z.string(),
  thread_ts: z.string().optional(),
  user: z.string().default(''),
  text: z.string().default(''),
  subtype: z.string().optional(),
  pinned_to: z.array(z.string()).optional(),
  metadata: z.looseObject({ event_type: z.string().optional() }).optional(),
  files: z
    .array(
      z.looseObject({ id: z.string(), name: z.string().default(''), size: z.number().default(0) }),
    )
    .default([]),
});
export type ImportedMessage = z.infer<typeof importedMessage>;

/** Slack recommends at most 200 a page (docs.slack.dev, pagination). */
const PAGE = 200;

/** Messages outside threads, and roots, from one second on and before another; undefined for the end. */
export async function readWindow(
  run: ReplayRun,
  channel: string,
  { fromSecond, toSecond }: { readonly fromSecond: number; readonly toSecond: number | undefined },
): Promise<readonly ImportedMessage[]> {
  const messages: ImportedMessage[] = [];
  const pages = readPages(
    pacedReading(run),
    'conversations.history',
    {
      channel,
      limit: PAGE,
      include_all_metadata: true,
      inclusive: true,
      oldest: String(fromSecond),
      ...(toSecond === undefined ? {} : { latest: `${toSecond - 1}.999999` }),
    },
    { key: 'messages', item: importedMessage },
  );
  for await (const message of pages) messages.push(message);
  return messages.reverse();
}

/** The replies of a thread, oldest first. */
export async function readThread(
  run: ReplayRun,
  channel: string,
  rootTs: string,
): Promise<readonly ImportedMessage[]> {
  const replies: ImportedMessage[] = [];
  const pages = readPages(
    pacedReading(run),
    'conversations.replies',
    { channel, ts: rootTs, limit: PAGE, include_all_metadata: true },
    { key: 'messages', item: importedMessage },
  );
  for await (const message of pages) if (message.ts !== rootTs) replies.push(message);
  return replies;
}

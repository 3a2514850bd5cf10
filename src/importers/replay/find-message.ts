import { z } from 'zod';
import { readPages } from '../slack/read-calls.ts';
import { pacedReading, sinceSeconds } from './paced-reading.ts';
import type { ReplayRun } from './replay-run.ts';

/** Ours in the metadata of every message, so that it is found again (slack.com: visible to every member, no secret). */
export const EVENT_TYPE = 'mm2slack_post';

/** The metadata of a message: which post, and which part of it. */
export function messageMetadata(postId: string, part: number) {
  return { event_type: EVENT_TYPE, event_payload: { post_id: postId, part } };
}

export const messageShape = z.looseObject({
  ts: z.string(),
  thread_ts: z.string().optional(),
  metadata: z
    .looseObject({
      event_type: z.string().optional(),
      event_payload: z.looseObject({}).optional(),
    })
    .optional(),
});
export type ReadMessage = z.infer<typeof messageShape>;

const PAGE = 200;

/** Where a message of a post stands, read back by its metadata; undefined when it never arrived. */
export async function findMessage(
  run: ReplayRun,
  place: {
    readonly slackChannel: string;
    readonly threadTs: string;
    readonly postId: string;
    readonly part: number;
    /** Nothing older is looked at. */
    readonly sinceMs: number;
  },
): Promise<string | undefined> {
  const { slackChannel: channel, threadTs, postId, part, sinceMs } = place;
  const oldest = String(sinceSeconds(sinceMs));
  const args = { channel, limit: PAGE, include_all_metadata: true, oldest };
  const method = threadTs === '' ? 'conversations.history' : 'conversations.replies';
  const all = threadTs === '' ? args : { ...args, ts: threadTs };
  for await (const message of readPages(pacedReading(run), method, all, {
    key: 'messages',
    item: messageShape,
  })) {
    if (isOf(message, postId, part)) return message.ts;
  }
  return undefined;
}

/** True for the message that stands for this part of this post. */
export function isOf({ metadata }: ReadMessage, postId: string, part: number): boolean {
  const payload = metadata?.event_payload;
  return (
    metadata?.event_type === EVENT_TYPE &&
    payload?.['post_id'] === postId &&
    Number(payload['part']) === part
  );
}

import { z } from 'zod';
import { ACTION_KINDS, type Action } from './ledger.ts';

const row = z.object({
  key: z.string(),
  kind: z.enum(ACTION_KINDS),
  state: z.enum(['intended', 'done', 'failed']),
  origin: z.enum(['app', 'import']),
  channel_id: z.string(),
  post_id: z.string(),
  slack_channel: z.string(),
  thread_ts: z.string(),
  file_id: z.string(),
  digest: z.string(),
  ts: z.string(),
  detail: z.string(),
  intended_at_ms: z.number(),
  done_at_ms: z.number().nullable(),
});

/** A row of the ledger's table, checked. */
export function actionOf(found: unknown): Action {
  const action = row.parse(found);
  return {
    key: action.key,
    kind: action.kind,
    state: action.state,
    origin: action.origin,
    channelId: action.channel_id,
    postId: action.post_id,
    slackChannel: action.slack_channel,
    threadTs: action.thread_ts,
    fileId: action.file_id,
    digest: action.digest,
    ts: action.ts,
    detail: action.detail,
    intendedAtMs: action.intended_at_ms,
    doneAtMs: action.done_at_ms ?? undefined,
  };
}

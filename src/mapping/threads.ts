import type { ReplyRef } from '../model.ts';
import type { ExportMessage, ExportReplyRef } from './slack-export.ts';
import { microsOf, partMicros, type TsIssuer, tsFromMicros } from './timestamps.ts';

/** What a thread needs to know about a reply: who it is shown as, and in how many messages. */
export interface ReplyView {
  readonly user: string;
  readonly parts: number;
}

export type ThreadRootFields = Pick<
  ExportMessage,
  'thread_ts' | 'reply_count' | 'reply_users' | 'reply_users_count' | 'latest_reply' | 'replies'
>;

/**
 * The fields of a thread's root. `thread_ts` is its own `ts`; `replies` (older readers rebuild threads
 * from it) and `reply_users` stand in the order of time, each message of a split reply counting as one.
 */
export function threadRootFields(
  ownTs: ExportMessage['ts'],
  replies: readonly ReplyRef[],
  issuer: TsIssuer,
  view: (reply: ReplyRef) => ReplyView | undefined,
): ThreadRootFields {
  const refs: ExportReplyRef[] = [];
  for (const reply of replies) {
    const shown = view(reply);
    if (shown === undefined) continue;
    refs.push({ user: shown.user, ts: issuer.of(reply) });
    for (let part = 1; part < shown.parts; part += 1) {
      refs.push({ user: shown.user, ts: tsFromMicros(partMicros(reply, part)) });
    }
  }
  refs.sort((a, b) => microsOf(a.ts) - microsOf(b.ts));
  const last = refs.at(-1);
  if (last === undefined) return {};
  const users = [...new Set(refs.map((reply) => reply.user))];
  return {
    thread_ts: ownTs,
    reply_count: refs.length,
    reply_users: users,
    reply_users_count: users.length,
    latest_reply: last.ts,
    replies: refs,
  };
}

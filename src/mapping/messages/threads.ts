import type { Reaction, ReplyRef, UserId } from '../../model/model.ts';
import type { ExportMessage, ExportReaction, ExportReplyRef } from '../../slack/export-format.ts';
import type { SlackUserId } from '../../slack/shapes.ts';
import type { LossNote } from '../losses.ts';
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

export interface MergedReactions {
  /** In the order in which the first of each came, as Slack keeps them. */
  readonly reactions: readonly ExportReaction[];
  /** Rows that say nothing new: the same person and emoji under another of its names, or no emoji at all. */
  readonly merged: number;
  /** One for each name that nobody knows; it stays as it is. */
  readonly losses: readonly LossNote[];
}

/** A post's reactions by Slack's emoji names; each person counts once in each. */
export function mergeReactions(
  reactions: readonly Reaction[],
  toSlack: (name: string) => string | undefined,
  slackUser: (id: UserId) => SlackUserId,
): MergedReactions {
  const byName = new Map<string, Set<SlackUserId>>();
  const unknown = new Set<string>();
  for (const { emojiName, userId } of [...reactions].sort(byTime)) {
    const known = toSlack(emojiName);
    if (known === undefined) unknown.add(emojiName);
    if (emojiName === '') continue;
    const name = known ?? emojiName;
    const users = byName.get(name) ?? new Set();
    byName.set(name, users.add(slackUser(userId)));
  }
  const merged = [...byName].map(([name, users]) => ({
    name,
    users: [...users],
    count: users.size,
  }));
  const written = merged.reduce((sum, { count }) => sum + count, 0);
  return {
    reactions: merged,
    merged: reactions.length - written,
    losses: [...unknown].map((name) => ({ code: 'emoji_unknown', old: `:${name}:` })),
  };
}

/** Oldest first; rows of one moment by user and name, for the database gives them in any order. */
function byTime(a: Reaction, b: Reaction): number {
  return (
    a.createAtMs - b.createAtMs ||
    codeUnits(a.userId, b.userId) ||
    codeUnits(a.emojiName, b.emojiName)
  );
}

function codeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

import type { Reaction, ReplyList, ReplyRef, UserId } from '../../model/model.ts';
import type { ExportMessage, ExportReaction, ExportReplyRef } from '../../slack/export-format.ts';
import type { SlackUserId } from '../../slack/shapes.ts';
import { type LossNote, NO_LOSSES } from '../losses.ts';
import { microsOf, type TsIssuer, tsFromMicros } from './timestamps.ts';

/** Author and number of messages of a reply, for its root. */
export interface ReplySummary {
  readonly user: string;
  readonly parts: number;
}

export type ThreadRootFields = Pick<
  ExportMessage,
  'thread_ts' | 'reply_count' | 'reply_users' | 'reply_users_count' | 'latest_reply' | 'replies'
>;

/**
 * Fields of a thread's root. `thread_ts` is its own `ts`; `replies` (from which older readers rebuild threads) and
 * `reply_users` are in time order, and each message of a split reply counts.
 */
export function threadRootFields(
  ownTs: ExportMessage['ts'],
  replies: ReplyList,
  issuer: TsIssuer,
  summaryOf: (reply: ReplyRef) => ReplySummary | undefined,
): ThreadRootFields {
  const refs: ExportReplyRef[] = [];
  for (const reply of replies) {
    const summary = summaryOf(reply);
    if (summary === undefined) continue;
    refs.push({ user: summary.user, ts: issuer.of(reply) });
    for (let part = 1; part < summary.parts; part += 1) {
      refs.push({ user: summary.user, ts: tsFromMicros(issuer.ofPart(reply, part)) });
    }
  }
  sortByTs(refs);
  const last = refs.at(-1);
  if (last === undefined) return {};
  const users = [...usersOf(refs)];
  return {
    thread_ts: ownTs,
    reply_count: refs.length,
    reply_users: users,
    reply_users_count: users.length,
    latest_reply: last.ts,
    replies: refs,
  };
}

function usersOf(refs: readonly ExportReplyRef[]): ReadonlySet<string> {
  const users = new Set<string>();
  for (const { user } of refs) users.add(user);
  return users;
}

/** Replies come in time order; only parts of long ones and replies with a `ts` of before may be out of it. */
function sortByTs(refs: ExportReplyRef[]): void {
  let before = 0;
  for (const { ts } of refs) {
    const micros = microsOf(ts);
    if (micros < before) {
      refs.sort((a, b) => microsOf(a.ts) - microsOf(b.ts));
      return;
    }
    before = micros;
  }
}

export interface MergedReactions {
  /** In the order of the first reaction with each emoji, as in Slack. */
  readonly reactions: readonly ExportReaction[];
  /** Rows without a reaction of their own: the same person and emoji, under another name or by another account. */
  readonly merged: number;
  /** Rows whose emoji name is blank, which no reaction can have. */
  readonly nameless: number;
  /** A loss for each unknown emoji name, which is kept unchanged. */
  readonly losses: readonly LossNote[];
}

const NO_REACTIONS: MergedReactions = {
  reactions: [],
  merged: 0,
  nameless: 0,
  losses: NO_LOSSES,
};

/** Groups a post's reactions by Slack's emoji names; each person counts once for each name. */
export function mergeReactions(
  reactions: readonly Reaction[],
  toSlack: (name: string) => string | undefined,
  slackUser: (id: UserId) => SlackUserId,
): MergedReactions {
  if (reactions.length === 0) return NO_REACTIONS;
  const byName = new Map<string, Set<SlackUserId>>();
  const unknown = new Set<string>();
  let nameless = 0;
  for (const { emojiName, userId } of [...reactions].sort(byTime)) {
    if (emojiName.trim() === '') {
      nameless += 1;
      continue;
    }
    const known = toSlack(emojiName);
    if (known === undefined) unknown.add(emojiName);
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
    merged: reactions.length - nameless - written,
    nameless,
    losses: [...unknown].map((name) => ({ code: 'emoji_unknown', old: `:${name}:` })),
  };
}

/** Oldest first; rows of the same time by user and name, because the database returns them in any order. */
function byTime(a: Reaction, b: Reaction): number {
  return (
    a.createAtMs - b.createAtMs ||
    byCodeUnits(a.userId, b.userId) ||
    byCodeUnits(a.emojiName, b.emojiName)
  );
}

function byCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

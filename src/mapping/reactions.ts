import type { Reaction, UserId } from '../model.ts';
import type { LossNote } from './losses.ts';
import type { SlackUserId } from './slack.ts';
import type { ExportReaction } from './slack-export.ts';

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

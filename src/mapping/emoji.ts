import type { Reaction, UserId } from '../model.ts';
import type { LossNote } from './losses.ts';
import type { SlackUserId } from './slack.ts';
import type { ExportReaction } from './slack-export.ts';

export interface EmojiNames {
  toSlack(name: string): string | undefined;
  readonly renames: readonly { readonly from: string; readonly to: string }[];
}

export function makeEmojiNames(_customNames: readonly string[]): EmojiNames {
  return { toSlack: (name) => name, renames: [] };
}

export interface MergedReactions {
  readonly reactions: readonly ExportReaction[];
  readonly merged: number;
  readonly losses: readonly LossNote[];
}

export function mergeReactions(
  reactions: readonly Reaction[],
  toSlack: (name: string) => string | undefined,
  slackUser: (id: UserId) => SlackUserId,
): MergedReactions {
  const byName = new Map<string, Set<SlackUserId>>();
  for (const reaction of reactions) {
    const name = toSlack(reaction.emojiName) ?? reaction.emojiName;
    const users = byName.get(name) ?? new Set();
    users.add(slackUser(reaction.userId));
    byName.set(name, users);
  }
  const merged = [...byName].map(([name, users]) => ({
    name,
    users: [...users],
    count: users.size,
  }));
  const written = merged.reduce((sum, { count }) => sum + count, 0);
  return { reactions: merged, merged: reactions.length - written, losses: [] };
}

import { type Account, accountLine, addLeftOut, type LeftOutTally } from '../../mapping/account.ts';
import { rowsLeftOut } from '../../mapping/rows-left-out.ts';
import type { Channel, SourceCounts } from '../../model.ts';
import type { WrittenTotals } from './run-conversations.ts';

export interface ZipFacts {
  readonly counts: SourceCounts;
  /** Every channel of a known type. */
  readonly channels: readonly Channel[];
  readonly selected: readonly Channel[];
  readonly usersWritten: number;
  readonly liveEmoji: number;
  readonly totals: WrittenTotals;
}

/** Holds what the archive got against what the database has. */
export function zipAccount(facts: ZipFacts): Account {
  const { counts, totals } = facts;
  const leftOut = rowsLeftOut(counts, {
    known: new Set(facts.channels.map(({ id }) => id)),
    selected: new Set(facts.selected.map(({ id }) => id)),
  });
  addLeftOut(leftOut.posts, 'system-message', totals.postsDropped);
  addLeftOut(leftOut.reactions, 'post-left-out', totals.reactionsDropped);
  addLeftOut(leftOut.reactions, 'merged', totals.reactionsMerged);
  addLeftOut(leftOut.files, 'post-left-out', totals.filesDropped);
  const channels: LeftOutTally = new Map();
  addLeftOut(channels, 'not-selected', facts.channels.length - facts.selected.length);
  addLeftOut(channels, 'unknown-channel-type', counts.channelRows - facts.channels.length);
  const emoji: LeftOutTally = new Map();
  addLeftOut(emoji, 'deleted', counts.emojiRows - facts.liveEmoji);
  addLeftOut(emoji, 'not-in-a-zip', facts.liveEmoji);
  return {
    posts: accountLine(counts.postRows, totals.posts, leftOut.posts),
    users: accountLine(counts.userRows, facts.usersWritten, new Map()),
    channels: accountLine(counts.channelRows, totals.conversations, channels),
    reactions: accountLine(counts.reactionRows, totals.reactions, leftOut.reactions),
    files: accountLine(counts.fileRows, totals.files, leftOut.files),
    emoji: accountLine(counts.emojiRows, 0, emoji),
  };
}

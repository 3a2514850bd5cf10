import {
  type Account,
  accountLine,
  addLeftOut,
  type LeftOutTally,
  rowsLeftOut,
} from '../../mapping/account.ts';
import type { Channel, SourceCounts } from '../../model/model.ts';
import type { PostTotals } from '../run/post-counts.ts';

export interface ZipFacts {
  readonly counts: SourceCounts;
  /** Every channel of a known type. */
  readonly channels: readonly Channel[];
  readonly selected: readonly Channel[];
  /** Selected channels that a decision skips. */
  readonly skippedChannels: readonly Channel[];
  readonly usersWritten: number;
  readonly usersSkipped: number;
  readonly liveEmoji: number;
  /** True for an archive of what is new: what hangs on posts of earlier archives is not read again. */
  readonly isSinceLast: boolean;
  readonly totals: Readonly<PostTotals> & { readonly conversations: number };
}

/** Holds what the archive got against what the database has. */
export function zipAccount(facts: ZipFacts): Account {
  const { counts, totals } = facts;
  const leftOut = rowsLeftOut(counts, {
    known: new Set(facts.channels.map(({ id }) => id)),
    selected: new Set(facts.selected.map(({ id }) => id)),
    skipped: new Set(facts.skippedChannels.map(({ id }) => id)),
  });
  addLeftOut(leftOut.posts, 'system-message', totals.postsDropped);
  addLeftOut(leftOut.posts, 'author-skipped', totals.postsSkipped);
  addLeftOut(leftOut.reactions, 'person-skipped', totals.reactionsSkipped);
  addLeftOut(leftOut.reactions, 'post-left-out', totals.reactionsDropped);
  addLeftOut(leftOut.reactions, 'merged', totals.reactionsMerged);
  addLeftOut(leftOut.files, 'post-left-out', totals.filesDropped);
  addLeftOut(leftOut.posts, 'already-moved', totals.postsMoved);
  addLeftOut(leftOut.posts, 'private-by-api', totals.postsByApi);
  if (facts.isSinceLast) {
    addRest(leftOut.reactions, counts.reactionRows - totals.reactions);
    addRest(leftOut.files, counts.fileRows - totals.files);
  }
  const channels: LeftOutTally = new Map();
  const { length: skipped } = facts.skippedChannels;
  addLeftOut(channels, 'not-selected', facts.channels.length - facts.selected.length);
  addLeftOut(channels, 'channel-skipped', skipped);
  addLeftOut(channels, 'unknown-channel-type', counts.channelRows - facts.channels.length);
  const users: LeftOutTally = new Map();
  addLeftOut(users, 'person-skipped', facts.usersSkipped);
  const emoji: LeftOutTally = new Map();
  addLeftOut(emoji, 'deleted', counts.emojiRows - facts.liveEmoji);
  addLeftOut(emoji, 'not-in-a-zip', facts.liveEmoji);
  return {
    posts: accountLine(counts.postRows, totals.posts, leftOut.posts),
    users: accountLine(counts.userRows, facts.usersWritten, users),
    channels: accountLine(counts.channelRows, totals.conversations, channels),
    reactions: accountLine(counts.reactionRows, totals.reactions, leftOut.reactions),
    files: accountLine(counts.fileRows, totals.files, leftOut.files),
    emoji: accountLine(counts.emojiRows, 0, emoji),
  };
}

function addRest(tally: LeftOutTally, rows: number): void {
  const known = [...tally.values()].reduce((sum, each) => sum + each, 0);
  addLeftOut(tally, 'already-moved', rows - known);
}

import {
  type Account,
  accountLine,
  addLeftOut,
  type LeftOutTally,
  rowsLeftOut,
} from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { SourceCounts } from '../../model/model.ts';
import type { ReadWorkspace } from '../run/scope.ts';
import type { ReplayTally } from './conversation.ts';

export interface ReplayFacts {
  readonly counts: SourceCounts;
  readonly read: ReadWorkspace;
  readonly conversations: readonly Conversation[];
  readonly tally: ReplayTally;
}

/**
 * Holds what is in the workspace against what the database had when the run began. It may differ by what people
 * wrote meanwhile: a replay reads no snapshot, because it can take days.
 */
export function replayAccount({ counts, read, conversations, tally }: ReplayFacts): Account {
  const { workspace, selection, skippedChannels, liveEmoji } = read;
  const moved = new Set(conversations.map(({ channel }) => channel.id));
  const skipped = new Set(skippedChannels.map(({ id }) => id));
  const direct = selection.channels.filter(({ id }) => !moved.has(id) && !skipped.has(id));
  const leftOut = rowsLeftOut(counts, {
    known: new Set(workspace.conversations.map(({ channel }) => channel.id)),
    selected: moved,
    skipped,
  });
  addLeftOut(leftOut.posts, 'system-message', tally.postsDropped);
  addLeftOut(leftOut.posts, 'author-skipped', tally.postsSkipped);
  addLeftOut(leftOut.posts, 'refused', tally.postsRefused);
  addLeftOut(leftOut.reactions, 'person-skipped', tally.reactionsSkipped);
  addLeftOut(leftOut.reactions, 'post-left-out', tally.reactionsDropped);
  addLeftOut(leftOut.reactions, 'merged', tally.reactionsMerged);
  addLeftOut(leftOut.reactions, 'refused', tally.reactionsRefused);
  addLeftOut(leftOut.files, 'post-left-out', tally.filesDropped);
  addLeftOut(leftOut.files, 'not-delivered', tally.filesRefused);
  const channels: LeftOutTally = new Map();
  addLeftOut(channels, 'not-selected', workspace.conversations.length - selection.channels.length);
  addLeftOut(channels, 'channel-skipped', skippedChannels.length);
  addLeftOut(channels, 'direct-skipped', direct.length);
  addLeftOut(channels, 'unknown-channel-type', counts.channelRows - workspace.conversations.length);
  const users: LeftOutTally = new Map();
  addLeftOut(users, 'person-skipped', workspace.skipped.size);
  const emoji: LeftOutTally = new Map();
  addLeftOut(emoji, 'deleted', counts.emojiRows - liveEmoji);
  addLeftOut(emoji, 'not-in-a-replay', liveEmoji);
  return {
    posts: accountLine(counts.postRows, tally.posts, leftOut.posts),
    users: accountLine(counts.userRows, workspace.users.size - workspace.skipped.size, users),
    channels: accountLine(counts.channelRows, conversations.length, channels),
    reactions: accountLine(counts.reactionRows, tally.reactions, leftOut.reactions),
    files: accountLine(counts.fileRows, tally.files, leftOut.files),
    emoji: accountLine(counts.emojiRows, 0, emoji),
  };
}

import type { SourceCounts } from '../../../src/model/model.ts';

/** Counts of a source without rows, but for what a test is about. */
export const someCounts = (over: Partial<SourceCounts> = {}): SourceCounts => ({
  postRows: 0,
  posts: [],
  reactionRows: 0,
  reactions: [],
  fileRows: 0,
  files: [],
  userRows: 0,
  channelRows: 0,
  emojiRows: 0,
  ...over,
});

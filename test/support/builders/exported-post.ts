import type { ExportedPost } from '../../../src/importers/archive/exported-posts.ts';

/** A post of a record as most are: without reactions and files. */
export const anExportedPost = (post: Partial<ExportedPost> = {}): ExportedPost => ({
  postId: 'p'.repeat(26),
  channelId: 'c'.repeat(26),
  createAtMs: 1_700_000_000_123,
  ts: '1700000000.123000',
  leftOut: '',
  digest: {
    text: '2:abcdefghijklmnop',
    reactions: '2:T1PNoYwrqgwDVLtf',
    files: 'T1PNoYwrqgwDVLtf',
    isPinned: false,
  },
  ...post,
});

import type { PostTotals } from '../../mapping/account.ts';
import { filesWithRows } from '../../mapping/messages/files.ts';
import type { MappedPost } from '../../mapping/messages/map-post.ts';
import type { Post } from '../../model/model.ts';

export const NO_TOTALS: Readonly<PostTotals> = {
  posts: 0,
  messages: 0,
  reactions: 0,
  files: 0,
  reactionsMerged: 0,
  reactionsSkipped: 0,
  postsDropped: 0,
  postsSkipped: 0,
  reactionsDropped: 0,
  filesDropped: 0,
  postsMoved: 0,
  postsByApi: 0,
};

/** Adds what became of one post. */
export function addPost(totals: PostTotals, post: Post, mapped: MappedPost): void {
  totals.messages += mapped.messages.length;
  totals.reactions += mapped.reactionsWritten;
  totals.reactionsMerged += mapped.reactionsMerged;
  totals.reactionsSkipped += mapped.reactionsSkipped;
  totals.files += mapped.filesWritten;
  // A tombstone stands for a deleted row, which the account has left out already.
  if (post.deleteAtMs !== undefined) return;
  if (mapped.leftOut === undefined) {
    totals.posts += 1;
    return;
  }
  if (mapped.leftOut === 'author-skipped') totals.postsSkipped += 1;
  else totals.postsDropped += 1;
  totals.reactionsDropped += post.reactions.length;
  totals.filesDropped += filesWithRows(post.files);
}

export function addTotals(totals: PostTotals, more: Readonly<PostTotals>): void {
  for (const key of TOTAL_KEYS) totals[key] += more[key];
}

const TOTAL_KEYS = Object.keys(NO_TOTALS) as (keyof PostTotals)[];

import { addFileBytes, addLeftOut, type LineTally, type PostTally } from '../../mapping/account.ts';
import { filesWithRows } from '../../mapping/messages/files.ts';
import type { MappedPost } from '../../mapping/messages/map-post.ts';
import type { Post } from '../../model/model.ts';

/** Adds a mapped post to the counts. */
export function addPost(tally: PostTally, post: Post, mapped: MappedPost): void {
  const { posts, reactions, files } = tally;
  tally.messages += mapped.messages.length;
  reactions.written += mapped.reactionsWritten;
  leaveReactionsOut(reactions, mapped);
  const { written, notYet, notDelivered, bytesThere } = mapped.files;
  addLeftOut(files.leftOut, 'not-delivered-yet', notYet);
  addLeftOut(files.leftOut, 'not-delivered', notDelivered);
  addFileBytes(files, written + notYet + notDelivered, bytesThere);
  files.written += written;
  // A tombstone is of a deleted row, which the account has left out already.
  if (post.deleteAtMs !== undefined) return;
  if (mapped.leftOut === undefined) posts.written += 1;
  else leavePostOut(tally, post, mapped.leftOut);
}

/** Counts the reactions of a migrated post that no message shows. */
export function leaveReactionsOut(
  { leftOut }: LineTally,
  mapped: Pick<MappedPost, 'reactionsMerged' | 'reactionsNameless' | 'reactionsSkipped'>,
): void {
  addLeftOut(leftOut, 'merged', mapped.reactionsMerged);
  addLeftOut(leftOut, 'no-emoji-name', mapped.reactionsNameless);
  addLeftOut(leftOut, 'person-skipped', mapped.reactionsSkipped);
}

/** Counts a post that is left out, with its reactions and files. */
export function leavePostOut(
  { posts, reactions, files }: PostTally,
  post: Post,
  reason: NonNullable<MappedPost['leftOut']>,
): void {
  addLeftOut(posts.leftOut, reason);
  addLeftOut(reactions.leftOut, 'post-left-out', post.reactions.length);
  addLeftOut(files.leftOut, 'post-left-out', filesWithRows(post.files));
}

import type { PostTotals } from '../../mapping/account.ts';
import { filesWithRows } from '../../mapping/messages/files.ts';
import type { Post } from '../../model/model.ts';
import { NO_TOTALS } from '../run/post-counts.ts';
import {
  type ConversationReplay,
  type DeliveredPost,
  deliverPost,
  type ReplayTarget,
  recordLosses,
} from '../workspace/deliver-post.ts';

/** Replays one conversation in order; what the ledger knows as done is not done again. */
export async function replayConversation(
  shared: ConversationReplay,
  target: ReplayTarget,
): Promise<ReplayTally> {
  const tally = { ...NO_TALLY };
  let remaining = target.posts;
  const { channel, name } = target.conversation;
  shared.progress.at(name);
  for await (const page of shared.source.posts(channel.id, shared.range)) {
    for (const post of page) {
      shared.run.signal.throwIfAborted();
      const brought = await deliverPost(shared, target, post, { remaining });
      countBrought(tally, post, brought);
      if (brought.losses.length > 0) await recordLosses(shared, target, post, brought);
      remaining = Math.max(1, remaining - 1);
    }
    shared.progress.advance(page.length);
  }
  return tally;
}

function countBrought(tally: ReplayTally, post: Post, brought: DeliveredPost): void {
  const { replayed, isPosted, filesShared } = brought;
  if (isPosted) tally.messages += replayed.messages.length;
  if (post.deleteAtMs !== undefined) return;
  if (replayed.leftOut !== undefined) {
    if (replayed.leftOut === 'author-skipped') tally.postsSkipped += 1;
    else tally.postsDropped += 1;
    tally.reactionsDropped += post.reactions.length;
    tally.filesDropped += filesWithRows(post.files);
    return;
  }
  tally.reactionsMerged += replayed.reactionsMerged;
  tally.reactionsSkipped += replayed.reactionsSkipped;
  tally.files += filesShared;
  tally.filesRefused += filesWithRows(replayed.files) - filesShared;
  if (isPosted) {
    tally.posts += 1;
    tally.reactions += replayed.reactionsWritten;
    return;
  }
  tally.postsRefused += 1;
  tally.reactionsRefused += replayed.reactionsWritten;
}

/** Counts of a replay: what is in the workspace afterwards, whenever it was posted. */
export interface ReplayTally extends PostTotals {
  /** What Slack refused for good, with what hung on it. */
  postsRefused: number;
  reactionsRefused: number;
  /** Files that are not in the store, or that Slack does not take. */
  filesRefused: number;
}

const NO_TALLY: Readonly<ReplayTally> = {
  ...NO_TOTALS,
  postsRefused: 0,
  reactionsRefused: 0,
  filesRefused: 0,
};

export function addTallies(tallies: readonly ReplayTally[]): ReplayTally {
  const sum = { ...NO_TALLY };
  for (const tally of tallies) for (const key of KEYS) sum[key] += tally[key];
  return sum;
}

const KEYS = Object.keys(NO_TALLY) as (keyof ReplayTally)[];

import { addLeftOut, emptyTally, type PostTally } from '../../mapping/account.ts';
import { filesWithRows } from '../../mapping/messages/files.ts';
import type { Post } from '../../model/model.ts';
import { leavePostOut, leaveReactionsOut } from '../run/post-counts.ts';
import {
  type ConversationDelivery,
  type DeliveredPost,
  deliverPost,
  type ReplayTarget,
  recordLosses,
} from '../workspace/deliver-post.ts';
import { heldPlace } from '../workspace/held-back.ts';
import { whileStillPublic } from '../workspace/private-places.ts';

/**
 * Replays a conversation in order, each message once; what the ledger has as done is skipped, and what Slack holds back
 * is left out.
 */
export async function replayConversation(
  delivery: ConversationDelivery,
  target: ReplayTarget,
): Promise<PostTally> {
  const { session, scope, log } = delivery;
  const tally = emptyTally();
  let remaining = target.posts;
  const { channel, name } = target.conversation;
  const place = heldPlace(target.conversation, target.slackChannel);
  log.progress.at(name);
  const pages = scope.source.posts(channel.id, scope.range);
  for await (const page of whileStillPublic(scope.source, target, pages)) {
    for (const post of page) {
      session.signal.throwIfAborted();
      const options = { remaining, mayHaveGrown: false };
      const mayGoOn = await log.held.attempt(place, post, async () => {
        const delivered = await deliverPost(delivery, target, post, options);
        countDelivered(tally, post, delivered);
        await recordLosses(delivery, target, post, delivered.replayed.losses);
      });
      if (!mayGoOn) return tally;
      remaining = Math.max(1, remaining - 1);
    }
    log.progress.advance(page.length);
  }
  return tally;
}

/** Counts what is in the workspace now, posted by this run or an earlier one, and what Slack rejected permanently. */
function countDelivered(tally: PostTally, post: Post, delivered: DeliveredPost): void {
  const { replayed, isPosted, filesShared } = delivered;
  const { posts, reactions, files } = tally;
  if (isPosted) tally.messages += replayed.messages.length;
  if (post.deleteAtMs !== undefined) return;
  if (replayed.leftOut !== undefined) {
    leavePostOut(tally, post, replayed.leftOut);
    return;
  }
  leaveReactionsOut(reactions, replayed);
  files.written += filesShared;
  addLeftOut(files.leftOut, 'not-delivered', filesWithRows(replayed.files) - filesShared);
  if (isPosted) {
    posts.written += 1;
    reactions.written += replayed.reactionsWritten;
    return;
  }
  addLeftOut(posts.leftOut, 'refused');
  addLeftOut(reactions.leftOut, 'refused', replayed.reactionsWritten);
}

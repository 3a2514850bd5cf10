import { messageKey } from '../../importers/ledger/keys.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import { addLeftOut, emptyLine, type LineTally } from '../../mapping/account.ts';
import type { LossNote } from '../../mapping/losses.ts';
import { filesWithRows, isDeliverable } from '../../mapping/messages/files.ts';
import { neverMoves } from '../../mapping/messages/never-moved.ts';
import type { Post } from '../../model/model.ts';
import { refusal } from '../workspace/channels.ts';
import {
  type ConversationDelivery,
  deliverFile,
  type PostDelivery,
  type ReplayTarget,
  recordLosses,
} from '../workspace/deliver-post.ts';
import { heldPlace } from '../workspace/held-back.ts';
import { whileStillPublic } from '../workspace/private-places.ts';

/**
 * Uploads the files of a conversation in the order of its posts, each once. Returns counts of the files that have rows;
 * files that only the Filenames column names are uploaded, but not counted.
 */
export async function deliverFiles(
  delivery: ConversationDelivery,
  target: ReplayTarget,
): Promise<LineTally> {
  const { session, scope, log } = delivery;
  const tally = emptyLine();
  const { channel, name } = target.conversation;
  const place = heldPlace(target.conversation, target.slackChannel);
  log.progress.at(name);
  const pages = scope.source.posts(channel.id, scope.range);
  for await (const page of whileStillPublic(scope.source, target, pages)) {
    for (const post of page) {
      if (post.files.length === 0) continue;
      session.signal.throwIfAborted();
      const mayGoOn = await log.held.attempt(place, post, async () => {
        const losses = await deliverFilesOfPost(delivery, target, post, tally);
        if (losses.length > 0) await recordLosses(delivery, target, post, losses);
      });
      if (!mayGoOn) return tally;
    }
    log.progress.advance(page.length);
  }
  return tally;
}

async function deliverFilesOfPost(
  delivery: PostDelivery,
  target: ReplayTarget,
  post: Post,
  tally: LineTally,
): Promise<readonly LossNote[]> {
  if (neverMoves(post)) {
    addLeftOut(tally.leftOut, 'post-left-out', filesWithRows(post.files));
    return [{ code: 'burn_on_read' }];
  }
  const losses: LossNote[] = [];
  const threadTs = threadOf(delivery.session, post);
  for (const file of post.files) {
    const row = file.isLegacy === true ? 0 : 1;
    if (!isDeliverable(file)) addLeftOut(tally.leftOut, 'not-delivered', row);
    else if (threadTs === undefined) {
      addLeftOut(tally.leftOut, 'message-missing', row);
      losses.push({ code: 'file_message_missing', old: file.name });
    } else {
      const shared = await deliverFile(delivery, target, { post, file, threadTs });
      if (shared?.state === 'done') tally.written += row;
      else addLeftOut(tally.leftOut, 'refused', row);
      if (shared !== undefined) losses.push(...refusal(shared, file.name));
    }
  }
  return losses;
}

/**
 * Returns the thread for a post's files: its own, or for a reply that of its root. In the channel they would appear
 * below newer messages. Undefined when the message is not in the workspace.
 */
function threadOf({ ledger }: WorkspaceSession, post: Post): string | undefined {
  const message = ledger.get(messageKey(post.id, 0));
  if (message?.state !== 'done' || message.ts === '') return undefined;
  const root =
    post.thread.kind === 'reply' ? ledger.get(messageKey(post.thread.root.id, 0)) : undefined;
  return root?.ts || message.threadTs || message.ts;
}

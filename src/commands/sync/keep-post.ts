import type { Action, ActionKind } from '../../importers/ledger/ledger.ts';
import { openAgain } from '../../importers/replay/open-again.ts';
import { messageKey } from '../../importers/replay/post-message.ts';
import { takeBack } from '../../importers/replay/take-back.ts';
import { updateMessage } from '../../importers/replay/update-message.ts';
import type { LeftOutReason } from '../../mapping/account.ts';
import { cutText } from '../../mapping/cut-text.ts';
import type { LossNote } from '../../mapping/losses.ts';
import type { PendingChange, PendingKind } from '../../mapping/pending-changes.ts';
import { replayPost } from '../../mapping/replay/replay-post.ts';
import type { Post, PostId } from '../../model.ts';
import type { PendingBook } from '../pending-book.ts';
import { bringPost, type ConversationReplay, type ReplayTarget } from '../replay/bring-post.ts';
import { recordLosses } from '../replay/replay-conversation.ts';
import { type ChangedMessage, type PostWork, postWork } from './post-work.ts';
import { leaveOut, type SyncTally } from './sync-tally.ts';

/** What keeping conversations up to date shares. */
export interface ConversationSync extends ConversationReplay {
  readonly pending: PendingBook;
  readonly tally: SyncTally;
}

/** Makes of the messages of a post what the post is now: brings, changes and takes away. */
export async function keepPost(
  shared: ConversationSync,
  target: ReplayTarget,
  post: Post,
): Promise<void> {
  const { run, tally } = shared;
  const replayed = replayPost(post, target.context);
  const known = run.ledger.ofPost(post.id);
  const work = postWork(replayed, known, shared.fileStore !== undefined);
  for (const { key } of work.retried) run.ledger.forget(key);
  const losses: LossNote[] = [];
  let isTouched = false;
  if (work.isMissing) {
    const brought = await bringPost(shared, target, post, { remaining: target.posts, replayed });
    isTouched = run.ledger.ofPost(post.id).length > known.length;
    losses.push(...brought.losses);
    tally.files += work.isNew ? 0 : brought.filesShared;
  } else losses.push(...replayed.losses);
  const changes = await change(shared, target, post, work, losses);
  if (changes > 0) isTouched = true;
  for (const changed of work.pending) pend(shared, target, post, changed);
  countPost(tally, work, { isTouched, leftOut: replayed.leftOut });
  if (isTouched && losses.length > 0) await recordLosses(shared, target, post, { losses });
}

/** How many calls changed something. */
async function change(
  shared: ConversationSync,
  target: ReplayTarget,
  post: Post,
  { changed, surplus }: PostWork,
  losses: LossNote[],
): Promise<number> {
  const { run } = shared;
  let changes = 0;
  for (const { message, action } of changed) {
    await openAgain(run, action.channelId);
    const updated = await updateMessage(run, message, action);
    changes += 1;
    if (updated.state === 'failed') losses.push({ code: 'edit_refused', new: updated.detail });
  }
  for (const action of surplus) {
    if (await takeAway(shared, target, post.id, action)) changes += 1;
  }
  return changes;
}

/**
 * Takes back what a post has no more; false when only a person can: an import made it, or Slack does not let the
 * app.
 */
export async function takeAway(
  { run, pending, permalink, tally }: ConversationSync,
  { conversation }: ReplayTarget,
  postId: PostId,
  action: Action,
): Promise<boolean> {
  const { channel, name: slackChannel } = conversation;
  const ts = run.ledger.get(messageKey(postId, 0))?.ts ?? '';
  const byHand: PendingChange = {
    change: BY_HAND[action.kind] ?? 'edited',
    postId,
    channelId: channel.id,
    link: permalink(channel, postId),
    slackChannel,
    ts: action.ts || ts,
    value: action.fileId,
  };
  if (pending.has(byHand)) return false;
  // Anybody may take a pin off; a message or a file is its owner's.
  const isFree = action.origin === 'app' || action.kind === 'pin';
  if (isFree) await openAgain(run, channel.id);
  if (isFree && (await takeBack(run, action, ts))) {
    tally.removed += 1;
    return true;
  }
  pending.add(byHand);
  return false;
}

const BY_HAND: Partial<Readonly<Record<ActionKind, PendingKind>>> = {
  message: 'deleted',
  upload: 'files',
  pin: 'unpinned',
  reaction: 'reactions',
};

/** A message of an import's that its post no longer agrees with. */
function pend(
  { pending, permalink }: ConversationSync,
  { conversation: { channel, name: slackChannel } }: ReplayTarget,
  post: Post,
  { message, action }: ChangedMessage,
): void {
  const editedSince = (post.editAtMs ?? 0) > (action.doneAtMs ?? 0);
  const isEdited = action.digest === '' ? post.editAtMs !== undefined : editedSince;
  pending.add({
    change: isEdited ? 'edited' : 'reactions',
    postId: post.id,
    channelId: channel.id,
    link: permalink(channel, post.id),
    slackChannel,
    ts: action.ts,
    value: cutText(message.text, PENDING_CHARACTERS),
  });
}

/** Enough to see what is meant; the whole text is behind the link. */
const PENDING_CHARACTERS = 500;

function countPost(
  tally: SyncTally,
  { isNew, pending }: PostWork,
  {
    isTouched,
    leftOut,
  }: { readonly isTouched: boolean; readonly leftOut: LeftOutReason | undefined },
): void {
  tally.looked += 1;
  if (isTouched && isNew) tally.created += 1;
  else if (isTouched) tally.updated += 1;
  else if (pending.length > 0) leaveOut(tally, 'pending');
  else leaveOut(tally, leftOut ?? (isNew ? 'refused' : 'unchanged'));
}

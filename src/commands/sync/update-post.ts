import { messageKey } from '../../importers/ledger/keys.ts';
import type { Action, ActionKind, Ledger } from '../../importers/ledger/ledger.ts';
import { updateMessage } from '../../importers/workspace/messages.ts';
import { deleteFromSlack, unarchiveIfArchived } from '../../importers/workspace/removal.ts';
import {
  type Account,
  addLeftOut,
  type LeftOutReason,
  type LeftOutTally,
} from '../../mapping/account.ts';
import type { PendingChange, PendingKind } from '../../mapping/manual-changes.ts';
import { hasReactionSince, isEditedSince } from '../../mapping/message-shape.ts';
import { postsAccount } from '../../mapping/migration-account.ts';
import { replayPost } from '../../mapping/replay/replay-post.ts';
import { cutText } from '../../mapping/text.ts';
import type { Post, PostId } from '../../model/model.ts';
import type { RunLog } from '../run/run-log.ts';
import {
  deliverPost,
  type PostDelivery,
  type ReplayTarget,
  recordLosses,
} from '../workspace/deliver-post.ts';
import { type ChangedMessage, type PostWork, postWork } from './post-changes.ts';

/** Context for syncing posts. */
export interface PostSync extends PostDelivery {
  readonly log: RunLog;
  readonly tally: SyncTally;
}

/** Reconciles the messages of a post with the post: creates, edits and deletes. */
export async function reconcilePost(
  sync: PostSync,
  target: ReplayTarget,
  post: Post,
): Promise<void> {
  const { session, tally } = sync;
  const { ledger } = session;
  const replayed = replayPost(post, target.context);
  const known = ledger.ofPost(post.id);
  const work = postWork(replayed, known, {
    hasFiles: sync.fileStore !== undefined,
    isChangedSince: (action) => isChangedSince(ledger, target, post, action),
  });
  for (const { key } of work.retried) ledger.forget(key);
  let isTouched = false;
  if (work.isMissing) {
    const options = { remaining: target.posts, mayHaveGrown: true, replayed };
    const delivered = await deliverPost(sync, target, post, options);
    isTouched = ledger.ofPost(post.id).length > known.length;
    tally.files += work.isNew ? 0 : delivered.filesShared;
  }
  const changes = await change(sync, target, post, work);
  if (changes > 0) isTouched = true;
  for (const changed of work.pending) listAsPending(sync, target, post, changed);
  countPost(tally, work, { isTouched, leftOut: replayed.leftOut });
  // A run that was stopped before this has the post before it again: its mark is set at the end of the pass.
  if (ledger.ofPost(post.id).length > 0) await recordLosses(sync, target, post, replayed.losses);
}

/**
 * True when a post was changed after an action: everything up to the sync mark is in the workspace, and what was sent
 * later holds what was there then.
 */
function isChangedSince(
  ledger: Ledger,
  { context }: ReplayTarget,
  post: Post,
  { channelId, intendedAtMs }: Action,
): boolean {
  const sinceMs = Math.max(intendedAtMs, ledger.syncMarks().get(channelId)?.syncedToMs ?? 0);
  const showsReactions = context.rules.settings.reactions === 'summary';
  return isEditedSince(post, sinceMs) || (showsReactions && hasReactionSince(post, sinceMs));
}

/** Edits changed messages and deletes surplus ones; returns the number of calls. */
async function change(
  sync: PostSync,
  target: ReplayTarget,
  post: Post,
  { changed, surplus }: PostWork,
): Promise<number> {
  const { session } = sync;
  let changes = 0;
  for (const { message, action } of changed) {
    await unarchiveIfArchived(session, action.channelId);
    await updateMessage(session, message, action);
    changes += 1;
  }
  for (const action of surplus) {
    if (await deleteOrListAsPending(sync, target, post.id, action)) changes += 1;
  }
  return changes;
}

/**
 * Deletes what a post no longer has; false when only a person can, because an import created it or Slack does not allow
 * the app to. Then it is listed in pending-changes.csv.
 */
export async function deleteOrListAsPending(
  { session, scope, log: { pending }, tally }: PostSync,
  { conversation }: ReplayTarget,
  postId: PostId,
  action: Action,
): Promise<boolean> {
  const { channel, name: slackChannel } = conversation;
  const ts = session.ledger.get(messageKey(postId, 0))?.ts ?? '';
  const byHand: PendingChange = {
    change: BY_HAND[action.kind] ?? 'edited',
    postId,
    channelId: channel.id,
    link: scope.permalink(channel, postId),
    slackChannel,
    ts: action.ts || ts,
    value: action.fileId,
  };
  if (pending.has(byHand)) return false;
  // Anyone may remove a pin; a message or file belongs to its owner.
  const isFree = action.origin === 'app' || action.kind === 'pin';
  if (isFree) await unarchiveIfArchived(session, channel.id);
  if (isFree && (await deleteFromSlack(session, action, ts))) {
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

/** Lists a changed message of an import, which the app may not edit. */
function listAsPending(
  { scope, log: { pending } }: PostSync,
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
    link: scope.permalink(channel, post.id),
    slackChannel,
    ts: action.ts,
    value: cutText(message.text, PENDING_CHARACTERS),
  });
}

/** Enough to recognise the text; the link leads to all of it. */
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

/** Counts of a pass of sync. */
export interface SyncTally {
  /** Number of posts that were compared: changed, deleted or removed. */
  looked: number;
  created: number;
  updated: number;
  deleted: number;
  /** Files uploaded for posts that were in the workspace before. */
  files: number;
  /** Files, reactions, pins and parts of messages that were removed. */
  removed: number;
  peopleRemoved: number;
  readonly leftOut: LeftOutTally;
}

export const noSyncTally = (): SyncTally => ({
  looked: 0,
  created: 0,
  updated: 0,
  deleted: 0,
  files: 0,
  removed: 0,
  peopleRemoved: 0,
  leftOut: new Map(),
});

const COUNTS = [
  'looked',
  'created',
  'updated',
  'deleted',
  'files',
  'removed',
  'peopleRemoved',
] as const;

export function addSyncTally(sum: SyncTally, more: SyncTally): void {
  for (const count of COUNTS) sum[count] += more[count];
  for (const [reason, rows] of more.leftOut) addLeftOut(sum.leftOut, reason, rows);
}

/** Counts a post that is not changed, and why. */
export function leaveOut(tally: SyncTally, reason: LeftOutReason): void {
  addLeftOut(tally.leftOut, reason);
}

/** Makes the account of posts only: sync reads only what changed, so the tables are not counted. */
export function syncAccount({ looked, created, updated, deleted, leftOut }: SyncTally): Account {
  return postsAccount(looked, { written: created + updated + deleted, leftOut });
}

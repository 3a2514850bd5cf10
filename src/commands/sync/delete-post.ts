import { messageKey } from '../../importers/ledger/keys.ts';
import type { Action, ActionKind } from '../../importers/ledger/ledger.ts';
import { deleteFromSlack, unarchiveIfArchived } from '../../importers/workspace/removal.ts';
import type { PendingChange, PendingKind } from '../../mapping/manual-changes.ts';
import type { PostId } from '../../model/model.ts';
import type { ReplayTarget } from '../workspace/deliver-post.ts';
import { leaveOut, type PostSync } from './post-sync.ts';

/** Deletes a post from Slack: files first, then its parts from the last to the first. */
export async function deletePost(sync: PostSync, target: ReplayTarget, id: PostId): Promise<void> {
  const { session, tally } = sync;
  const { ledger } = session;
  const known = ledger.ofPost(id);
  const there = known.filter(({ kind, state }) => kind === 'message' && state !== 'failed');
  if (there.length === 0) return;
  const files = known.filter(({ kind, state }) => kind === 'upload' && state !== 'failed');
  for (const file of files) await deleteOrListAsPending(sync, target, id, file);
  const isAskedAgain = there.some((action) => session.refusals.isAskedAgain(action));
  if (isListedAsDeleted(sync, target, id) && !isAskedAgain) return;
  tally.looked += 1;
  let isGone = true;
  for (const message of there.toReversed()) {
    isGone = (await deleteOrListAsPending(sync, target, id, message)) && isGone;
  }
  if (!isGone) {
    leaveOut(tally, 'pending');
    return;
  }
  tally.deleted += 1;
  for (const { key } of ledger.ofPost(id).filter(vanishesWithMessage)) ledger.forget(key);
}

/** True for reactions, pins and edits, which vanish with their message. */
const vanishesWithMessage = ({ kind, state }: Action): boolean =>
  kind !== 'upload' || state === 'failed';

/**
 * Deletes what a post no longer has; false when only a person can, because an import created it or Slack does not allow
 * the app to. Then it is listed in pending-changes.csv, until a later run can: a refusal that need not last is asked
 * again.
 */
export async function deleteOrListAsPending(
  sync: PostSync,
  target: ReplayTarget,
  postId: PostId,
  action: Action,
): Promise<boolean> {
  const { session, tally } = sync;
  const { pending } = sync.log;
  const { channel } = target.conversation;
  const ts = session.ledger.get(messageKey(postId, 0))?.ts ?? '';
  const byHand = changeByHand(sync, target, {
    change: BY_HAND[action.kind] ?? 'edited',
    postId,
    ts: action.ts || ts,
    value: action.fileId,
  });
  if (pending.has(byHand) && !session.refusals.isAskedAgain(action)) return false;
  // Anyone may remove a pin; a message or file belongs to its owner.
  const isFree = action.origin === 'app' || action.kind === 'pin';
  if (isFree) await unarchiveIfArchived(session, channel.id);
  if (isFree && (await deleteFromSlack(session, action, ts))) {
    tally.removed += 1;
    pending.remove(byHand);
    return true;
  }
  pending.add(byHand);
  return false;
}

/** True when the list of pending changes has the deletion of a post: a person does it, and no pass counts it again. */
function isListedAsDeleted(sync: PostSync, target: ReplayTarget, postId: PostId): boolean {
  const deletion = { change: 'deleted', postId, ts: '', value: '' } as const;
  return sync.log.pending.has(changeByHand(sync, target, deletion));
}

const changeByHand = (
  { scope }: PostSync,
  { conversation: { channel, name: slackChannel } }: ReplayTarget,
  about: Pick<PendingChange, 'change' | 'ts' | 'value'> & { readonly postId: PostId },
): PendingChange => ({
  ...about,
  channelId: channel.id,
  link: scope.permalink(channel, about.postId),
  slackChannel,
});

const BY_HAND: Partial<Readonly<Record<ActionKind, PendingKind>>> = {
  message: 'deleted',
  upload: 'files',
  pin: 'unpinned',
  reaction: 'reactions',
};

import { messageKey } from '../../importers/ledger/keys.ts';
import type { Action, Ledger } from '../../importers/ledger/ledger.ts';
import { updateMessage } from '../../importers/workspace/messages.ts';
import { unarchiveIfArchived } from '../../importers/workspace/removal.ts';
import type { LeftOutReason } from '../../mapping/account.ts';
import { changesOfImported } from '../../mapping/changed-reactions.ts';
import { shownText } from '../../mapping/manual-changes.ts';
import { hasReactionSince, isEditedSince } from '../../mapping/message-shape.ts';
import { neverMoves } from '../../mapping/messages/never-moved.ts';
import { type ReplayMessage, replayPost } from '../../mapping/replay/replay-post.ts';
import type { Post } from '../../model/model.ts';
import { deliverPost, type ReplayTarget, recordLosses } from '../workspace/deliver-post.ts';
import { deleteOrListAsPending, deletePost } from './delete-post.ts';
import { type ChangedMessage, type PostWork, postWork } from './post-changes.ts';
import { leaveOut, type PostSync, type SyncTally } from './post-sync.ts';

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
  const before = doneOf(known);
  const work = postWork(replayed, known, {
    hasFiles: sync.fileStore !== undefined,
    isChangedSince: (action) => isChangedSince(ledger, target, post, action),
    isAskedAgain: (action) => session.refusals.isAskedAgain(action),
  });
  const messages = neverMoves(post) ? known : work.surplus;
  if (replayed.messages.length === 0 && messages.some(({ kind }) => kind === 'message')) {
    // Edited to nothing: Slack takes no empty edit. A burn-on-read post may be there since version 0.1.
    await deletePost(sync, target, post.id);
    await recordLosses(sync, target, post, replayed.losses);
    return;
  }
  for (const { key } of work.retried) ledger.forget(key);
  if (work.isMissing) {
    const options = { remaining: Math.max(1, target.posts), mayHaveGrown: true, replayed };
    const { filesShared } = await deliverPost(sync, target, post, options);
    tally.files += before.messages === 0 ? 0 : filesShared;
  }
  const after = work.isMissing ? doneOf(ledger.ofPost(post.id)) : before;
  const { changes, isEditRefused } = await change(sync, target, post, work);
  for (const changed of work.pending) await listAsPending(sync, target, post, changed);
  countPost(tally, {
    isCreated: before.messages === 0 && after.messages > 0,
    isUpdated: after.actions > before.actions || changes > 0,
    isPending: work.pending.length > 0,
    isRefused: isEditRefused || replayed.messages.some((message) => isRefused(ledger, message)),
    leftOut: replayed.leftOut,
  });
  // A run that was stopped before this has the post before it again: its mark is set at the end of the pass.
  const isLeftOut = replayed.messages.length === 0 && replayed.losses.length > 0;
  if (isLeftOut || ledger.ofPost(post.id).length > 0)
    await recordLosses(sync, target, post, replayed.losses);
}

/** Numbers of actions that took effect for a post. */
interface DoneOfPost {
  readonly messages: number;
  /** Messages, edits, files, reactions and the pin. */
  readonly actions: number;
}

/** Counts what the ledger has as done of a post: a refused action has an entry too. */
function doneOf(known: readonly Action[]): DoneOfPost {
  const done = known.filter(({ state }) => state === 'done');
  return { messages: done.filter(({ kind }) => kind === 'message').length, actions: done.length };
}

/** True for a message that Slack refused; one of an import that was not found was never sent. */
function isRefused(ledger: Ledger, { postId, part }: ReplayMessage): boolean {
  const action = ledger.get(messageKey(postId, part));
  return action?.state === 'failed' && action.origin === 'app';
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
  const sinceMs = Math.max(intendedAtMs, ledger.move.syncMark(channelId)?.syncedToMs ?? 0);
  const showsReactions = context.rules.settings.reactions === 'summary';
  return isEditedSince(post, sinceMs) || (showsReactions && hasReactionSince(post, sinceMs));
}

interface Changes {
  /** Number of edits and deletions that took effect. */
  readonly changes: number;
  readonly isEditRefused: boolean;
}

/** Edits changed messages and deletes surplus ones. */
async function change(
  sync: PostSync,
  target: ReplayTarget,
  post: Post,
  { changed, surplus }: PostWork,
): Promise<Changes> {
  const { session } = sync;
  let changes = 0;
  let isEditRefused = false;
  for (const { message, action } of changed) {
    await unarchiveIfArchived(session, action.channelId);
    const edit = await updateMessage(session, message, action);
    if (edit.state === 'done') changes += 1;
    else isEditRefused = true;
  }
  for (const action of surplus) {
    if (await deleteOrListAsPending(sync, target, post.id, action)) changes += 1;
  }
  return { changes, isEditRefused };
}

/** Lists what changed of the message of an import, which the app may not edit. */
async function listAsPending(
  { scope, log: { pending } }: PostSync,
  { conversation: { channel, name: slackChannel } }: ReplayTarget,
  post: Post,
  { message, action }: ChangedMessage,
): Promise<void> {
  const sinceMs = (action.doneAtMs ?? 0) - ADOPTING_MS;
  const takenBack = await scope.source.postsWithReactionsTakenBack([post.id], sinceMs);
  const isSameText = action.digest !== '';
  const about = { isSameText, wereTakenBack: takenBack.length > 0, sinceMs };
  for (const change of changesOfImported(post, about)) {
    pending.add({
      change,
      postId: post.id,
      channelId: channel.id,
      link: scope.permalink(channel, post.id),
      slackChannel,
      ts: action.ts,
      value: shownText(message.text),
    });
  }
}

/**
 * A message is recorded as found some time after its post was read, when its conversation was read in Slack, and by
 * another clock than the database's.
 */
const ADOPTING_MS = 600_000;

/** What became of a post that was compared. */
interface PostOutcome {
  readonly isCreated: boolean;
  readonly isUpdated: boolean;
  readonly isPending: boolean;
  readonly isRefused: boolean;
  readonly leftOut: LeftOutReason | undefined;
}

function countPost(
  tally: SyncTally,
  { isCreated, isUpdated, isPending, isRefused, leftOut }: PostOutcome,
): void {
  tally.looked += 1;
  if (isCreated) tally.created += 1;
  else if (isUpdated) tally.updated += 1;
  else if (isPending) leaveOut(tally, 'pending');
  else leaveOut(tally, leftOut ?? (isRefused ? 'refused' : 'unchanged'));
}

import { messageKey } from '../../importers/ledger/keys.ts';
import type { Action } from '../../importers/ledger/ledger.ts';
import type { Post, PostId } from '../../model/model.ts';
import type { ConversationDelivery, ReplayTarget } from '../workspace/deliver-post.ts';
import { batchesOf, movedPosts } from './guards.ts';
import { deleteOrListAsPending, leaveOut, type PostSync, reconcilePost } from './update-post.ts';

/** How far one conversation is to be looked at. */
export interface SyncReach {
  /** Only what changed at or after this moment of Mattermost's clock; undefined for everything. */
  readonly sinceMs: number | undefined;
  /** The ids of both sides are compared too. */
  readonly isComparing: boolean;
}

/** What keeping conversations up to date needs. */
type ConversationSync = PostSync & ConversationDelivery;

/** Brings one conversation up to date: what changed in the order of its posts, then what is gone. */
export async function syncConversation(
  sync: ConversationSync,
  target: ReplayTarget,
  { sinceMs, isComparing }: SyncReach,
): Promise<void> {
  const { source, range } = sync.scope;
  const { id } = target.conversation.channel;
  sync.log.progress.at(target.conversation.name);
  const pages =
    sinceMs === undefined ? source.posts(id, range) : source.changedPosts(id, range, sinceMs);
  const tombstones = await keepPages(sync, target, pages);
  for await (const page of source.deletedPosts(id, sinceMs ?? 0)) {
    for (const { id: gone } of page) {
      if (!tombstones.has(gone)) await removePost(sync, target, gone);
    }
  }
  if (!isComparing) return;
  if (sinceMs !== undefined) await keepUnknown(sync, target);
  await removeGone(sync, target);
}

/** Gives the deleted posts that stay as the roots of their threads. */
async function keepPages(
  sync: ConversationSync,
  target: ReplayTarget,
  pages: AsyncIterable<readonly Post[]>,
): Promise<ReadonlySet<PostId>> {
  const tombstones = new Set<PostId>();
  for await (const page of pages) {
    for (const post of page) {
      sync.session.signal.throwIfAborted();
      await reconcilePost(sync, target, post);
      if (post.deleteAtMs !== undefined) tombstones.add(post.id);
    }
    sync.log.progress.advance(page.length);
  }
  return tombstones;
}

/** Posts that nobody told of: imported into Mattermost with their old times, or restored from a backup. */
async function keepUnknown(sync: ConversationSync, target: ReplayTarget): Promise<void> {
  const { session, scope } = sync;
  const { source, range } = scope;
  const { id } = target.conversation.channel;
  for await (const ids of source.postIds(id, range)) {
    session.signal.throwIfAborted();
    const unknown = ids.filter((post) => session.ledger.get(messageKey(post, 0)) === undefined);
    for (const post of await source.postsOf(id, range, unknown)) {
      await reconcilePost(sync, target, post);
    }
  }
}

/** Rows that were removed for good leave nothing that tells of it: their ids are missing. */
async function removeGone(sync: ConversationSync, target: ReplayTarget): Promise<void> {
  const { id } = target.conversation.channel;
  for (const ids of batchesOf(movedPosts(sync.session.ledger, id))) {
    sync.session.signal.throwIfAborted();
    for (const gone of await sync.scope.source.removedPosts(ids))
      await removePost(sync, target, gone);
  }
}

/** Files first, then the parts from the last to the first; what hung on them goes with them. */
async function removePost(sync: ConversationSync, target: ReplayTarget, id: PostId): Promise<void> {
  const { session, tally } = sync;
  const { ledger } = session;
  const known = ledger.ofPost(id);
  const there = known.filter(({ kind, state }) => kind === 'message' && state !== 'failed');
  if (there.length === 0) return;
  tally.looked += 1;
  const files = known.filter(({ kind, state }) => kind === 'upload' && state !== 'failed');
  for (const file of files) await deleteOrListAsPending(sync, target, id, file);
  let isGone = true;
  for (const message of there.toReversed()) {
    isGone = (await deleteOrListAsPending(sync, target, id, message)) && isGone;
  }
  if (!isGone) {
    leaveOut(tally, 'pending');
    return;
  }
  tally.deleted += 1;
  for (const { key } of ledger.ofPost(id).filter(goesAlong)) ledger.forget(key);
}

/** Reactions, pins and edits vanish with their message. */
const goesAlong = ({ kind, state }: Action): boolean => kind !== 'upload' || state === 'failed';

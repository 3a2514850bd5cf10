import { messageKey } from '../../importers/ledger/keys.ts';
import type { Post, PostId } from '../../model/model.ts';
import type { ConversationDelivery, ReplayTarget } from '../workspace/deliver-post.ts';
import { heldPlace } from '../workspace/held-back.ts';
import { requireStillPublic } from '../workspace/private-places.ts';
import { deletePost } from './delete-post.ts';
import { batchesOf, migratedPosts } from './guards.ts';
import type { PostSync } from './post-sync.ts';
import { reconcilePost } from './update-post.ts';

/** Extent of a pass over a conversation. */
export interface SyncReach {
  /** Time of Mattermost's clock from which on changes are read; undefined for all posts. */
  readonly sinceMs: number | undefined;
  /** True when the ids of both sides are compared too. */
  readonly isComparing: boolean;
  /** Posts of which something was refused for a reason that need not last. */
  readonly askedAgain: ReadonlySet<PostId>;
}

/** Context for syncing conversations. */
type ConversationSync = PostSync & ConversationDelivery;

/** Syncs a conversation: first changed posts in their order, then removed ones. */
export async function syncConversation(
  sync: ConversationSync,
  target: ReplayTarget,
  { sinceMs, isComparing, askedAgain }: SyncReach,
): Promise<void> {
  const { source, range } = sync.scope;
  const { id } = target.conversation.channel;
  sync.log.progress.at(target.conversation.name);
  await askAgain(sync, target, askedAgain);
  const pages =
    sinceMs === undefined ? source.posts(id, range) : source.changedPosts(id, range, sinceMs);
  const tombstones = await reconcilePages(sync, target, pages);
  for await (const page of source.deletedPosts(id, sinceMs ?? 0)) {
    const removed = page.filter((post) => !tombstones.has(post.id));
    for (const { id: gone } of removed) await deletePost(sync, target, gone);
    // Of a channel that is read whole, only the live posts are counted.
    if (sinceMs !== undefined) sync.log.progress.advance(removed.length);
  }
  if (!isComparing) return;
  if (sinceMs !== undefined) await reconcileUnknown(sync, target);
  await deleteGonePosts(sync, target);
}

/** Reconciles posts of which something was refused, and deletes those that are deleted by now. */
async function askAgain(
  sync: ConversationSync,
  target: ReplayTarget,
  posts: ReadonlySet<PostId>,
): Promise<void> {
  const { source, range } = sync.scope;
  for (const ids of batchesOf(posts)) {
    await reconcileAll(
      sync,
      target,
      await source.postsOf(target.conversation.channel.id, range, ids),
    );
    for (const gone of await source.withdrawnAmong(ids)) await deletePost(sync, target, gone);
  }
}

async function reconcileAll(
  sync: ConversationSync,
  target: ReplayTarget,
  posts: readonly Post[],
): Promise<void> {
  if (posts.length > 0) await requireStillPublic(sync.scope.source, target);
  const place = heldPlace(target.conversation, target.slackChannel);
  for (const post of posts) {
    sync.session.signal.throwIfAborted();
    await sync.log.held.attempt(place, post, () => reconcilePost(sync, target, post));
  }
}

/** Reconciles posts, page by page; returns the deleted posts that stay as the roots of their threads. */
async function reconcilePages(
  sync: ConversationSync,
  target: ReplayTarget,
  pages: AsyncIterable<readonly Post[]>,
): Promise<ReadonlySet<PostId>> {
  const tombstones = new Set<PostId>();
  for await (const page of pages) {
    await reconcileAll(sync, target, page);
    for (const { id, deleteAtMs } of page) if (deleteAtMs !== undefined) tombstones.add(id);
    sync.log.progress.advance(page.length);
  }
  return tombstones;
}

/**
 * Reconciles posts without a recent UpdateAt: imported into Mattermost with their old times, or restored from a backup.
 */
async function reconcileUnknown(sync: ConversationSync, target: ReplayTarget): Promise<void> {
  const { session, scope } = sync;
  const { source, range } = scope;
  const { id } = target.conversation.channel;
  const isKnown = (post: PostId): boolean => session.ledger.get(messageKey(post, 0)) !== undefined;
  for await (const page of source.unknownPosts(id, range, isKnown)) {
    await reconcileAll(sync, target, page);
  }
}

/**
 * Deletes messages of posts that are gone though no row of theirs changed: rows removed for good, and deleted roots whose
 * last reply went later.
 */
async function deleteGonePosts(sync: ConversationSync, target: ReplayTarget): Promise<void> {
  const { source } = sync.scope;
  const { id } = target.conversation.channel;
  for (const ids of batchesOf(migratedPosts(sync.session.ledger, id))) {
    sync.session.signal.throwIfAborted();
    const gone = [...(await source.removedPosts(ids)), ...(await source.withdrawnAmong(ids))];
    for (const post of gone) await deletePost(sync, target, post);
  }
}

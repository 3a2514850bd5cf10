import type { ExportedPosts } from '../../importers/archive/exported-posts.ts';
import { addLeftOut, emptyTally, type LeftOutReason } from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { diffDigests, type PendingChange, type PendingKind } from '../../mapping/manual-changes.ts';
import { type MappedPost, mapPost } from '../../mapping/messages/map-post.ts';
import { postDigest } from '../../mapping/messages/post-digest.ts';
import { serializeMessage } from '../../mapping/messages/serialize-message.ts';
import { type ChannelId, type Post, type PostId, placeMs, postId } from '../../model/model.ts';
import type { MessageContexts } from '../run/message-context.ts';
import type { PendingChanges } from '../run/pending-changes.ts';
import type { ArchiveRun } from './archive-run.ts';
import { ConversationWriter } from './conversation.ts';
import { isTextOf } from './former-names.ts';
import { isPublicInSlack } from './visibility.ts';
import { type PlacePart, writeConversation, writerRules } from './whole.ts';

/** Context of an archive with --since-last. */
export interface SinceLast {
  readonly exported: ExportedPosts;
  readonly window: ChangeWindow;
  readonly pending: Pick<PendingChanges, 'add' | 'has' | 'remove'>;
  /** Called for each new post that is older than the exported posts of its conversation. */
  readonly tooOld: (conversation: Conversation, createAtMs: number) => void;
  /** Contexts with the names that people and channels had in earlier archives, where they have others now. */
  readonly contextsThen: readonly MessageContexts[];
}

/** What a run looks at again. */
interface ChangeWindow {
  /** Time of Mattermost's clock from which on changes are read. */
  readonly sinceMs: number;
  /** Time by which a new post may be older than the newest exported one. */
  readonly overlapMs: number;
}

/**
 * Writes the new posts of a conversation, or all of them when none was exported before. Changed and removed posts,
 * which an import cannot update, are passed to `pending`.
 */
export async function appendConversation(
  run: ArchiveRun,
  since: SinceLast,
  { conversation, place }: { readonly conversation: Conversation; readonly place: PlacePart },
): Promise<void> {
  const { exported } = since;
  const { sinceMs, overlapMs } = since.window;
  const { id } = conversation.channel;
  const newestMs = exported.newestMs(id);
  if (newestMs === undefined) return await writeConversation(run, conversation, place);
  const before = exported.counts(id);
  await listChanges(run, since, conversation);
  const gone = await listRemoved(run, since, conversation);
  const tally = emptyTally();
  for (const [known, reason] of REASONS_OF_KNOWN) {
    addLeftOut(tally.posts.leftOut, reason, (before.get(known) ?? 0) - (gone.get(known) ?? 0));
  }
  const writer = new ConversationWriter(conversation, writerRules(run, conversation), tally);
  const inOrder = orderedWriter(async (post) => {
    await writer.write(post);
    // At once: the next post must find its `ts` in the record.
    await place(writer.take());
  });
  const leaveToSync = leavingToSync(run, since, conversation);
  for await (const post of newPosts(run, exported, id)) {
    run.signal.throwIfAborted();
    if (conversation.list !== 'channels') {
      addLeftOut(tally.posts.leftOut, 'private-by-api');
      leaveToSync(post);
    } else if (placeMs(post) < Math.min(newestMs - overlapMs, sinceMs))
      // A post of the future is newer than what is written until then, and hides none of it.
      since.tooOld(conversation, post.createAtMs);
    else await inOrder.write(post);
  }
  await inOrder.end();
  await place(await writer.close());
}

/**
 * Passes posts on in the order of their places. A reply that is older than its root comes early where an earlier
 * archive has the root; it waits here, with no more posts than there are in the overlap.
 */
function orderedWriter(write: (post: Post) => Promise<void>) {
  let held: Post[] = [];
  const writeUntil = async (ms: number): Promise<void> => {
    const due = held.filter((post) => placeMs(post) < ms);
    if (due.length === 0) return;
    held = held.filter((post) => placeMs(post) >= ms);
    const inPlace = (a: Post, b: Post): number =>
      placeMs(a) - placeMs(b) || a.tie.rank - b.tie.rank;
    for (const post of due.toSorted(inPlace)) await write(post);
  };
  let reachedMs = 0;
  return {
    async write(post: Post): Promise<void> {
      const ms = placeMs(post);
      if (post.tie.rootMs !== undefined && ms > reachedMs) held.push(post);
      else {
        await writeUntil(ms);
        reachedMs = ms;
        await write(post);
      }
    },
    end: () => writeUntil(Number.POSITIVE_INFINITY),
  };
}

/**
 * Reason why an exported post is not in this archive, by the reason recorded with it: '' for a post that an earlier
 * archive contains.
 */
const REASONS_OF_KNOWN: readonly (readonly [known: string, reason: LeftOutReason])[] = [
  ['', 'already-moved'],
  ['system-message', 'system-message'],
  ['author-skipped', 'author-skipped'],
  ['empty-message', 'empty-message'],
  ['burn-on-read', 'burn-on-read'],
];

/**
 * Makes what lists new posts of a private conversation, which an import cannot add to: sync delivers them. It lists none
 * where the conversation is public in Slack, whose own line says what to do first.
 */
function leavingToSync(
  run: ArchiveRun,
  since: SinceLast,
  conversation: Conversation,
): (post: Post) => void {
  if (isPublicInSlack(since, conversation)) return () => {};
  return ({ id }) =>
    since.pending.add(pendingOf(run, conversation, { change: 'posted', id, ts: '', value: '' }));
}

async function* newPosts(
  { scope: { source, range }, log: { progress } }: ArchiveRun,
  exported: ExportedPosts,
  channel: ChannelId,
): AsyncGenerator<Post> {
  const isKnown = (id: PostId): boolean => exported.get(id) !== undefined;
  for await (const page of source.unknownPosts(channel, range, isKnown)) {
    yield* page;
    progress.advance(page.length);
  }
}

async function listChanges(
  run: ArchiveRun,
  since: SinceLast,
  conversation: Conversation,
): Promise<void> {
  const { exported, pending } = since;
  const { sinceMs, overlapMs } = since.window;
  const { id } = conversation.channel;
  const seenToMs = sinceMs + overlapMs;
  const { source, range } = run.scope;
  const leaveToSync = leavingToSync(run, since, conversation);
  const context = run.contextOf(conversation);
  const contextsThen = since.contextsThen.map((contextThen) => contextThen(conversation));
  for await (const page of source.changedPosts(id, range, sinceMs)) {
    for (const post of page) {
      const known = exported.get(post.id);
      if (known === undefined) continue;
      const mapped = mapPost(post, context);
      // A post without a message may have got something to show since.
      if (known.leftOut === 'empty-message' && mapped.messages.length > 0) {
        leaveToSync(post);
      }
      if (known.ts === '') continue;
      const look = postDigest(post, mapped.messages.map(serializeMessage));
      const found = diffDigests(known.digest, look, post, seenToMs);
      const isSameText = found.includes('edited') && isTextOf(known.digest, post, contextsThen);
      const changes = found.filter((change) => change !== 'edited' || !isSameText);
      const text = mapped.messages[0]?.text ?? '';
      const of = (change: PendingKind): PendingChange => {
        const value = change === 'edited' ? text : '';
        return pendingOf(run, conversation, { change, id: post.id, ts: known.ts, value });
      };
      const listed = listedChanges(post, mapped, changes);
      for (const change of [...listed, ...takenBack(post, listed, pending, of)]) {
        pending.add(of(change));
      }
    }
  }
}

/**
 * Returns what takes back changes that an earlier run listed, of a post that is again as the archives have it: a person
 * may have made them in Slack. Removes the line of a message that was to be deleted and has something to show again.
 */
function takenBack(
  { isPinned }: Pick<Post, 'isPinned'>,
  changes: readonly PendingKind[],
  pending: SinceLast['pending'],
  of: (change: PendingKind) => PendingChange,
): readonly PendingKind[] {
  if (changes.includes('deleted')) return [];
  const isListed = (change: PendingKind): boolean =>
    !changes.includes(change) && pending.has(of(change));
  const wasDeleted = isListed('deleted');
  if (wasDeleted) pending.remove(of('deleted'));
  const back: PendingKind[] = wasDeleted || isListed('edited') ? ['edited'] : [];
  const [pin, opposite] = isPinned ? PINS : PINS.toReversed();
  if (pin !== undefined && opposite !== undefined && isListed(opposite)) back.push(pin);
  return back;
}

const PINS: readonly PendingKind[] = ['pinned', 'unpinned'];

/** A post that is deleted, or was edited to nothing, is to be deleted in Slack. */
function listedChanges(
  { deleteAtMs }: Post,
  { messages, leftOut }: MappedPost,
  changes: readonly PendingKind[],
): readonly PendingKind[] {
  if (deleteAtMs !== undefined) return ['deleted'];
  if (messages.length > 0 || leftOut !== 'empty-message') return changes;
  return changes.includes('edited') ? ['deleted'] : [];
}

const IDS_PER_QUERY = 500;

/**
 * Removes deleted posts and posts without a row from the record; returns their numbers by the reason recorded with
 * them.
 */
async function listRemoved(
  run: ArchiveRun,
  since: SinceLast,
  conversation: Conversation,
): Promise<ReadonlyMap<string, number>> {
  const { exported, pending } = since;
  const { sinceMs } = since.window;
  const { source } = run.scope;
  const { id: channel } = conversation.channel;
  const gone = new Map<string, number>();
  const tell = (id: PostId): void => {
    const known = exported.get(id);
    if (known === undefined) return;
    gone.set(known.leftOut, (gone.get(known.leftOut) ?? 0) + 1);
    exported.remove(id);
    if (known.ts === '') return;
    pending.add(pendingOf(run, conversation, { change: 'deleted', id, ts: known.ts, value: '' }));
  };
  for await (const page of source.deletedPosts(channel, sinceMs)) {
    for (const { id } of page) tell(id);
  }
  let batch: PostId[] = [];
  const ask = async (): Promise<void> => {
    for (const id of await source.removedPosts(batch)) tell(id);
    // Also roots that were deleted before and lose their last reply now, by which their own rows do not change.
    for (const id of await source.withdrawnAmong(batch)) tell(id);
    batch = [];
  };
  for (const id of exported.idsOf(channel)) {
    batch.push(postId(id));
    if (batch.length === IDS_PER_QUERY) await ask();
  }
  await ask();
  return gone;
}

function pendingOf(
  { scope: { permalink } }: ArchiveRun,
  { channel, name }: Conversation,
  about: {
    readonly change: PendingKind;
    readonly id: PostId;
    readonly ts: string;
    readonly value: string;
  },
): PendingChange {
  const { change, id, ts, value } = about;
  const link = permalink(channel, id);
  return { change, postId: id, channelId: channel.id, link, slackChannel: name, ts, value };
}

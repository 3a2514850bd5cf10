import type { ExportedPosts } from '../../importers/archive/exported-posts.ts';
import { addLeftOut, emptyTally, type LeftOutReason } from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { diffDigests, type PendingChange, type PendingKind } from '../../mapping/manual-changes.ts';
import { mapPost } from '../../mapping/messages/map-post.ts';
import { type ChannelId, type Post, type PostId, postId } from '../../model/model.ts';
import {
  type ArchiveRun,
  ConversationWriter,
  postDigest,
  type WrittenConversation,
  writeConversation,
} from './conversation.ts';

/** What an archive of what is new needs beside what every archive needs. */
export interface SinceLast {
  readonly moved: ExportedPosts;
  /** Changes from this moment of Mattermost's clock on are looked at. */
  readonly sinceMs: number;
  /** So much earlier than the newest post that was moved, a new one may still come. */
  readonly overlapMs: number;
  readonly pending: (change: PendingChange) => void;
  /** Told of each new post that is older than what was moved of its conversation. */
  readonly tooOld: (conversation: Conversation, createAtMs: number) => void;
}

/**
 * Writes what is new of a conversation, all of it when it never moved. What changed or is gone of the rest, which no
 * import can say, is told to `pending`.
 */
export async function appendConversation(
  run: ArchiveRun,
  since: SinceLast,
  conversation: Conversation,
): Promise<WrittenConversation> {
  const { moved } = since;
  const { id } = conversation.channel;
  const newestMs = moved.newestMs(id);
  if (newestMs === undefined) return await writeConversation(run, conversation);
  const before = moved.counts(id);
  await tellChanges(run, since, conversation);
  const gone = await tellGone(run, since, conversation);
  const tally = emptyTally();
  for (const [known, reason] of REASONS_OF_KNOWN) {
    addLeftOut(tally.posts.leftOut, reason, (before.get(known) ?? 0) - (gone.get(known) ?? 0));
  }
  const writer = new ConversationWriter(run, conversation, tally);
  for await (const post of newPosts(run, moved, id)) {
    run.signal.throwIfAborted();
    if (conversation.list !== 'channels') {
      addLeftOut(tally.posts.leftOut, 'private-by-api');
      leaveToApi(run, since, conversation, post);
    } else if (post.createAtMs < newestMs - since.overlapMs)
      since.tooOld(conversation, post.createAtMs);
    else await writer.write(post);
  }
  return await writer.close();
}

/** Why a post of an earlier archive is not in this one, by what that archive recorded of it: '' for what it holds. */
const REASONS_OF_KNOWN: readonly (readonly [known: string, reason: LeftOutReason])[] = [
  ['', 'already-moved'],
  ['system-message', 'system-message'],
  ['author-skipped', 'author-skipped'],
];

/** An import cannot add to a private conversation that is there: its new posts are left to sync. */
function leaveToApi(
  run: ArchiveRun,
  { pending }: SinceLast,
  conversation: Conversation,
  { id }: Post,
): void {
  pending(pendingOf(run, conversation, { change: 'posted', id, ts: '', value: '' }));
}

async function* newPosts(
  { scope: { source, range }, log: { progress } }: ArchiveRun,
  moved: ExportedPosts,
  channel: ChannelId,
): AsyncGenerator<Post> {
  for await (const ids of source.postIds(channel, range)) {
    const unknown = ids.filter((id) => moved.get(id) === undefined);
    yield* await source.postsOf(channel, range, unknown);
    progress.advance(ids.length);
  }
}

async function tellChanges(
  run: ArchiveRun,
  { moved, sinceMs, pending }: SinceLast,
  conversation: Conversation,
): Promise<void> {
  const { id } = conversation.channel;
  const { source, range } = run.scope;
  const context = run.contextOf(conversation);
  for await (const page of source.changedPosts(id, range, sinceMs)) {
    for (const post of page) {
      const known = moved.get(post.id);
      if (known === undefined || known.ts === '') continue;
      const mapped = mapPost(post, context);
      const look = postDigest(mapped);
      const changes = post.deleteAtMs === undefined ? diffDigests(known.digest, look) : [DELETED];
      for (const change of changes) {
        const value = change === 'edited' ? (mapped.messages[0]?.text ?? '') : '';
        pending(pendingOf(run, conversation, { change, id: post.id, ts: known.ts, value }));
      }
    }
  }
}

const DELETED: PendingKind = 'deleted';
const IDS_PER_QUERY = 500;

/** Posts that were deleted or have no row any more leave the store; gives how many, by why they were left out. */
async function tellGone(
  run: ArchiveRun,
  since: SinceLast,
  conversation: Conversation,
): Promise<ReadonlyMap<string, number>> {
  const { moved, sinceMs, pending } = since;
  const { id: channel } = conversation.channel;
  const gone = new Map<string, number>();
  const tell = (id: PostId): void => {
    const known = moved.get(id);
    if (known === undefined) return;
    gone.set(known.leftOut, (gone.get(known.leftOut) ?? 0) + 1);
    moved.remove(id);
    if (known.ts === '') return;
    pending(pendingOf(run, conversation, { change: DELETED, id, ts: known.ts, value: '' }));
  };
  for await (const page of run.scope.source.deletedPosts(channel, sinceMs)) {
    for (const { id } of page) tell(id);
  }
  let batch: PostId[] = [];
  const ask = async (): Promise<void> => {
    for (const id of await run.scope.source.removedPosts(batch)) tell(id);
    batch = [];
  };
  for (const id of moved.idsOf(channel)) {
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

import type { MovedPosts } from '../../importers/archive/exported-posts.ts';
import type { PostTotals } from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { diffDigests, type PendingChange, type PendingKind } from '../../mapping/manual-changes.ts';
import { mapPost } from '../../mapping/messages/map-post.ts';
import { type ChannelId, type Post, type PostId, postId } from '../../model/model.ts';
import { NO_TOTALS } from '../run/post-counts.ts';
import type { OpenDay } from './archives.ts';
import {
  type ConversationRun,
  ConversationWriter,
  postDigest,
  type WrittenConversation,
  writeConversation,
} from './conversation.ts';

/** What an archive of what is new needs beside what every archive needs. */
export interface SinceLast {
  readonly moved: MovedPosts;
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
  run: ConversationRun,
  since: SinceLast,
  conversation: Conversation,
  openDay: OpenDay,
): Promise<WrittenConversation> {
  const { moved } = since;
  const { id } = conversation.channel;
  const newestMs = moved.newestMs(id);
  if (newestMs === undefined) return await writeConversation(run, conversation, openDay);
  const totals = { ...NO_TOTALS };
  const before = moved.counts(id);
  await tellChanges(run, since, conversation);
  const gone = await tellGone(run, since, conversation);
  const left = (reason: string) => (before.get(reason) ?? 0) - (gone.get(reason) ?? 0);
  totals.postsMoved = left('');
  totals.postsDropped = left('system-message');
  totals.postsSkipped = left('author-skipped');
  const writer = new ConversationWriter(run, conversation, openDay, totals);
  for await (const post of newPosts(run, moved, id)) {
    run.signal.throwIfAborted();
    if (conversation.list !== 'channels') leaveToApi(run, since, conversation, post, totals);
    else if (post.createAtMs < newestMs - since.overlapMs)
      since.tooOld(conversation, post.createAtMs);
    else await writer.write(post);
  }
  return await writer.close();
}

/** An import cannot add to a private conversation that is there: its new posts are left to sync. */
function leaveToApi(
  run: ConversationRun,
  { pending }: SinceLast,
  conversation: Conversation,
  { id }: Post,
  totals: PostTotals,
): void {
  totals.postsByApi += 1;
  pending(pendingOf(run, conversation, { change: 'posted', id, ts: '', value: '' }));
}

async function* newPosts(
  { source, range, progress }: ConversationRun,
  moved: MovedPosts,
  channel: ChannelId,
): AsyncGenerator<Post> {
  for await (const ids of source.postIds(channel, range)) {
    const unknown = ids.filter((id) => moved.get(id) === undefined);
    yield* await source.postsOf(channel, range, unknown);
    progress.advance(ids.length);
  }
}

async function tellChanges(
  run: ConversationRun,
  { moved, sinceMs, pending }: SinceLast,
  conversation: Conversation,
): Promise<void> {
  const { id } = conversation.channel;
  const context = run.messageContext(conversation);
  for await (const page of run.source.changedPosts(id, run.range, sinceMs)) {
    for (const post of page) {
      const known = moved.get(post.id);
      if (known === undefined || known.ts === '') continue;
      const mapped = mapPost(post, context);
      const look = postDigest(mapped);
      const changes = post.deleteAtMs === undefined ? diffDigests(known.look, look) : [DELETED];
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
  run: ConversationRun,
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
  for await (const page of run.source.deletedPosts(channel, sinceMs)) {
    for (const { id } of page) tell(id);
  }
  let batch: PostId[] = [];
  const ask = async (): Promise<void> => {
    for (const id of await run.source.removedPosts(batch)) tell(id);
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
  { permalink }: ConversationRun,
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

import type { FileStore } from '../../exporters/files/file-store.ts';
import type { Source, TimeRange } from '../../exporters/source.ts';
import type {
  MessageSpool,
  SpooledMessage,
  SpooledShare,
} from '../../importers/workspace/message-spool.ts';
import type { SpooledChannel } from '../../importers/workspace/read-history.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { comparePosts } from '../../mapping/verify/compare.ts';
import {
  type Difference,
  differenceOf,
  type FileFacts,
  type PostFacts,
} from '../../mapping/verify/facts.ts';
import { expectedPost } from '../../mapping/verify/source-posts.ts';
import { type WorkspaceMessage, workspacePost } from '../../mapping/verify/workspace.ts';
import type { FileInfo, Post } from '../../model/model.ts';
import { fileSum } from '../run/file-manifest.ts';
import type { Progress } from '../run/progress.ts';
import type { ComparedTally } from './account.ts';
import type { DifferenceLog } from './difference-log.ts';
import type { Download } from './download.ts';
import type { WorkspaceViews } from './workspace-view.ts';

/** What comparing conversations shares. */
export interface WorkspaceComparing {
  readonly source: Source;
  readonly spool: MessageSpool;
  readonly range: TimeRange;
  readonly views: WorkspaceViews;
  readonly book: DifferenceLog;
  readonly fileStore: FileStore | undefined;
  /** Undefined when the bytes of files are not compared. */
  readonly download: Download | undefined;
  readonly progress: Progress;
  readonly tally: ComparedTally;
  readonly signal: AbortSignal;
}

/** A conversation whose messages lie in the spool. */
export interface SpooledConversation extends WorkspaceComparing {
  readonly conversation: Conversation;
  readonly slackChannel: string;
  readonly channel: SpooledChannel;
}

/** Goes over the source's posts and asks the spool for each; what nobody asked for is unexpected. */
export async function compareWorkspaceConversation(one: SpooledConversation): Promise<void> {
  const { source, spool, range, book, progress, conversation, channel } = one;
  progress.at(conversation.name);
  for await (const page of source.posts(conversation.channel.id, range)) {
    one.signal.throwIfAborted();
    for (const post of page) await comparePost(one, post);
    progress.advance(page.length);
  }
  const about = { ...placeIn(one), kind: 'unexpected' } as const;
  for (const { postId, ts } of spool.unseen()) {
    await book.record([differenceOf({ ...about, thing: 'message', postId, ts })]);
  }
  for (const { slackFileId: name, name: target, ts } of spool.unseenShares()) {
    await book.record([differenceOf({ ...about, thing: 'file', name, target, ts })]);
  }
  for (const ts of channel.strays) {
    await book.record([differenceOf({ ...about, thing: 'message', ts })]);
  }
}

const placeIn = ({ conversation, slackChannel }: SpooledConversation) => ({
  channelId: conversation.channel.id,
  slackChannel,
});

async function comparePost(one: SpooledConversation, post: Post): Promise<void> {
  const { spool, views, tally, book } = one;
  const found = spool.ofPost(post.id);
  const [first] = found;
  const view = first?.isImported === true ? views.imported : views.replayed;
  const { facts, leftOut } = expectedPost(post, view);
  const isLive = post.deleteAtMs === undefined;
  if (isLive && leftOut !== undefined) tally.leaveOut(leftOut);
  const place = { ...placeIn(one), postId: post.id };
  if (facts === undefined) return;
  spool.markSeen(post.id);
  if (first === undefined) {
    if (isLive && leftOut === undefined) tally.leaveOut('not-found');
    await book.record([differenceOf({ ...place, kind: 'missing', thing: 'message' })]);
    return;
  }
  if (isLive && leftOut === undefined) tally.compared();
  const { parts, repeated } = withoutRepeats(first, found);
  const at = { ...place, ts: first.message.ts };
  await book.record([
    ...repeated.map(({ message: { ts } }) =>
      differenceOf({ ...place, kind: 'unexpected', thing: 'message', ts }),
    ),
    ...(await differences(one, post, { facts, first, parts })).map((different) => ({
      ...different,
      ...at,
    })),
  ]);
}

/** Each part once; whoever came later with the same number is one too many. */
function withoutRepeats(
  first: SpooledMessage,
  found: readonly SpooledMessage[],
): {
  readonly parts: readonly [WorkspaceMessage, ...WorkspaceMessage[]];
  readonly repeated: readonly SpooledMessage[];
} {
  const known = new Set([first.part]);
  const parts: [WorkspaceMessage, ...WorkspaceMessage[]] = [first.message];
  const repeated: SpooledMessage[] = [];
  for (const each of found.slice(1)) {
    if (known.has(each.part)) repeated.push(each);
    else parts.push(each.message);
    known.add(each.part);
  }
  return { parts, repeated };
}

interface FoundPost {
  readonly facts: PostFacts;
  readonly first: SpooledMessage;
  readonly parts: readonly [WorkspaceMessage, ...WorkspaceMessage[]];
}

async function differences(
  one: SpooledConversation,
  post: Post,
  { facts, first, parts }: FoundPost,
): Promise<readonly Difference[]> {
  const { spool, views, channel } = one;
  if (facts.isTombstone) return tombstoneDifferences(one, { facts, first, parts });
  const { ts, thread_ts: threadTs } = first.message;
  const thread = threadTs === '' || threadTs === ts ? '' : spool.postAt(threadTs) || threadTs;
  const shares = await compareShares(one, post, thread);
  const target = workspacePost(
    parts,
    {
      thread,
      isPinned: channel.pinned.has(ts),
      files: shares.files,
      edited: facts.edited,
      isImported: first.isImported,
    },
    views.workspace,
  );
  const expected = { ...facts, atMs: Math.floor(facts.atMs / 1000) * 1000 };
  const found = comparePosts(expected, target).map((different) => differenceOf(different));
  return [...found, ...shares.differences];
}

const TOMBSTONE = 'This message was deleted.';

/** A deleted root keeps its place, as a message that says no more than that. */
function tombstoneDifferences(
  { views }: SpooledConversation,
  { facts, parts, first }: FoundPost,
): readonly Difference[] {
  const place = { thread: '', isPinned: false, files: [], edited: '', isImported: false };
  const { text } = workspacePost(parts, place, views.workspace);
  const says = TOMBSTONE.toLowerCase().replace(/[ .]/g, '');
  const isOne = text === says || first.message.subtype === 'tombstone';
  const target = { ...facts, isTombstone: isOne };
  return comparePosts(facts, target).map((different) => differenceOf(different));
}

/** The files of a post as they stand in the channel, and what of them is wrong beside their facts. */
async function compareShares(
  one: SpooledConversation,
  { files }: Post,
  thread: string,
): Promise<{ readonly files: readonly FileFacts[]; readonly differences: readonly Difference[] }> {
  const { spool, channel } = one;
  const found: FileFacts[] = [];
  const differences: Difference[] = [];
  for (const file of files) {
    const share = spool.share(channel.uploads.get(file.id) ?? '');
    if (share === undefined) continue;
    spool.markShareSeen(share.slackFileId);
    const { name, sizeBytes } = share;
    found.push({ id: file.id, name, sizeBytes, mimeType: '' });
    differences.push(
      ...threadDifference(spool, share, file, thread),
      ...(await bytesDifference(one, share, file)),
    );
  }
  return { files: found, differences };
}

function threadDifference(
  spool: MessageSpool,
  { threadTs, ts }: SpooledShare,
  { id: name }: FileInfo,
  source: string,
): readonly Difference[] {
  const isAlone = threadTs === '' || threadTs === ts;
  const target = isAlone ? '' : spool.postAt(threadTs) || threadTs;
  if (source === target) return [];
  const about = { kind: 'differs', thing: 'file', field: 'thread', name } as const;
  return [differenceOf({ ...about, source, target })];
}

async function bytesDifference(
  { fileStore, download }: SpooledConversation,
  { address }: SpooledShare,
  file: FileInfo,
): Promise<readonly Difference[]> {
  if (fileStore === undefined || download === undefined) return [];
  const stored = await fileStore.look(file.path);
  if (stored.state !== 'there') return [];
  const source = await fileSum(fileStore, file.path);
  const target = await download(address);
  if (source === target) return [];
  const about = { kind: 'differs', thing: 'file', field: 'sha256', name: file.id } as const;
  return [differenceOf({ ...about, source, target })];
}

import type { FileStore } from '../../exporters/file-store.ts';
import type { Source, TimeRange } from '../../exporters/source.ts';
import { messageKey, postMessage } from '../../importers/replay/post-message.ts';
import type { ReplayRun } from '../../importers/replay/replay-run.ts';
import { type FileToShare, shareFile } from '../../importers/replay/share-file.ts';
import { doSmall } from '../../importers/replay/small-deeds.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { FILE_BYTES } from '../../mapping/limits.ts';
import type { LossNote } from '../../mapping/losses.ts';
import type { Permalink } from '../../mapping/permalinks.ts';
import { fileComment } from '../../mapping/replay/file-comment.ts';
import {
  type ReplayContext,
  type ReplayedPost,
  replayPost,
} from '../../mapping/replay/replay-post.ts';
import type { FileInfo, Post } from '../../model.ts';
import { fileLosses } from '../file-losses.ts';
import type { LossBook } from '../loss-book.ts';
import type { Progress } from '../progress.ts';
import { refusal } from './refusal.ts';
import { NO_TALLY, type ReplayTally } from './replay-tally.ts';

/** What replaying conversations shares. */
export interface ConversationReplay {
  readonly run: ReplayRun;
  readonly source: Source;
  readonly range: TimeRange;
  readonly fileStore: FileStore | undefined;
  readonly permalink: Permalink;
  readonly losses: LossBook;
  readonly progress: Progress;
}

/** Where one conversation goes. */
export interface ReplayTarget {
  readonly conversation: Conversation;
  readonly slackChannel: string;
  readonly context: ReplayContext;
  /** Live posts of the conversation, to know what is left. */
  readonly posts: number;
}

/** Replays one conversation in order; what the ledger knows as done is not done again. */
export async function replayConversation(
  shared: ConversationReplay,
  target: ReplayTarget,
): Promise<ReplayTally> {
  const tally = { ...NO_TALLY };
  let remaining = target.posts;
  shared.progress.at(target.conversation.name);
  for await (const page of shared.source.posts(target.conversation.channel.id, shared.range)) {
    for (const post of page) {
      shared.run.signal.throwIfAborted();
      await replayOne(shared, target, post, { tally, remaining });
      remaining = Math.max(1, remaining - 1);
    }
    shared.progress.advance(page.length);
  }
  return tally;
}

async function replayOne(
  shared: ConversationReplay,
  target: ReplayTarget,
  post: Post,
  { tally, remaining }: { readonly tally: ReplayTally; readonly remaining: number },
): Promise<void> {
  const replayed = replayPost(post, target.context);
  const losses = [...replayed.losses, ...(await fileLosses(shared.fileStore, post))];
  const firstTs = await postMessages(shared, target, replayed, remaining, losses);
  if (firstTs !== undefined || replayed.messages.length === 0) {
    await afterMessages(shared, target, { post, replayed, firstTs, losses, tally });
  }
  count(tally, post, replayed, firstTs !== undefined);
  if (losses.length === 0) return;
  const link = shared.permalink(target.conversation.channel, post.id);
  const { id: channelId } = target.conversation.channel;
  await shared.losses.record({ postId: post.id, channelId, link }, losses);
}

/** The `ts` of the first message; undefined when there is none, or Slack refused one of them. */
async function postMessages(
  { run }: ConversationReplay,
  { conversation, slackChannel }: ReplayTarget,
  { messages }: ReplayedPost,
  remaining: number,
  losses: LossNote[],
): Promise<string | undefined> {
  let firstTs: string | undefined;
  const rootId = messages[0]?.rootId;
  const threadTs = rootId === undefined ? '' : rootTs(run, rootId);
  if (rootId !== undefined && threadTs === '') {
    losses.push({ code: 'thread_root_lost', old: rootId, new: 'refused' });
  }
  for (const message of messages) {
    const action = await postMessage(run, message, {
      channelId: conversation.channel.id,
      slackChannel,
      threadTs,
      remaining,
    });
    losses.push(...refusal(action, message.postId));
    if (action.state === 'failed') return undefined;
    firstTs ??= action.ts;
  }
  return firstTs;
}

/** '' when the root is not in the workspace: the reply then stands alone. */
const rootTs = (run: ReplayRun, rootId: string): string =>
  run.ledger.get(messageKey(rootId, 0))?.ts ?? '';

interface PostedPost {
  readonly post: Post;
  readonly replayed: ReplayedPost;
  readonly firstTs: string | undefined;
  readonly losses: LossNote[];
  readonly tally: ReplayTally;
}

async function afterMessages(
  shared: ConversationReplay,
  target: ReplayTarget,
  { post, replayed, firstTs, losses, tally }: PostedPost,
): Promise<void> {
  const threadTs = post.thread.kind === 'reply' ? rootTs(shared.run, post.thread.root.id) : '';
  for (const file of replayed.files) {
    const isShared = await share(shared, target, { post, file, threadTs, losses });
    if (isShared) tally.files += 1;
    else tally.filesRefused += 1;
  }
  if (firstTs === undefined) return;
  await decorate(shared.run, target, { post, replayed, ts: firstTs, losses });
}

async function share(
  { run, fileStore }: ConversationReplay,
  { conversation, slackChannel, context }: ReplayTarget,
  {
    post,
    file,
    threadTs,
    losses,
  }: {
    readonly post: Post;
    readonly file: FileInfo;
    readonly threadTs: string;
    readonly losses: LossNote[];
  },
): Promise<boolean> {
  const stored = await fileStore?.look(file.path);
  if (fileStore === undefined || stored?.state !== 'there') return false;
  if (stored.sizeBytes === 0 || stored.sizeBytes > FILE_BYTES) {
    losses.push({ code: 'file_too_large_or_empty', old: file.name });
    return false;
  }
  const wanted: FileToShare = {
    fileId: file.id,
    postId: post.id,
    name: file.name,
    sizeBytes: stored.sizeBytes,
    comment: fileComment(post, context),
    channelId: conversation.channel.id,
    slackChannel,
    threadTs,
    open: () => fileStore.open(file.path),
  };
  const action = await shareFile(run, wanted);
  losses.push(...refusal(action, file.name));
  return action.state === 'done';
}

async function decorate(
  run: ReplayRun,
  { conversation, slackChannel }: ReplayTarget,
  {
    post,
    replayed,
    ts,
    losses,
  }: {
    readonly post: Post;
    readonly replayed: ReplayedPost;
    readonly ts: string;
    readonly losses: LossNote[];
  },
): Promise<void> {
  const common = { channelId: conversation.channel.id, postId: post.id, slackChannel };
  const deeds = [
    ...replayed.appReactions.map((name) => ({
      kind: 'reaction' as const,
      name: `${post.id}:${name}`,
      method: 'reactions.add' as const,
      args: { channel: slackChannel, timestamp: ts, name },
      alreadyDone: ['already_reacted'],
    })),
    ...(replayed.isPinned
      ? [
          {
            kind: 'pin' as const,
            name: post.id,
            method: 'pins.add' as const,
            args: { channel: slackChannel, timestamp: ts },
            alreadyDone: ['already_pinned'],
          },
        ]
      : []),
  ];
  for (const deed of deeds) {
    const action = await doSmall(run, { ...common, ...deed });
    losses.push(...refusal(action, deed.kind));
  }
}

function count(tally: ReplayTally, post: Post, replayed: ReplayedPost, isPosted: boolean): void {
  if (isPosted) tally.messages += replayed.messages.length;
  if (post.deleteAtMs !== undefined) return;
  if (replayed.leftOut !== undefined) {
    if (replayed.leftOut === 'author-skipped') tally.postsSkipped += 1;
    else tally.postsDropped += 1;
    tally.reactionsDropped += post.reactions.length;
    tally.filesDropped += post.files.length;
    return;
  }
  tally.reactionsMerged += replayed.reactionsMerged;
  tally.reactionsSkipped += replayed.reactionsSkipped;
  if (isPosted) {
    tally.posts += 1;
    tally.reactions += replayed.reactionsWritten;
    return;
  }
  tally.postsRefused += 1;
  tally.reactionsRefused += replayed.reactionsWritten;
  tally.filesRefused += replayed.files.length;
}

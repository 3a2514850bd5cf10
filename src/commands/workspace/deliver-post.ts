import type { FileStore } from '../../exporters/files/file-store.ts';
import type { Source, TimeRange } from '../../exporters/source.ts';
import { messageKey, pinKey, reactionKey, uploadKey } from '../../importers/ledger/keys.ts';
import { callOnce } from '../../importers/workspace/exactly-once.ts';
import { postMessage } from '../../importers/workspace/messages.ts';
import { unarchiveIfArchived } from '../../importers/workspace/removal.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import { type FileToShare, shareFile } from '../../importers/workspace/uploads.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { LossNote } from '../../mapping/losses.ts';
import { isDeliverable } from '../../mapping/messages/files.ts';
import type { Permalink } from '../../mapping/permalinks.ts';
import {
  fileComment,
  type ReplayContext,
  type ReplayedPost,
  replayPost,
} from '../../mapping/replay/replay-post.ts';
import type { FileInfo, Post } from '../../model/model.ts';
import type { LossLog } from '../run/loss-log.ts';
import type { Progress } from '../run/progress.ts';
import { refusal } from './channels.ts';

/** What bringing conversations shares. */
export interface ConversationReplay {
  readonly run: WorkspaceSession;
  readonly source: Source;
  readonly range: TimeRange;
  readonly fileStore: FileStore | undefined;
  readonly permalink: Permalink;
  readonly losses: LossLog;
  readonly progress: Progress;
  /** True when what is there is kept up to date; a replay only brings what is not there. */
  readonly isSync: boolean;
}

/** Where one conversation goes. */
export interface ReplayTarget {
  readonly conversation: Conversation;
  readonly slackChannel: string;
  readonly context: ReplayContext;
  /** About how many posts there are, to know what is left. */
  readonly posts: number;
}

/** What became of a post. */
export interface DeliveredPost {
  readonly replayed: ReplayedPost;
  /** All of its messages are in the workspace. */
  readonly isPosted: boolean;
  readonly filesShared: number;
  readonly losses: readonly LossNote[];
}

/** Brings what of a post is not in the workspace yet: messages in order, then files, reactions and its pin. */
export async function deliverPost(
  shared: ConversationReplay,
  target: ReplayTarget,
  post: Post,
  {
    remaining,
    replayed = replayPost(post, target.context),
  }: { readonly remaining: number; readonly replayed?: ReplayedPost },
): Promise<DeliveredPost> {
  const losses = [...replayed.losses];
  const firstTs = await postMessages(shared, target, replayed, remaining, losses);
  let filesShared = 0;
  if (firstTs !== undefined || replayed.messages.length === 0) {
    const threadTs = post.thread.kind === 'reply' ? rootTs(shared.run, post.thread.root.id) : '';
    for (const file of replayed.files) {
      const isShared = await deliverFile(shared, target, { post, file, threadTs, losses });
      // What has no row is not in the account either.
      if (isShared && file.isLegacy !== true) filesShared += 1;
    }
  }
  if (firstTs !== undefined) await mark(shared.run, target, { post, replayed, firstTs, losses });
  return { replayed, isPosted: firstTs !== undefined, filesShared, losses };
}

/** The `ts` of the first message; undefined when there is none, or Slack refused one of them. */
async function postMessages(
  { run, isSync }: ConversationReplay,
  { conversation, slackChannel }: ReplayTarget,
  { messages }: ReplayedPost,
  remaining: number,
  losses: LossNote[],
): Promise<string | undefined> {
  const { id: channelId } = conversation.channel;
  let firstTs: string | undefined;
  const rootId = messages[0]?.rootId;
  const threadTs = rootId === undefined ? '' : rootTs(run, rootId);
  if (rootId !== undefined && threadTs === '') {
    losses.push({ code: 'thread_root_lost', old: rootId, new: 'refused' });
  }
  const isOld =
    isSync && run.ledger.get(messageKey(messages[0]?.postId ?? '', 0))?.state === 'done';
  for (const message of messages) {
    const isThere = run.ledger.get(messageKey(message.postId, message.part)) !== undefined;
    if (!isThere) await unarchiveIfArchived(run, channelId);
    const isGrowth = isOld && !isThere;
    if (isGrowth) losses.push({ code: 'edit_grew' });
    const place = { channelId, slackChannel, remaining };
    // Behind its beginning stand the messages of others: what an edit adds goes into the thread.
    const thread = isGrowth && threadTs === '' ? (firstTs ?? '') : threadTs;
    const action = await postMessage(run, message, { ...place, threadTs: thread });
    losses.push(...refusal(action, message.postId));
    if (action.state === 'failed') return undefined;
    firstTs ??= action.ts;
  }
  return firstTs;
}

/** '' when the root is not in the workspace: the reply then stands alone. */
const rootTs = (run: WorkspaceSession, rootId: string): string =>
  run.ledger.get(messageKey(rootId, 0))?.ts ?? '';

interface PostedPost {
  readonly post: Post;
  readonly replayed: ReplayedPost;
  readonly firstTs: string;
  readonly losses: LossNote[];
}

/** Reactions of the app's own, and the pin. */
async function mark(
  run: WorkspaceSession,
  { conversation, slackChannel }: ReplayTarget,
  { post, replayed, firstTs: timestamp, losses }: PostedPost,
): Promise<void> {
  const { id: channelId } = conversation.channel;
  const common = { channelId, postId: post.id, slackChannel };
  const args = { channel: slackChannel, timestamp };
  const deeds = [
    ...replayed.appReactions.map((name) => ({
      kind: 'reaction' as const,
      key: reactionKey(post.id, name),
      method: 'reactions.add' as const,
      args: { ...args, name },
      alreadyDone: ['already_reacted'],
    })),
    ...(replayed.isPinned
      ? [
          {
            kind: 'pin' as const,
            key: pinKey(post.id),
            method: 'pins.add' as const,
            args,
            alreadyDone: ['already_pinned'],
          },
        ]
      : []),
  ];
  for (const deed of deeds) {
    if (run.ledger.get(deed.key) === undefined) await unarchiveIfArchived(run, channelId);
    const action = await callOnce(run, { ...common, ...deed });
    losses.push(...refusal(action, deed.kind));
  }
}

/** Shares one file of a post in its channel or thread, once; false when it is not to be had or refused. */
export async function deliverFile(
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
  const { stored } = file;
  if (fileStore === undefined || stored?.state !== 'there' || !isDeliverable(file)) return false;
  const { id: channelId } = conversation.channel;
  const wanted: FileToShare = {
    fileId: file.id,
    postId: post.id,
    name: file.name,
    sizeBytes: stored.sizeBytes,
    comment: fileComment(post, context),
    channelId,
    slackChannel,
    threadTs,
    open: () => fileStore.open(file.path),
  };
  if (run.ledger.get(uploadKey(file.id)) === undefined) await unarchiveIfArchived(run, channelId);
  const action = await shareFile(run, wanted);
  losses.push(...refusal(action, file.name));
  return action.state === 'done';
}

export async function recordLosses(
  { losses, permalink }: ConversationReplay,
  { conversation: { channel } }: ReplayTarget,
  { id: postId }: Post,
  brought: Pick<DeliveredPost, 'losses'>,
): Promise<void> {
  const link = permalink(channel, postId);
  await losses.record({ postId, channelId: channel.id, link }, brought.losses);
}

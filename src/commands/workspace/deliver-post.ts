import type { FileStore } from '../../exporters/files/file-store.ts';
import { messageKey, pinKey, reactionKey, uploadKey } from '../../importers/ledger/keys.ts';
import { callOnce } from '../../importers/workspace/exactly-once.ts';
import { postMessage } from '../../importers/workspace/messages.ts';
import { unarchiveIfArchived } from '../../importers/workspace/removal.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import { type FileToShare, shareFile } from '../../importers/workspace/uploads.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { LossNote } from '../../mapping/losses.ts';
import { isDeliverable } from '../../mapping/messages/files.ts';
import {
  fileComment,
  type ReplayContext,
  type ReplayedPost,
  replayPost,
} from '../../mapping/replay/replay-post.ts';
import type { FileInfo, Post } from '../../model/model.ts';
import type { RunLog } from '../run/run-log.ts';
import type { Scope } from '../run/scope.ts';
import { refusal } from './channels.ts';

/** Context for delivering posts. */
export interface PostDelivery {
  readonly session: WorkspaceSession;
  readonly scope: Pick<Scope, 'permalink'>;
  readonly log: Pick<RunLog, 'losses' | 'progress'>;
  /** Undefined when files are delivered in another way. */
  readonly fileStore: FileStore | undefined;
}

/** Context for reading and delivering the posts of conversations. */
export interface ConversationDelivery extends PostDelivery {
  readonly scope: Pick<Scope, 'source' | 'range' | 'permalink'>;
}

/** A conversation and its channel in Slack. */
export interface ReplayTarget {
  readonly conversation: Conversation;
  readonly slackChannel: string;
  readonly context: ReplayContext;
  /** Approximate number of posts, to estimate what remains. */
  readonly posts: number;
}

/** Result of a delivery. */
export interface DeliveredPost {
  readonly replayed: ReplayedPost;
  /** True when all messages of the post are in the workspace. */
  readonly isPosted: boolean;
  readonly filesShared: number;
  readonly losses: readonly LossNote[];
}

export interface DeliveryOptions {
  /** Number of posts of the conversation that remain to be delivered, this one included. */
  readonly remaining: number;
  /** True when a delivered post may have grown by an edit: further parts then go into its thread. */
  readonly mayHaveGrown: boolean;
  readonly replayed?: ReplayedPost;
}

/** Delivers the parts of a post that are not in the workspace yet: messages in order, then files, reactions and pin. */
export async function deliverPost(
  delivery: PostDelivery,
  target: ReplayTarget,
  post: Post,
  { remaining, mayHaveGrown, replayed = replayPost(post, target.context) }: DeliveryOptions,
): Promise<DeliveredPost> {
  const { session } = delivery;
  const losses = [...replayed.losses];
  const sending = { remaining, mayHaveGrown, losses };
  const firstTs = await postMessages(session, target, replayed, sending);
  let filesShared = 0;
  if (firstTs !== undefined || replayed.messages.length === 0) {
    const threadTs = post.thread.kind === 'reply' ? rootTs(session, post.thread.root.id) : '';
    for (const file of replayed.files) {
      const isShared = await deliverFile(delivery, target, { post, file, threadTs, losses });
      // A file without a row is not in the account either.
      if (isShared && file.isLegacy !== true) filesShared += 1;
    }
  }
  if (firstTs !== undefined) await mark(session, target, { post, replayed, firstTs, losses });
  return { replayed, isPosted: firstTs !== undefined, filesShared, losses };
}

interface MessageSending extends Pick<DeliveryOptions, 'remaining' | 'mayHaveGrown'> {
  readonly losses: LossNote[];
}

/** Posts the messages of a post; returns the `ts` of the first, undefined when there is none or Slack rejected one. */
async function postMessages(
  session: WorkspaceSession,
  { conversation, slackChannel }: ReplayTarget,
  { messages }: ReplayedPost,
  { remaining, mayHaveGrown, losses }: MessageSending,
): Promise<string | undefined> {
  const { ledger } = session;
  const { id: channelId } = conversation.channel;
  let firstTs: string | undefined;
  const rootId = messages[0]?.rootId;
  const threadTs = rootId === undefined ? '' : rootTs(session, rootId);
  if (rootId !== undefined && threadTs === '') {
    losses.push({ code: 'thread_root_lost', old: rootId, new: 'refused' });
  }
  const isOld =
    mayHaveGrown && ledger.get(messageKey(messages[0]?.postId ?? '', 0))?.state === 'done';
  for (const message of messages) {
    const isThere = ledger.get(messageKey(message.postId, message.part)) !== undefined;
    if (!isThere) await unarchiveIfArchived(session, channelId);
    const isGrowth = isOld && !isThere;
    if (isGrowth) losses.push({ code: 'edit_grew' });
    const place = { channelId, slackChannel, remaining };
    // Other messages follow the beginning of the post: what an edit adds goes into the thread.
    const thread = isGrowth && threadTs === '' ? (firstTs ?? '') : threadTs;
    const action = await postMessage(session, message, { ...place, threadTs: thread });
    losses.push(...refusal(action, message.postId));
    if (action.state === 'failed') return undefined;
    firstTs ??= action.ts;
  }
  return firstTs;
}

/** Returns the `ts` of a root; '' when it is not in the workspace, and the reply is posted outside a thread. */
const rootTs = ({ ledger }: WorkspaceSession, rootId: string): string =>
  ledger.get(messageKey(rootId, 0))?.ts ?? '';

interface PostedPost {
  readonly post: Post;
  readonly replayed: ReplayedPost;
  readonly firstTs: string;
  readonly losses: LossNote[];
}

/** Adds the app's reactions and the pin. */
async function mark(
  session: WorkspaceSession,
  { conversation, slackChannel }: ReplayTarget,
  { post, replayed, firstTs: timestamp, losses }: PostedPost,
): Promise<void> {
  const { id: channelId } = conversation.channel;
  const common = { channelId, postId: post.id, slackChannel };
  const args = { channel: slackChannel, timestamp };
  const calls = [
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
  for (const call of calls) {
    if (session.ledger.get(call.key) === undefined) await unarchiveIfArchived(session, channelId);
    const action = await callOnce(session, { ...common, ...call });
    losses.push(...refusal(action, call.kind));
  }
}

/** Shares a file of a post in its channel or thread, once; false when its bytes are missing or Slack rejects it. */
export async function deliverFile(
  { session, fileStore }: PostDelivery,
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
    comment: fileComment(post, context.people),
    channelId,
    slackChannel,
    threadTs,
    open: () => fileStore.open(file.path),
  };
  if (session.ledger.get(uploadKey(file.id)) === undefined) {
    await unarchiveIfArchived(session, channelId);
  }
  const action = await shareFile(session, wanted);
  losses.push(...refusal(action, file.name));
  return action.state === 'done';
}

/** Records the losses of a post. */
export async function recordLosses(
  { scope, log }: PostDelivery,
  { conversation: { channel } }: ReplayTarget,
  { id: postId }: Post,
  losses: readonly LossNote[],
): Promise<void> {
  if (losses.length === 0) return;
  const link = scope.permalink(channel, postId);
  await log.losses.record({ postId, channelId: channel.id, link }, losses);
}

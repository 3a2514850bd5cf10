import type { FileStore } from '../../exporters/files/file-store.ts';
import { messageKey, pinKey, reactionKey, uploadKey } from '../../importers/ledger/keys.ts';
import type { Action, IntendedLoss } from '../../importers/ledger/ledger.ts';
import { callOnce, type IdempotentCall } from '../../importers/workspace/exactly-once.ts';
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
import type { FileInfo, Post, PostId } from '../../model/model.ts';
import type { RunLog } from '../run/run-log.ts';
import type { Scope } from '../run/scope.ts';
import type { HeldBack } from './held-back.ts';

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
  readonly log: PostDelivery['log'] & { readonly held: HeldBack };
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
}

export interface DeliveryOptions {
  /** Number of posts of the conversation that remain to be delivered, this one included. */
  readonly remaining: number;
  /** True when a delivered post may have grown by an edit: further parts then go into its thread. */
  readonly mayHaveGrown: boolean;
  readonly replayed?: ReplayedPost;
}

/**
 * Delivers the parts of a post that are not in the workspace yet: messages in order, then files, reactions and pin. The
 * ledger holds the losses of each call with its intent.
 */
export async function deliverPost(
  delivery: PostDelivery,
  target: ReplayTarget,
  post: Post,
  { remaining, mayHaveGrown, replayed = replayPost(post, target.context) }: DeliveryOptions,
): Promise<DeliveredPost> {
  const { session } = delivery;
  const options = { remaining, mayHaveGrown };
  const firstTs = await postMessages(session, target, post, { ...options, replayed });
  let filesShared = 0;
  if (firstTs !== undefined || replayed.messages.length === 0) {
    const threadTs = post.thread.kind === 'reply' ? rootTs(session, post.thread.root.id) : '';
    for (const file of replayed.files) {
      const shared = await deliverFile(delivery, target, { post, file, threadTs });
      // A file without a row is not in the account either.
      if (shared?.state === 'done' && file.isLegacy !== true) filesShared += 1;
    }
  }
  if (firstTs !== undefined) await mark(session, target, replayed, firstTs);
  return { replayed, isPosted: firstTs !== undefined, filesShared };
}

/** Posts the messages of a post; returns the `ts` of the first, undefined when there is none or Slack rejected one. */
async function postMessages(
  session: WorkspaceSession,
  { conversation, slackChannel }: ReplayTarget,
  post: Post,
  { remaining, mayHaveGrown, replayed }: Required<DeliveryOptions>,
): Promise<string | undefined> {
  const { ledger } = session;
  const { id: channelId } = conversation.channel;
  let firstTs: string | undefined;
  const { thread } = post;
  const ownThreadTs = thread.kind === 'reply' ? rootTs(session, thread.root.id) : '';
  const isOld = mayHaveGrown && ledger.get(messageKey(post.id, 0))?.state === 'done';
  for (const message of replayed.messages) {
    const known = ledger.get(messageKey(message.postId, message.part));
    if (isToBeSent(session, known)) await unarchiveIfArchived(session, channelId);
    const isOpen = known?.state === 'intended';
    const isGrowth = isOld && (known === undefined || (isOpen && known.threadTs !== ownThreadTs));
    // Other messages follow the beginning of the post: what an edit adds goes into the thread.
    const threadTs = isGrowth && ownThreadTs === '' ? (firstTs ?? '') : ownThreadTs;
    const losses: readonly IntendedLoss[] = [
      ...(message.part === 0 ? replayed.losses : []).map((loss) => ({ ...loss, when: READ })),
      ...(message.part === 0 && threadTs === '' ? threadLosses(post) : []),
      ...(isGrowth ? [{ code: 'edit_grew', when: DONE } as const] : []),
    ];
    const place = { channelId, slackChannel, remaining, threadTs, losses };
    const action = await postMessage(session, message, place);
    if (action.state === 'failed') return undefined;
    firstTs ??= action.ts;
  }
  return firstTs;
}

/** True for what is to be sent: it is not in the ledger, or was refused and is asked for again. */
const isToBeSent = ({ refusals }: WorkspaceSession, known: Action | undefined): boolean =>
  known === undefined || (known.state === 'failed' && refusals.isAskedAgain(known));

const READ = 'read' as const;
const DONE = 'done' as const;

/** Losses of a reply that is posted outside its thread. */
export function threadLosses({ thread }: Post): readonly IntendedLoss[] {
  if (thread.kind !== 'reply') return [];
  return [{ code: 'thread_root_lost', old: thread.root.id, new: 'refused', when: DONE }];
}

/** Returns the `ts` of a root; '' when it is not in the workspace, and the reply is posted outside a thread. */
export const rootTs = ({ ledger }: WorkspaceSession, rootId: string): string =>
  ledger.get(messageKey(rootId, 0))?.ts ?? '';

/** Adds the app's reactions and the pin. */
async function mark(
  session: WorkspaceSession,
  target: ReplayTarget,
  replayed: ReplayedPost,
  timestamp: string,
): Promise<void> {
  for (const call of markCalls(target, replayed, timestamp)) {
    if (isToBeSent(session, session.ledger.get(call.key))) {
      await unarchiveIfArchived(session, call.channelId);
    }
    await callOnce(session, call);
  }
}

/** Returns the calls that add the app's reactions and the pin to the first message of a post. */
export function markCalls(
  { conversation, slackChannel }: ReplayTarget,
  { messages, appReactions, isPinned }: ReplayedPost,
  timestamp: string,
): readonly IdempotentCall[] {
  const postId = messages[0]?.postId ?? '';
  const common = { channelId: conversation.channel.id, postId, slackChannel };
  const args = { channel: slackChannel, timestamp };
  const lossOf = (old: string) => [{ when: 'failed', code: 'refused_by_slack', old } as const];
  const reactions = appReactions.map(
    (name): IdempotentCall => ({
      ...common,
      kind: 'reaction',
      key: reactionKey(postId, name),
      method: 'reactions.add',
      args: { ...args, name },
      alreadyDone: ['already_reacted'],
      losses: lossOf('reaction'),
    }),
  );
  const pin: IdempotentCall = {
    ...common,
    kind: 'pin',
    key: pinKey(postId),
    method: 'pins.add',
    args,
    alreadyDone: ['already_pinned'],
    losses: lossOf('pin'),
  };
  return isPinned ? [...reactions, pin] : reactions;
}

/** A file of a post and the thread that it goes into; '' for the channel. */
interface PlacedFile {
  readonly post: Post;
  readonly file: FileInfo;
  readonly threadTs: string;
}

/**
 * Shares a file of a post in its channel or thread, once; returns the action, done or refused, undefined when its bytes
 * cannot be delivered.
 */
export async function deliverFile(
  delivery: PostDelivery,
  target: ReplayTarget,
  placed: PlacedFile,
): Promise<Action | undefined> {
  const { session } = delivery;
  const wanted = fileToShare(delivery, target, placed);
  if (wanted === undefined) return undefined;
  if (isToBeSent(session, session.ledger.get(uploadKey(wanted.fileId)))) {
    await unarchiveIfArchived(session, wanted.channelId);
  }
  return await shareFile(session, wanted);
}

/** Describes the upload of a file; undefined when its bytes cannot be delivered. */
export function fileToShare(
  { fileStore }: Pick<PostDelivery, 'fileStore'>,
  { conversation, slackChannel, context }: ReplayTarget,
  { post, file, threadTs }: PlacedFile,
): FileToShare | undefined {
  const { stored } = file;
  if (fileStore === undefined || stored?.state !== 'there' || !isDeliverable(file)) {
    return undefined;
  }
  return {
    fileId: file.id,
    postId: post.id,
    name: file.name,
    sizeBytes: stored.sizeBytes,
    comment: fileComment(post, context.people),
    channelId: conversation.channel.id,
    slackChannel,
    threadTs,
    losses: [],
    open: () => fileStore.open(file.path),
  };
}

/** Records the losses of a post: those that reading it tells, in the place of what an earlier run recorded. */
export async function recordLosses(
  { session, scope, log }: PostDelivery,
  { conversation: { channel } }: ReplayTarget,
  post: Post,
  losses: readonly LossNote[],
): Promise<void> {
  const link = scope.permalink(channel, post.id);
  const all = [...losses, ...oldThreadLosses(session, post)];
  await log.losses.record({ postId: post.id, channelId: channel.id, link }, all);
}

/** The loss of a reply that stays in the old thread of a root that was sent again. */
function oldThreadLosses(session: WorkspaceSession, { id, thread }: Post): readonly LossNote[] {
  if (thread.kind !== 'reply' || !isInOldThread(session, id, thread.root.id)) return [];
  return [{ code: 'thread_root_sent_again', old: thread.root.id }];
}

/** True for a reply whose message is in another thread than that of its root's message. */
export function isInOldThread(session: WorkspaceSession, replyId: PostId, rootId: PostId): boolean {
  const own = session.ledger.get(messageKey(replyId, 0));
  const now = rootTs(session, rootId);
  return own?.state === 'done' && own.threadTs !== '' && now !== '' && own.threadTs !== now;
}

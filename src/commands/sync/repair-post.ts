import { messageKey, updateKey } from '../../importers/ledger/keys.ts';
import type { Action } from '../../importers/ledger/ledger.ts';
import { callAgain } from '../../importers/workspace/exactly-once.ts';
import type { MessageSpool } from '../../importers/workspace/message-spool.ts';
import { repostMessage } from '../../importers/workspace/messages.ts';
import type { SpooledChannel } from '../../importers/workspace/read-history.ts';
import { unarchiveIfArchived } from '../../importers/workspace/removal.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import { isShareThereOrWithdraw } from '../../importers/workspace/shares.ts';
import { reshareFile } from '../../importers/workspace/uploads.ts';
import { type ReplayedPost, replayPost } from '../../mapping/replay/replay-post.ts';
import { workspaceMessage } from '../../mapping/verify/workspace.ts';
import type { Post } from '../../model/model.ts';
import {
  type ConversationDelivery,
  fileToShare,
  isInOldThread,
  markCalls,
  type ReplayTarget,
  recordLosses,
  rootTs,
  threadLosses,
} from '../workspace/deliver-post.ts';
import { isFirstLacking, type LackingFile, type PostRepair, postRepair } from './post-repair.ts';
import {
  addOutcome,
  countSent,
  noOutcome,
  type PostOutcome,
  type RepairTally,
} from './repair-tally.ts';

/** A channel whose messages were just read, and the context for sending again what it lacks. */
export interface ChannelRepair {
  readonly delivery: ConversationDelivery;
  readonly target: ReplayTarget;
  readonly spool: MessageSpool;
  readonly channel: SpooledChannel & {
    /** Roots that were repaired before their turn in the list. */
    readonly early: Set<string>;
  };
  readonly tally: RepairTally;
}

/** A post, its messages, and what the workspace lacks of it. */
interface LackingPost {
  readonly post: Post;
  readonly replayed: ReplayedPost;
  readonly repair: PostRepair;
}

/** Looks what the channel lacks of a post that the ledger holds. */
export function lookAtPost(
  { delivery: { session }, target, spool, channel }: ChannelRepair,
  post: Post,
): LackingPost {
  const replayed = replayPost(post, target.context);
  const repair = postRepair(replayed, session.ledger.ofPost(post.id), {
    messages: spool.ofPost(post.id),
    isShared: (slackFileId) => spool.share(slackFileId) !== undefined,
    pinned: channel.pinned,
    botUserId: session.botUserId,
  });
  return { post, replayed, repair };
}

/**
 * Sends again what the channel lacks of a post; enters what is there and not in the ledger. The root of a lacking reply
 * comes before the reply.
 */
export async function repairPost(channel: ChannelRepair, post: Post): Promise<void> {
  if (channel.channel.early.has(post.id)) return;
  const { delivery, target, tally } = channel;
  const { session } = delivery;
  const lacking = lookAtPost(channel, post);
  const { replayed, repair } = lacking;
  if (repair.messages.length > 0) await repairRoot(channel, post);
  const outcome = noOutcome();
  if (!repair.isKnown) outcome.leftOut = 'not-yet';
  for (const { key, effect } of repair.entered) {
    session.ledger.complete(key, effect, session.clock.todayMs());
    outcome.entered += 1;
  }
  if (await sendMessages(channel, lacking, outcome)) {
    for (const file of repair.files) await sendFile(channel, post, file, outcome);
    await sendMarks(channel, lacking, outcome);
  }
  addOutcome(tally, outcome);
  if (repair.isKnown) await recordLosses(delivery, target, post, replayed.losses);
  await recordOldThread(channel, post);
}

/** Repairs the root of a reply that is about to be sent again, when the root is lacking itself. */
async function repairRoot(channel: ChannelRepair, { thread }: Post): Promise<void> {
  if (thread.kind !== 'reply') return;
  const { delivery, target, spool } = channel;
  const { source, range } = delivery.scope;
  if (spool.ofPost(thread.root.id).some(({ part }) => part === 0)) return;
  const { id } = target.conversation.channel;
  const [root] = await source.postsOf(id, range, [thread.root.id]);
  if (root === undefined) return;
  await repairPost(channel, root);
  channel.channel.early.add(root.id);
}

/** Sends the lacking messages of a post; false when Slack refused one, or the first is not in the workspace. */
async function sendMessages(
  { delivery: { session }, target, spool }: ChannelRepair,
  { post, replayed, repair }: LackingPost,
  outcome: PostOutcome,
): Promise<boolean> {
  const { ledger } = session;
  const { slackChannel } = target;
  const { id: channelId } = target.conversation.channel;
  const isWhole = isFirstLacking(repair);
  for (const message of repair.messages) {
    await unarchiveIfArchived(session, channelId);
    const { postId, part } = message;
    // Other messages follow the beginning of a post that is there: a further part goes into its thread.
    const beginning = isWhole ? undefined : ledger.get(messageKey(postId, 0));
    const isReply = post.thread.kind === 'reply';
    const threadTs = isReply ? rootTs(session, post.thread.root.id) : (beginning?.ts ?? '');
    const losses = [
      ...(part === 0 ? replayed.losses : []).map((loss) => ({ ...loss, when: 'read' as const })),
      ...(part === 0 && threadTs === '' ? threadLosses(post) : []),
      { code: 'sent_again', when: 'done' } as const,
    ];
    const place = { channelId, slackChannel, threadTs, remaining: 1, losses };
    const action = await repostMessage(session, message, place);
    countSent(outcome, action);
    if (action.state === 'failed') return false;
    // The new message has the post's present content: no edit of the old one counts any more.
    ledger.forget(updateKey(postId, part));
    const sent = workspaceMessage.parse({ ts: action.ts, thread_ts: threadTs });
    spool.addMessage({ postId, part, isImported: false, message: sent });
  }
  const first = ledger.get(messageKey(post.id, 0));
  return replayed.messages.length === 0 || first?.state === 'done';
}

/** Uploads a lacking file again, into the thread of its post when it was in a thread before. */
async function sendFile(
  { delivery, target }: ChannelRepair,
  post: Post,
  { file, action }: LackingFile,
  outcome: PostOutcome,
): Promise<void> {
  const { session } = delivery;
  const threadTs = threadOfFile(session, post, action);
  const wanted = fileToShare(delivery, target, { post, file, threadTs });
  if (wanted === undefined) {
    outcome.leftOut ??= 'not-delivered';
    return;
  }
  const { slackChannel } = target;
  const { fileId, state } = action;
  if (state === 'done' && (await isShareThereOrWithdraw(session, { fileId, slackChannel }))) {
    outcome.entered += 1;
    return;
  }
  await unarchiveIfArchived(session, wanted.channelId);
  const losses = [{ code: 'sent_again', old: file.name, when: 'done' } as const];
  countSent(outcome, await reshareFile(session, { ...wanted, losses }));
}

/** Returns the thread of a file: that of its reply, or of its own post when it was there before; '' for the channel. */
function threadOfFile(session: WorkspaceSession, { id, thread }: Post, before: Action): string {
  const message = session.ledger.get(messageKey(id, 0));
  if (thread.kind === 'reply') return message?.threadTs ?? rootTs(session, thread.root.id);
  return before.threadTs === '' ? '' : (message?.ts ?? '');
}

/** Adds the lacking reactions of the app and the pin again. */
async function sendMarks(
  { delivery: { session }, target }: ChannelRepair,
  { post, replayed, repair }: LackingPost,
  outcome: PostOutcome,
): Promise<void> {
  const timestamp = session.ledger.get(messageKey(post.id, 0))?.ts ?? '';
  const { reactions: appReactions, isPinLacking: isPinned } = repair;
  for (const call of markCalls(target, { ...replayed, appReactions, isPinned }, timestamp)) {
    await unarchiveIfArchived(session, call.channelId);
    countSent(outcome, await callAgain(session, call));
  }
}

const REPLIES_PER_QUERY = 500;

/** Records of the replies that stay in the old thread of a root that was sent again. */
async function recordOldThread(
  { delivery, target }: ChannelRepair,
  { id: rootId, thread }: Post,
): Promise<void> {
  if (thread.kind !== 'root') return;
  const { session, scope } = delivery;
  const { id } = target.conversation.channel;
  const left = [...thread.replies].filter((reply) => isInOldThread(session, reply.id, rootId));
  for (let start = 0; start < left.length; start += REPLIES_PER_QUERY) {
    const ids = left.slice(start, start + REPLIES_PER_QUERY).map((reply) => reply.id);
    for (const reply of await scope.source.postsOf(id, scope.range, ids)) {
      await recordLosses(delivery, target, reply, replayPost(reply, target.context).losses);
    }
  }
}

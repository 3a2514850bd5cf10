import type { Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import { archiveKey } from '../../importers/ledger/keys.ts';
import type { MessageSpool } from '../../importers/workspace/message-spool.ts';
import { spoolChannel } from '../../importers/workspace/read-history.ts';
import { pacedReading, type WorkspaceSession } from '../../importers/workspace/session.ts';
import type { LeftOutReason } from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { ChannelId, Post, PostId } from '../../model/model.ts';
import type { CommandContext } from '../run/context.ts';
import { type Progress, startProgress } from '../run/progress.ts';
import type { DifferenceList } from '../workspace/difference-list.ts';
import { type HeldBack, heldPlace } from '../workspace/held-back.ts';
import type { WorkspaceLosses } from '../workspace/losses.ts';
import { archiveAsDecided } from '../workspace/members.ts';
import type { ReplayContexts, SlackChannels } from '../workspace/message-context.ts';
import { keepPrivate, requireStillPublic } from '../workspace/private-places.ts';
import type { WorkspaceScope } from '../workspace/scope.ts';
import { type ChannelRepair, lookAtPost, repairPost } from './repair-post.ts';
import {
  addOutcome,
  countSent,
  leaveOutPosts,
  noOutcome,
  type RepairTally,
} from './repair-tally.ts';

/** Context of a repair. */
export interface RepairRun {
  readonly session: WorkspaceSession;
  readonly scope: WorkspaceScope;
  readonly channels: SlackChannels;
  readonly contextOf: ReplayContexts;
  readonly work: {
    readonly losses: WorkspaceLosses;
    /** Undefined when none is configured. */
    readonly fileStore: FileStore | undefined;
    readonly spool: MessageSpool;
    readonly tally: RepairTally;
    readonly warnings: Line[];
    readonly held: HeldBack;
  };
}

/** A thing that would be sent again. */
export interface RepairItem {
  readonly kind: 'message' | 'file' | 'reaction' | 'pin';
  /** Link to its post in Mattermost. */
  readonly link: string;
}

/** Takes what a dry run would send; undefined to send it. */
type OnItem = ((item: RepairItem) => void) | undefined;

/**
 * Repairs the listed posts, channel by channel. Each channel is read anew before its first post, into the spool; memory
 * holds one batch of the list.
 */
export async function repairListed(
  run: RepairRun,
  list: DifferenceList,
  context: Pick<CommandContext, 'progress' | 'nowMs'>,
  onItem: OnItem,
): Promise<void> {
  const { session, scope, channels, work } = run;
  keepPrivate(session, scope.conversations, channels);
  const progress = await startProgress(list.lines, context);
  const byId = new Map(scope.conversations.map((each) => [each.channel.id, each]));
  let open: OpenChannel | undefined;
  try {
    for await (const { channelId, postIds } of list.posts) {
      if (open?.channelId !== channelId) {
        await leaveChannel(run, open, onItem);
        open = await openChannel(run, byId.get(channelId), channelId, progress);
      }
      if (open.repair === undefined) leaveOutPosts(work.tally, open.reason, postIds.length);
      else await repairPosts(run, open.repair, postIds, onItem);
      progress.advance(postIds.length);
    }
    await leaveChannel(run, open, onItem);
    work.held.throwIfAny();
  } finally {
    progress.stop();
  }
}

/** A channel of the list: read, or left out. */
type OpenChannel =
  | { readonly channelId: ChannelId; readonly repair: ChannelRepair }
  | { readonly channelId: ChannelId; readonly repair: undefined; readonly reason: LeftOutReason };

async function openChannel(
  run: RepairRun,
  conversation: Conversation | undefined,
  channelId: ChannelId,
  progress: Progress,
): Promise<OpenChannel> {
  const { session, scope, channels, contextOf, work } = run;
  const without = (reason: LeftOutReason): OpenChannel => ({
    channelId,
    repair: undefined,
    reason,
  });
  if (conversation === undefined) return without('not-selected');
  const slackChannel = channels.get(channelId) ?? '';
  const place = scope.target.channels.find(({ id }) => id === slackChannel);
  // The link, because the name of a private conversation is not for everyone.
  const channel = scope.permalink(conversation.channel, undefined);
  if (place === undefined) {
    work.warnings.push(notice('repair-channel-missing', { channel }));
    return without('not-found');
  }
  if (place.isArchived && session.ledger.get(archiveKey(channelId)) === undefined) {
    work.warnings.push(notice('repair-channel-archived', { channel }));
    return without('refused');
  }
  progress.at(conversation.name);
  const { spool, losses, fileStore, tally, held } = work;
  spool.clear();
  const { ledger, botUserId } = session;
  const reading = pacedReading(session);
  const read = { reading, ledger, spool, channelId, slackChannel, botUserId };
  const spooled = await held.around(heldPlace(conversation, slackChannel), () =>
    spoolChannel(read),
  );
  if (spooled === undefined) return without('refused');
  return {
    channelId,
    repair: {
      delivery: { session, scope, log: { losses, progress, held }, fileStore },
      target: { conversation, slackChannel, context: contextOf(conversation), posts: 1 },
      spool,
      channel: { ...spooled, early: new Set() },
      tally,
    },
  };
}

/** Archives a channel again that was unarchived to be written to. */
async function leaveChannel(
  { session, scope, channels, work: { losses, held } }: RepairRun,
  open: OpenChannel | undefined,
  onItem: OnItem,
): Promise<void> {
  if (open?.repair === undefined || onItem !== undefined) return;
  const { conversation, slackChannel } = open.repair.target;
  await held.around(heldPlace(conversation, slackChannel), () =>
    archiveAsDecided({ session, scope, channels, losses }, conversation),
  );
}

async function repairPosts(
  { session, scope, work }: RepairRun,
  channel: ChannelRepair,
  postIds: readonly PostId[],
  onItem: OnItem,
): Promise<void> {
  const { id } = channel.target.conversation.channel;
  const posts = await scope.source.postsOf(id, scope.range, postIds);
  await requireStillPublic(scope.source, channel.target);
  const byId = new Map(posts.map((post) => [post.id, post]));
  const place = heldPlace(channel.target.conversation, channel.target.slackChannel);
  for (const postId of postIds) {
    session.signal.throwIfAborted();
    const post = byId.get(postId);
    if (post === undefined) leaveOutPosts(work.tally, 'deleted', 1);
    else if (onItem === undefined)
      await work.held.attempt(place, post, () => repairPost(channel, post));
    else previewPost(channel, post, onItem);
  }
}

/** Counts what would be sent of a post and passes it on. */
function previewPost(channel: ChannelRepair, post: Post, onItem: (item: RepairItem) => void): void {
  const { delivery, target, tally } = channel;
  const { repair } = lookAtPost(channel, post);
  const outcome = noOutcome();
  if (!repair.isKnown) outcome.leftOut = 'not-yet';
  outcome.entered += repair.entered.length;
  const link = delivery.scope.permalink(target.conversation.channel, post.id);
  const kinds = [
    ...repair.messages.map(() => ['message', 'message'] as const),
    ...repair.files.map(() => ['file', 'upload'] as const),
    ...repair.reactions.map(() => ['reaction', 'reaction'] as const),
    ...(repair.isPinLacking ? [['pin', 'pin'] as const] : []),
  ];
  for (const [kind, action] of kinds) {
    countSent(outcome, { kind: action, state: 'done' });
    onItem({ kind, link });
  }
  addOutcome(tally, outcome);
}

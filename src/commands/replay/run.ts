import type { ReplaySettings } from '../../config/config.ts';
import type { Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import { messageKey } from '../../importers/ledger/keys.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import { type Account, sumOfTallies } from '../../mapping/account.ts';
import { migrationAccount } from '../../mapping/migration-account.ts';
import { pictureUrl, replayPost } from '../../mapping/replay/replay-post.ts';
import type { User } from '../../model/model.ts';
import type { Transport } from '../../system/transport.ts';
import type { CommandContext } from '../run/context.ts';
import { livePosts } from '../run/scope.ts';
import { type CanvasSettings, checkPages } from '../workspace/canvases.ts';
import { makeChannels } from '../workspace/channels.ts';
import type { ConversationDelivery, ReplayTarget } from '../workspace/deliver-post.ts';
import { forEachConversation } from '../workspace/each-conversation.ts';
import { HeldBack } from '../workspace/held-back.ts';
import type { WorkspaceLosses } from '../workspace/losses.ts';
import { finishChannels } from '../workspace/members.ts';
import {
  type ReplayMessageSettings,
  replayContexts,
  type SlackChannels,
} from '../workspace/message-context.ts';
import type { WorkspaceScope } from '../workspace/scope.ts';
import { replayConversation } from './conversation.ts';

/** Context of a replay. */
export interface ReplayWork {
  readonly session: WorkspaceSession;
  readonly scope: WorkspaceScope;
  readonly losses: WorkspaceLosses;
  readonly fileStore: FileStore | undefined;
  readonly context: CommandContext;
}

export interface ReplayedAll {
  readonly conversations: number;
  readonly postsLeft: number;
  readonly messages: number;
  /** Undefined for a dry run, which delivers nothing. */
  readonly account: Account | undefined;
  readonly warnings: readonly Line[];
}

/** Creates channels first, then delivers the history, and adds people last, so that history notifies no one. */
export async function replayAll(
  settings: ReplayMessageSettings & CanvasSettings,
  work: ReplayWork,
): Promise<ReplayedAll> {
  const { session, scope, losses } = work;
  await checkPages(settings);
  const warnings = await replayWarnings(settings.replay, work);
  const counts = await scope.counts();
  const held = new HeldBack();
  const channels = await makeChannels(session, scope, losses, held);
  const tallies = await overHistory(settings, work, { channels, held }, replayConversation);
  const tally = sumOfTallies(tallies);
  const ofChannels = await finishChannels({ session, scope, channels, losses, held }, settings);
  await losses.save(scope);
  held.throwIfAny();
  return {
    conversations: scope.conversations.length,
    postsLeft: 0,
    messages: tally.messages,
    account: migrationAccount(counts, scope, {
      posts: tally,
      emojiAdded: 0,
      emojiReason: 'not-in-a-replay',
      isSinceLast: false,
    }),
    warnings: [...warnings, ...ofChannels],
  };
}

/** Counts what a replay would deliver, and delivers nothing. */
export async function previewReplay(
  settings: ReplayMessageSettings,
  work: ReplayWork,
): Promise<ReplayedAll> {
  const { scope } = work;
  const warnings = await replayWarnings(settings.replay, work);
  const channels = new Map([...scope.places].map(([id, { id: slackId }]) => [id, slackId]));
  const places = { channels, held: new HeldBack() };
  const left = await overHistory(settings, work, places, countLeft);
  const conversations = scope.conversations.length;
  return { conversations, warnings, account: undefined, ...addLeft(left) };
}

async function overHistory<Result>(
  settings: ReplayMessageSettings,
  { session, scope, losses, fileStore, context }: ReplayWork,
  { channels, held }: { readonly channels: SlackChannels; readonly held: HeldBack },
  visit: (delivery: ConversationDelivery, target: ReplayTarget) => Promise<Result>,
): Promise<readonly Result[]> {
  const counts = await scope.postCounts();
  return await forEachConversation(
    session,
    {
      conversations: scope.conversations,
      channels,
      contextOf: replayContexts(settings, scope, channels),
      postsOf: (conversation) => livePosts(counts, [conversation]),
      held,
    },
    context,
    (lane, target) =>
      visit(
        {
          session: lane.session,
          scope,
          log: { losses, progress: lane.progress, held: lane.held },
          fileStore,
        },
        target,
      ),
  );
}

/** Counts of delivered and remaining posts. */
interface LeftCounts {
  /** Number of live posts with a message that remains to be sent, as the account of the run counts them. */
  readonly postsLeft: number;
  /** Number of the app's messages in the workspace. */
  readonly messages: number;
}

/** Compares a conversation with the ledger. A post that Slack rejected for good does not remain to be sent. */
async function countLeft(
  { session, scope, log: { progress } }: ConversationDelivery,
  { conversation, context }: ReplayTarget,
): Promise<LeftCounts> {
  const { signal, ledger, refusals } = session;
  const counts = { postsLeft: 0, messages: 0 };
  progress.at(conversation.name);
  for await (const page of scope.source.posts(conversation.channel.id, scope.range)) {
    signal.throwIfAborted();
    for (const post of page) {
      const states = replayPost(post, context).messages.map(({ postId, part }) => {
        const known = ledger.get(messageKey(postId, part));
        const isAskedAgain = known?.state === 'failed' && refusals.isAskedAgain(known);
        return isAskedAgain ? undefined : known?.state;
      });
      counts.messages += states.filter((state) => state === 'done').length;
      const isRefused = states.includes('failed');
      const isLeft = !isRefused && states.some((state) => state !== 'done');
      // A deleted root gets a message for its replies and is no post of the account.
      if (isLeft && post.deleteAtMs === undefined) counts.postsLeft += 1;
    }
    progress.advance(page.length);
  }
  return counts;
}

function addLeft(all: readonly LeftCounts[]): LeftCounts {
  let postsLeft = 0;
  let messages = 0;
  for (const left of all) {
    postsLeft += left.postsLeft;
    messages += left.messages;
  }
  return { postsLeft, messages };
}

const WAIT_MS = 5_000;
/** Some people may have no picture: the address is probably wrong when none of these can be fetched. */
const LOOKED_AT = 3;

const replayWarnings = async (
  settings: Pick<ReplaySettings, 'iconUrl'>,
  { scope: { warnings, notes, read }, session }: Pick<ReplayWork, 'scope' | 'session'>,
): Promise<readonly Line[]> => [
  ...warnings,
  ...notes,
  ...(await iconWarnings(settings, read.users, session.transport)),
];

/**
 * Warns when the pictures of `replay.iconUrl` cannot be fetched from here. Messages contain the address all the same:
 * Slack may reach it, and a message must not differ from run to run.
 */
async function iconWarnings(
  { iconUrl }: Pick<ReplaySettings, 'iconUrl'>,
  users: readonly User[],
  transport: Pick<Transport, 'fetch'>,
): Promise<readonly Line[]> {
  if (iconUrl === undefined) return [];
  const people = users.filter(
    ({ kind, deleteAtMs }) => kind === 'person' && deleteAtMs === undefined,
  );
  for (const person of people.slice(0, LOOKED_AT)) {
    if (await isReachable(pictureUrl(iconUrl, person), transport)) return [];
  }
  return people.length === 0 ? [] : [notice('icons-unreachable')];
}

async function isReachable(url: string, { fetch }: Pick<Transport, 'fetch'>): Promise<boolean> {
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(WAIT_MS) });
    // Some servers do not support HEAD; for a missing or protected picture the status is another one.
    return answer.ok || answer.status === 405 || answer.status === 501;
  } catch {
    return false;
  }
}

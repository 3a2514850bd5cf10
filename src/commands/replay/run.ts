import type { Config } from '../../config/config.ts';
import type { Line } from '../../errors/errors.ts';
import { messageKey } from '../../importers/ledger/keys.ts';
import { readSlackTarget } from '../../importers/slack/read-target.ts';
import type { Account } from '../../mapping/account.ts';
import { replayPost } from '../../mapping/replay/replay-post.ts';
import type { User } from '../../model/model.ts';
import { type AppliedPlan, livePosts } from '../run/scope.ts';
import { slackReading } from '../run/slack-access.ts';
import { makeChannels } from '../workspace/channels.ts';
import { decideReplay } from '../workspace/decide.ts';
import type { ConversationReplay, ReplayTarget } from '../workspace/deliver-post.ts';
import { forEachConversation, type HistoryPass } from '../workspace/each-conversation.ts';
import { afterHistory } from '../workspace/members.ts';
import type { ReplayParts } from '../workspace/session.ts';
import { replayAccount } from './account.ts';
import { addTallies, replayConversation } from './conversation.ts';

export interface WholeReplay extends ReplayParts {
  readonly applied: AppliedPlan | undefined;
  readonly isDryRun: boolean;
}

export interface ReplayedAll {
  readonly conversations: number;
  readonly postsLeft: number;
  readonly messages: number;
  /** Undefined for a dry run, which brings nothing to be accounted for. */
  readonly account: Account | undefined;
  readonly warnings: readonly Line[];
}

/** Channels first, then the history, and people last: nobody is notified of old messages. */
export async function replayAll(whole: WholeReplay): Promise<ReplayedAll> {
  const { config, setup, source, losses } = whole;
  const { run } = setup;
  const target = await readSlackTarget(slackReading(config, run.signal));
  const decided = await decideReplay({ ...whole, ledger: run.ledger, target });
  const { read, conversations, places } = decided;
  const warnings = [...decided.warnings, ...(await iconWarnings(config, read.users))];
  const counts = await source.counts({ fromMs: config.fromMs, toMs: config.toMs });
  const postsOf: HistoryPass['postsOf'] = (conversation) => livePosts(counts, [conversation]);
  if (whole.isDryRun) {
    const channels = new Map([...places].map(([id, { id: slackId }]) => [id, slackId]));
    const left = await forEachConversation(
      { ...whole, ...decided, channels, postsOf, isSync: false },
      countLeft,
    );
    return { conversations: conversations.length, warnings, account: undefined, ...addLeft(left) };
  }
  const channels = await makeChannels(whole, decided);
  const tallies = await forEachConversation(
    { ...whole, ...decided, channels, postsOf, isSync: false },
    replayConversation,
  );
  const tally = addTallies(tallies);
  const bookmarks = await source.bookmarks();
  await afterHistory({ run, ...decided, channels, bookmarks, losses });
  return {
    conversations: conversations.length,
    postsLeft: 0,
    messages: tally.messages,
    account: replayAccount({ counts, read, conversations, tally }),
    warnings,
  };
}

/** What a replay would find done and what it would bring. */
interface LeftCounts {
  /** Posts of which a message is still to be sent. */
  readonly postsLeft: number;
  /** Messages in the workspace that are ours. */
  readonly messages: number;
}

/** Holds one conversation against the ledger; nothing is sent. What Slack refused is not asked for again. */
async function countLeft(
  { run, source, range, progress }: ConversationReplay,
  { conversation, context }: ReplayTarget,
): Promise<LeftCounts> {
  const counts = { postsLeft: 0, messages: 0 };
  progress.at(conversation.name);
  for await (const page of source.posts(conversation.channel.id, range)) {
    run.signal.throwIfAborted();
    for (const post of page) {
      const states = replayPost(post, context).messages.map(
        ({ postId, part }) => run.ledger.get(messageKey(postId, part))?.state,
      );
      counts.messages += states.filter((state) => state === 'done').length;
      const isRefused = states.includes('failed');
      if (!isRefused && states.some((state) => state !== 'done')) counts.postsLeft += 1;
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
/** Some people may have no picture: only when none of a few can be fetched, the address is likely wrong. */
const LOOKED_AT = 3;

/**
 * Says when the pictures that `replay.iconUrl` names cannot be fetched from here. The messages name them all the
 * same: what this machine cannot reach Slack maybe can, and a message must not differ from run to run.
 */
async function iconWarnings(
  { replay: { iconUrl } }: Pick<Config, 'replay'>,
  users: readonly User[],
): Promise<readonly string[]> {
  if (iconUrl === undefined) return [];
  const people = users.filter(
    ({ kind, deleteAtMs }) => kind === 'person' && deleteAtMs === undefined,
  );
  for (const { id, username } of people.slice(0, LOOKED_AT)) {
    const url = iconUrl
      .replaceAll('{username}', encodeURIComponent(username))
      .replaceAll('{id}', encodeURIComponent(id));
    if (await isReachable(url)) return [];
  }
  return people.length === 0
    ? []
    : ['no picture could be fetched from replay.iconUrl; where Slack cannot either, it shows none'];
}

async function isReachable(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(WAIT_MS) });
    // Some servers know no HEAD; a picture that is not there, or not open to all, says so by another status.
    return answer.ok || answer.status === 405 || answer.status === 501;
  } catch {
    return false;
  }
}

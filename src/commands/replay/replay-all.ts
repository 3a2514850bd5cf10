import type { Config } from '../../config.ts';
import type { FileStore } from '../../exporters/file-store.ts';
import type { Source } from '../../exporters/source.ts';
import { longestFirst } from '../../importers/pacer/longest-first.ts';
import { channelKey } from '../../importers/replay/make-channel.ts';
import { readSlackTarget } from '../../importers/slack/read-slack-target.ts';
import type { Account } from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { TargetFacts } from '../../mapping/plan/target-facts.ts';
import { knownPlaces } from '../../mapping/replay/known-places.ts';
import type { ChannelId, SourceCounts } from '../../model.ts';
import type { CommandContext } from '../context.ts';
import { type AppliedPlan, holdAgainstPlan } from '../hold-against-plan.ts';
import { livePosts } from '../live-posts.ts';
import type { LossBook } from '../loss-book.ts';
import { startProgress } from '../progress.ts';
import { readDeciding } from '../read-deciding.ts';
import { type ReadWorkspace, readAllMembers, readWorkspace } from '../read-workspace.ts';
import { selectedConversations } from '../selected-conversations.ts';
import { slackReading } from '../slack-access.ts';
import { afterHistory } from './after-history.ts';
import { callsText } from './call-counts.ts';
import { addLeft, countLeft } from './count-left.ts';
import { makeChannels } from './make-channels.ts';
import { replayAccount } from './replay-account.ts';
import { replayContexts } from './replay-context.ts';
import {
  type ConversationReplay,
  type ReplayTarget,
  replayConversation,
} from './replay-conversation.ts';
import type { ReplaySetup } from './replay-setup.ts';
import { addTallies } from './replay-tally.ts';

export interface WholeReplay {
  readonly config: Config;
  readonly context: CommandContext;
  readonly setup: ReplaySetup;
  readonly source: Source;
  readonly fileStore: FileStore | undefined;
  readonly losses: LossBook;
  readonly applied: AppliedPlan | undefined;
  readonly isDryRun: boolean;
}

export interface ReplayedAll {
  readonly conversations: number;
  readonly postsLeft: number;
  readonly messages: number;
  /** Undefined for a dry run, which brings nothing to be accounted for. */
  readonly account: Account | undefined;
  readonly warnings: readonly string[];
}

/** Channels that are replayed side by side: more than the workspace takes messages a second, times an answer's time. */
const SIDE_BY_SIDE = 12;

/** Channels first, then the history, and people last: nobody is notified of old messages. */
export async function replayAll(whole: WholeReplay): Promise<ReplayedAll> {
  const { config, setup, source } = whole;
  const { run } = setup;
  const { read, warnings, target } = await decideAll(whole);
  const counts = await source.counts({ fromMs: config.fromMs, toMs: config.toMs });
  const conversations = chosen(config, read);
  const ids = conversations.map(({ channel }) => channel.id);
  const members = await readAllMembers(source, ids);
  const decisions = new Map(read.decided.channels.map((entry) => [entry.channelId, entry]));
  const places = knownPlaces(
    ids.flatMap((id) => decisions.get(id) ?? []),
    target,
    (id) => run.ledger.get(channelKey(id))?.slackChannel || undefined,
  );
  const history = { read, counts, conversations };
  if (whole.isDryRun) {
    const channels = new Map([...places].map(([id, { id: slackId }]) => [id, slackId]));
    const left = await passOverHistory(whole, { ...history, channels }, countLeft);
    return { conversations: conversations.length, warnings, account: undefined, ...addLeft(left) };
  }
  const usernames = (id: ChannelId): readonly string[] =>
    (members.get(id) ?? []).map((user) => read.workspace.users.get(user)?.username ?? user);
  const channels = await makeChannels({
    run,
    botUserId: setup.botUserId,
    conversations,
    decisionOf: (id) => decisions.get(id),
    places,
    peopleOf: usernames,
    losses: whole.losses,
    permalink: read.permalink,
  });
  const tallies = await passOverHistory(whole, { ...history, channels }, replayConversation);
  const tally = addTallies(tallies);
  await afterHistory({
    run,
    read,
    conversations,
    channels,
    members,
    decisions,
    target,
    bookmarks: await source.bookmarks(),
    losses: whole.losses,
  });
  return {
    conversations: conversations.length,
    postsLeft: 0,
    messages: tally.messages,
    account: replayAccount({ counts, read, conversations, tally }),
    warnings,
  };
}

async function decideAll({ config, setup, source, applied }: WholeReplay): Promise<{
  read: ReadWorkspace;
  warnings: readonly string[];
  target: TargetFacts;
}> {
  const description = await source.describe();
  const target = await readSlackTarget(slackReading(config, setup.run.signal));
  const { deciding, notes } = await readDeciding(config, { target, plan: applied?.plan });
  const read = await readWorkspace(source, config, deciding);
  const changes = applied === undefined ? [] : holdAgainstPlan(applied, read);
  const warnings = [
    ...config.warnings,
    ...description.warnings,
    ...target.warnings,
    ...notes,
    ...changes,
  ];
  return { read, warnings, target };
}

/** Direct and group messages move only when they were asked for, and the setting does not leave them out. */
function chosen({ replay }: Config, read: ReadWorkspace): readonly Conversation[] {
  return selectedConversations(read).filter(
    ({ list }) => replay.direct !== 'skip' || list === 'channels' || list === 'groups',
  );
}

interface History {
  readonly read: ReadWorkspace;
  readonly counts: SourceCounts;
  readonly conversations: readonly Conversation[];
  readonly channels: ReadonlyMap<ChannelId, string>;
}

/** Goes over every conversation, the longest first, so that none of them is left alone at the end. */
async function passOverHistory<Result>(
  { config, context, setup, source, fileStore, losses }: WholeReplay,
  { read, counts, conversations, channels }: History,
  over: (shared: ConversationReplay, target: ReplayTarget) => Promise<Result>,
): Promise<readonly Result[]> {
  const progress = startProgress(livePosts(counts, conversations), {
    isQuiet: config.quiet || config.json,
    nowMs: context.nowMs,
    more: (elapsedMs) => callsText(setup.run.pacer.counts, elapsedMs),
  });
  const shared: ConversationReplay = {
    run: setup.run,
    source,
    range: { fromMs: config.fromMs, toMs: config.toMs },
    fileStore,
    permalink: read.permalink,
    losses,
    progress,
  };
  const contextOf = replayContexts(config, read, channels);
  const sized = conversations.map((conversation) => ({
    conversation,
    remaining: livePosts(counts, [conversation]),
  }));
  const results: Result[] = [];
  const { signal } = setup.run;
  try {
    await longestFirst(
      sized,
      { concurrency: SIDE_BY_SIDE, signal },
      async ({ conversation, remaining }, stop) => {
        const slackChannel = channels.get(conversation.channel.id) ?? '';
        const context = contextOf(conversation);
        const run = { ...setup.run, signal: stop };
        const target = { conversation, posts: remaining, slackChannel, context };
        results.push(await over({ ...shared, run }, target));
      },
    );
    return results;
  } finally {
    progress.stop();
  }
}

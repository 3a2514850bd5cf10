import { setMaxListeners } from 'node:events';
import type { Config } from '../config.ts';
import { UsageError } from '../errors.ts';
import type { Source } from '../exporters/source.ts';
import { csvLine } from '../importers/csv.ts';
import { intentOf } from '../importers/ledger/ledger.ts';
import { longestFirst } from '../importers/pacer/longest-first.ts';
import { channelKey } from '../importers/replay/make-channel.ts';
import { readSlackTarget } from '../importers/slack/read-slack-target.ts';
import { type Account, accountLine, addLeftOut, type LeftOutTally } from '../mapping/account.ts';
import { type AdoptedChannel, adoptChannels } from '../mapping/adopt/adopt-channels.ts';
import { makeSlackUserIds } from '../mapping/slack-user-ids.ts';
import type { ChannelId } from '../model.ts';
import { type AmbiguousMessage, adoptConversation } from './adopt/adopt-conversation.ts';
import { type AdoptTally, noAdoptTally } from './adopt/adopt-tally.ts';
import type { CommandContext } from './context.ts';
import type { AppliedPlan } from './hold-against-plan.ts';
import type { Ask } from './init.ts';
import { livePosts } from './live-posts.ts';
import type { LossSummary } from './loss-book.ts';
import { messageContexts } from './message-context.ts';
import { type OpenSource, openLiveSource } from './open-source.ts';
import { startProgress } from './progress.ts';
import { type DecidedReplay, decideReplay } from './replay/decide-replay.ts';
import { matchedAccounts } from './replay/matched-accounts.ts';
import { replayContexts } from './replay/replay-context.ts';
import { type ReplaySetup, setUpReplay } from './replay/replay-setup.ts';
import { askSlack, askSlackOrStop, slackReading } from './slack-access.ts';
import { openPendingBook } from './sync/pending-book.ts';
import { withFiles } from './with-source.ts';
import { closeWorkFiles, commitWorkFiles, discardWorkFiles, openWorkFiles } from './work-files.ts';

export interface AdoptOptions {
  readonly applied: AppliedPlan | undefined;
  /** Nobody is asked. */
  readonly isSure: boolean;
  readonly ask: Ask | undefined;
  /** Says which channels would be adopted, and writes nothing. */
  readonly isDryRun: boolean;
}

/** What `adopt` prints and gives as JSON. */
export interface AdoptReport {
  readonly command: 'adopt';
  readonly workspace: string;
  readonly isDryRun: boolean;
  readonly channels: { readonly adopted: number; readonly problems: readonly string[] };
  readonly messages: Readonly<AdoptTally>;
  /** Lines of pending-changes.csv. */
  readonly pending: number;
  readonly account: Account;
  readonly losses: readonly LossSummary[];
  readonly warnings: readonly string[];
}

/**
 * Finds what an import brought into a workspace and enters it in the ledger, so that sync, files and verify know it.
 * Reads only. UsageError when nobody confirms the channels.
 */
export async function adoptCommand(
  config: Config,
  options: AdoptOptions,
  context: CommandContext,
  open: OpenSource = openLiveSource,
): Promise<AdoptReport> {
  setMaxListeners(0, context.signal);
  const setup = await askSlack(() => setUpReplay(config, context, context.signal));
  try {
    // Its messages say what files did not arrive, so they are looked up as they were for the archive.
    return await withFiles(open, config, context.signal, async (source) => {
      const target = await askSlack(() => readSlackTarget(slackReading(config, context.signal)));
      // The names are those that the archive had: none of them is taken.
      const decided = await decideReplay({
        ...{ config, source, ledger: setup.run.ledger, applied: options.applied },
        target: { ...target, channels: [] },
      });
      const channels = adoptChannels(
        decided.conversations,
        ({ channel }) => decided.decisions.get(channel.id),
        target,
      );
      if (!options.isDryRun) await confirm(channels, setup.workspace, options);
      return await adoptAll({ config, context, setup, source, decided, channels, options });
    });
  } finally {
    setup.close();
  }
}

async function confirm(
  channels: readonly AdoptedChannel[],
  workspace: string,
  { isSure, ask }: AdoptOptions,
): Promise<void> {
  if (isSure) return;
  const pairs = channels.flatMap(({ conversation, place }) =>
    place === undefined ? [] : [`  ${conversation.name} = #${place.name} (${place.id})`],
  );
  const what = `${pairs.length} channels of ${workspace}`;
  if (ask === undefined)
    throw new UsageError(`adopt would take ${what} for ours; say --yes to do it`);
  const answer = await ask(
    `${pairs.join('\n')}\nAre these ${what} the ones of the import? Type yes: `,
  );
  if (answer.trim().toLowerCase() !== 'yes') throw new UsageError('nothing was adopted');
}

interface Adoption {
  readonly config: Config;
  readonly context: CommandContext;
  readonly setup: ReplaySetup;
  readonly source: Source;
  readonly decided: DecidedReplay;
  readonly channels: readonly AdoptedChannel[];
  readonly options: AdoptOptions;
}

async function adoptAll(adoption: Adoption): Promise<AdoptReport> {
  const { config, setup, source, decided, channels, options } = adoption;
  const counts = await source.counts({ fromMs: config.fromMs, toMs: config.toMs });
  const places = new Map<ChannelId, string>();
  for (const { conversation, place } of channels) {
    if (place !== undefined) places.set(conversation.channel.id, place.id);
  }
  const tally = noAdoptTally();
  const pending = await openPendingBook(config.workDirectory);
  if (!options.isDryRun) {
    enterChannels(setup, channels);
    await adoptMessages(adoption, {
      tally,
      pending,
      places,
      posts: livePosts(counts, decided.conversations),
    });
    await pending.save();
  }
  return {
    command: 'adopt',
    workspace: setup.workspace,
    isDryRun: options.isDryRun,
    channels: {
      adopted: places.size,
      problems: channels.flatMap(({ problem }) => (problem === '' ? [] : [problem])),
    },
    messages: tally,
    pending: pending.size,
    account: adoptAccount(tally),
    losses: [],
    warnings: decided.warnings,
  };
}

function enterChannels({ run }: ReplaySetup, channels: readonly AdoptedChannel[]): void {
  run.ledger.together(() => {
    for (const { conversation, place } of channels) {
      if (place === undefined) continue;
      const { id: channelId } = conversation.channel;
      run.ledger.adopt({
        ...intentOf({
          key: channelKey(channelId),
          kind: 'channel',
          channelId,
          slackChannel: place.id,
        }),
        atMs: run.todayMs(),
        ts: '',
      });
    }
  });
}

/** Conversations that are read side by side: their reading shares one budget. */
const SIDE_BY_SIDE = 4;

async function adoptMessages(
  { config, context, setup, source, decided }: Adoption,
  into: {
    readonly tally: AdoptTally;
    readonly pending: Awaited<ReturnType<typeof openPendingBook>>;
    readonly places: ReadonlyMap<ChannelId, string>;
    readonly posts: number;
  },
): Promise<void> {
  const { tally, pending, places } = into;
  const { read } = decided;
  const people = makeSlackUserIds(read.workspace.users, read.workspace.skipped);
  const archivedOf = messageContexts(config, read, people);
  const replayedOf = replayContexts(config, read, places);
  const files = await openWorkFiles(config.workDirectory, { ambiguous: 'adopt-ambiguous.csv' });
  const progress = startProgress(into.posts, {
    isQuiet: config.quiet || config.json,
    nowMs: context.nowMs,
  });
  try {
    await files.of.ambiguous.write(csvLine(['post', 'link', 'slack_channel', 'candidates']));
    const shared = {
      ...{ source, tally, pending, progress, permalink: read.permalink },
      range: { fromMs: config.fromMs, toMs: config.toMs },
      accounts: matchedAccounts(decided),
      newestMs: new Map<ChannelId, number>(),
      ambiguous: ({ postId, link, slackChannel, candidates }: AmbiguousMessage) =>
        files.of.ambiguous.write(csvLine([postId, link, slackChannel, candidates.join(' ')])),
    };
    const known = decided.conversations.filter(({ channel }) => places.has(channel.id));
    const sized = known.map((conversation) => ({ conversation, remaining: 1 }));
    const lanes = { concurrency: SIDE_BY_SIDE, signal: setup.run.signal };
    await askSlackOrStop(() =>
      longestFirst(sized, lanes, async ({ conversation }, signal) => {
        const slackChannel = places.get(conversation.channel.id) ?? '';
        const contexts = { archived: archivedOf(conversation), replayed: replayedOf(conversation) };
        const run = { ...setup.run, signal };
        await adoptConversation({ ...shared, run }, { conversation, slackChannel, ...contexts });
      }),
    );
    await closeWorkFiles(files);
    await commitWorkFiles(files);
  } catch (error) {
    await discardWorkFiles(files);
    throw error;
  } finally {
    progress.stop();
  }
}

/** Of messages, for an archive holds those: a long post is several. */
function adoptAccount({ adopted, known, ambiguous, notFound, newer }: AdoptTally): Account {
  const leftOut: LeftOutTally = new Map();
  addLeftOut(leftOut, 'ambiguous', ambiguous);
  addLeftOut(leftOut, 'not-found', notFound);
  addLeftOut(leftOut, 'not-yet', newer);
  const none = accountLine(0, 0, new Map());
  const written = adopted + known;
  return {
    posts: accountLine(written + ambiguous + notFound + newer, written, leftOut),
    users: none,
    channels: none,
    reactions: none,
    files: none,
    emoji: none,
  };
}

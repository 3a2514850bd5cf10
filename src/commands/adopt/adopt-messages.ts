import type { Config } from '../../config.ts';
import type { Source } from '../../exporters/source.ts';
import { csvLine } from '../../importers/csv.ts';
import { longestFirst } from '../../importers/pacer/longest-first.ts';
import { makeSlackUserIds } from '../../mapping/slack-user-ids.ts';
import type { ChannelId } from '../../model.ts';
import type { CommandContext } from '../context.ts';
import { messageContexts } from '../message-context.ts';
import type { PendingBook } from '../pending-book.ts';
import { startProgress } from '../progress.ts';
import type { DecidedReplay } from '../replay/decide-replay.ts';
import { matchedAccounts } from '../replay/matched-accounts.ts';
import { replayContexts } from '../replay/replay-context.ts';
import type { ReplaySetup } from '../replay/replay-setup.ts';
import { askSlackOrStop } from '../slack-access.ts';
import { closeWorkFiles, commitWorkFiles, discardWorkFiles, openWorkFiles } from '../work-files.ts';
import { type AmbiguousMessage, adoptConversation } from './adopt-conversation.ts';
import type { AdoptTally } from './adopt-tally.ts';

/** What adopting has at hand. */
export interface AdoptParts {
  readonly config: Config;
  readonly context: CommandContext;
  readonly setup: ReplaySetup;
  readonly source: Source;
  readonly decided: DecidedReplay;
}

/** Conversations that are read side by side: their reading shares one budget. */
const SIDE_BY_SIDE = 4;

/** Adopts the messages of every conversation whose place is known, and lists what nobody may guess. */
export async function adoptMessages(
  { config, context, setup, source, decided }: AdoptParts,
  into: {
    readonly tally: AdoptTally;
    readonly pending: PendingBook;
    readonly places: ReadonlyMap<ChannelId, string>;
    /** To know what is left. */
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

import type { Config } from '../../config/config.ts';
import type { Source } from '../../exporters/source.ts';
import { longestFirst } from '../../importers/slack/longest-first.ts';
import { csvLine } from '../../mapping/csv.ts';
import { makeSlackUserIds } from '../../mapping/users.ts';
import type { ChannelId } from '../../model/model.ts';
import type { CommandContext } from '../run/context.ts';
import { messageContexts } from '../run/message-context.ts';
import type { PendingChanges } from '../run/pending-changes.ts';
import { startProgress } from '../run/progress.ts';
import { askSlackOrStop } from '../run/slack-access.ts';
import {
  closeWorkFiles,
  commitWorkFiles,
  discardWorkFiles,
  openWorkFiles,
} from '../run/work-files.ts';
import { type DecidedReplay, matchedAccounts } from '../workspace/decide.ts';
import { replayContexts } from '../workspace/message-context.ts';
import type { ReplaySetup } from '../workspace/session.ts';
import { type AmbiguousMessage, adoptConversation } from './conversation.ts';
import type { AdoptTally } from './report.ts';

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
    readonly pending: PendingChanges;
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

import { longestFirst } from '../../importers/slack/longest-first.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import { csvLine } from '../../mapping/csv.ts';
import { type ImportRules, importRules } from '../../mapping/import-identities.ts';
import { makeSlackUserIds } from '../../mapping/users.ts';
import type { UserId } from '../../model/model.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import type { CommandContext } from '../run/context.ts';
import { messageContexts } from '../run/message-context.ts';
import type { PendingChanges } from '../run/pending-changes.ts';
import { startProgress } from '../run/progress.ts';
import { ADOPTED_FILE } from '../run/record-files.ts';
import { livePosts } from '../run/scope.ts';
import { askSlackOrStop } from '../run/slack-access.ts';
import {
  closeWorkFiles,
  commitWorkFiles,
  discardWorkFiles,
  openWorkFiles,
} from '../run/work-files.ts';
import {
  type ReplayMessageSettings,
  replayContexts,
  type SlackChannels,
} from '../workspace/message-context.ts';
import type { WorkspaceScope } from '../workspace/scope.ts';
import { archivedTime } from './archived-time.ts';
import { type AdoptFindings, adoptConversation } from './conversation.ts';
import type { AdoptTally } from './report.ts';

/** Settings that shape the expected messages, and the folder for adopt-ambiguous.csv. */
export interface AdoptSettings extends ReplayMessageSettings {
  readonly workDirectory: string;
  readonly lang: Language;
}

/** A workspace whose messages are adopted, and its channels by conversation. */
export interface AdoptPlace {
  readonly session: WorkspaceSession;
  readonly scope: WorkspaceScope;
  readonly channels: SlackChannels;
}

/** Conversations read at the same time; more bring nothing, because their calls share one budget. */
const SIDE_BY_SIDE = 4;

/** Columns of adopt-ambiguous.csv. */
const HEADER = ['post', 'link', 'slack_channel', 'candidates', 'problem', 'what_to_do'];

/**
 * Adopts the messages of every conversation with a known channel, and lists in adopt-ambiguous.csv those that were not
 * found for certain.
 */
export async function adoptMessages(
  settings: AdoptSettings,
  { session, scope, channels }: AdoptPlace,
  { tally, pending }: { readonly tally: AdoptTally; readonly pending: PendingChanges },
  context: CommandContext,
): Promise<void> {
  const { workspace, conversations } = scope;
  const people = makeSlackUserIds(workspace);
  const archivedOf = messageContexts(settings, scope, people);
  const replayedOf = replayContexts(settings, scope, channels);
  const posts = livePosts(await scope.postCounts(), conversations);
  const files = await openWorkFiles(settings.workDirectory, { ambiguous: ADOPTED_FILE });
  const advice = TEXTS[settings.lang].terminal.adopt.problems;
  const progress = await startProgress(posts, context);
  try {
    await files.of.ambiguous.write(csvLine(HEADER));
    const found: AdoptFindings = {
      tally,
      newestMs: new Map(),
      unclear: ({ postId, link, slackChannel, candidates, problem }) => {
        const cells = [postId, link, slackChannel, candidates.join(' '), problem, advice[problem]];
        return files.of.ambiguous.write(csvLine(cells));
      },
    };
    const rules = rulesOf(scope, channels, people.unknown);
    const known = conversations.filter(({ channel }) => channels.has(channel.id));
    const sized = known.map((conversation) => ({ conversation, remaining: 1 }));
    const archivedToMs = await archivedTime(settings.workDirectory);
    const lanes = { concurrency: SIDE_BY_SIDE, signal: session.signal };
    await askSlackOrStop(() =>
      longestFirst(sized, lanes, async ({ conversation }, signal) => {
        const slackChannel = channels.get(conversation.channel.id) ?? '';
        const contexts = { archived: archivedOf(conversation), replayed: replayedOf(conversation) };
        await adoptConversation(
          { session: { ...session, signal }, scope, log: { progress, pending }, rules, found },
          { conversation, slackChannel, archivedToMs, ...contexts },
        );
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

/** Makes the rules by which authors and mentions of the archive are those of the workspace. */
function rulesOf(
  { workspace, target }: WorkspaceScope,
  channels: SlackChannels,
  unknown: ReadonlySet<UserId>,
): ImportRules {
  const places = workspace.conversations.flatMap(({ channel, slackId }) => {
    const place = channels.get(channel.id);
    return place === undefined ? [] : [[slackId, place] as const];
  });
  const { users, people: decisions } = workspace;
  return importRules({ users, decisions, unknown, members: target.users }, new Map(places));
}

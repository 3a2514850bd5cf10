import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { Source } from '../../exporters/source.ts';
import { channelKey, messageKey } from '../../importers/ledger/keys.ts';
import type { OfMove } from '../../importers/ledger/ledger.ts';
import { type LedgerReading, uniteLedgers } from '../../importers/ledger/united.ts';
import { readSlackTarget } from '../../importers/slack/read-target.ts';
import { type MessageSpool, withSpool } from '../../importers/workspace/message-spool.ts';
import { type SpooledChannel, spoolChannel } from '../../importers/workspace/read-history.ts';
import { pacedReading, type WorkspaceSession } from '../../importers/workspace/session.ts';
import type { Exposures } from '../../mapping/verify/exposures.ts';
import type { VerifyReport } from '../../mapping/verify/report.ts';
import type { ChannelId } from '../../model/model.ts';
import { type PostPages, postPages } from '../run/post-pages.ts';
import { type Progress, startProgress } from '../run/progress.ts';
import { LOSS_FILES } from '../run/record-files.ts';
import { livePosts } from '../run/scope.ts';
import { clockWarnings } from '../run/slack-access.ts';
import { configuredFileStore } from '../run/source.ts';
import { requireConsent } from '../workspace/keep-consent.ts';
import { openWorkspaceScope, type WorkspaceScope } from '../workspace/scope.ts';
import { type ComparedTally, makeComparedTally } from './account.ts';
import { workspaceWithoutConsent } from './consent.ts';
import { type OpenDifferences, openDifferenceLog, privateChannels } from './files.ts';
import { formerOf } from './former-content.ts';
import { formerNamesOfImport } from './former-names.ts';
import { addLedgerLosses } from './ledger-losses.ts';
import { withFurtherLedgers } from './ledgers.ts';
import { uncountedPeople, workspaceLists } from './list-counts.ts';
import { makeVerifyReport } from './report.ts';
import type { VerifyRun } from './run.ts';
import {
  compareWorkspaceConversation,
  type SpooledConversation,
  type WorkspaceComparison,
} from './workspace-conversation.ts';
import { bytesNotCompared, makeCompareBytes } from './workspace-files.ts';
import {
  compareWorkspaceChannel,
  compareWorkspaceLists,
  type WorkspaceLists,
} from './workspace-lists.ts';
import { workspaceViews } from './workspace-view.ts';

/** Compares the current source with the workspace, channel by channel. Calls no method that writes. */
export async function verifyWorkspace(
  run: VerifyRun,
  session: WorkspaceSession,
  source: Source,
): Promise<VerifyReport> {
  const [, ...further] = run.options.workDirectories;
  const { teamId, botUserId } = session;
  return await withFurtherLedgers(
    further,
    { owner: { teamId, botUserId }, settings: run.settings },
    (ledgers) => {
      const ledger = uniteLedgers([session.ledger, ...ledgers]);
      return compareWithWorkspace(run, session, source, { ledger, further: ledgers });
    },
  );
}

/** All ledgers as one, and those of further work directories. */
interface ReadLedgers {
  readonly ledger: LedgerReading;
  readonly further: readonly OfMove<'consent'>[];
}

async function compareWithWorkspace(
  run: VerifyRun,
  session: WorkspaceSession,
  source: Source,
  { ledger, further }: ReadLedgers,
): Promise<VerifyReport> {
  const { settings, options } = run;
  const { botUserId } = session;
  const target = await readSlackTarget(pacedReading(session));
  const { applied } = options;
  const scope = await openWorkspaceScope(settings, source, {
    ledger,
    target,
    applied,
    isReport: true,
  });
  for (const each of [session.ledger, ...further]) requireConsent(each, settings, scope);
  const { workspace } = scope;
  const channels = slackChannels(scope, ledger);
  const log = await openWorkspaceLog(run, scope);
  const { differences } = log;
  const losses = addLedgerLosses(ledger, differences.explanations, log.losses);
  const { teams } = scope.read;
  const slack = { users: target.users, botUserId, channels, teams };
  const formerNames = await formerNamesOfImport(settings.workDirectory, workspace.users);
  const views = workspaceViews({ ...settings, formerNames }, workspace, scope, slack);
  const lists = { scope, reading: pacedReading(session), views, differences };
  const tally = makeComparedTally();
  const foreign = await compareChannels(run, session, { ledger, channels, lists, tally });
  await compareWorkspaceLists(lists);
  await differences.record(await workspaceWithoutConsent(run, scope, ledger));
  findExposedInWorkspace(differences.exposures, ledger, privateChannels(scope));
  await differences.finish();
  const counted = workspaceLists(scope, channels);
  const sides = { differences, tally, lists: counted, losses };
  const report = await makeVerifyReport(run, scope, sides, {
    kind: 'workspace',
    archives: [],
    workspace: { name: session.workspace, id: session.teamId },
    targets: [session.workspace],
    foreign,
    pickedUp: { linked: 0, fetched: 0 },
  });
  const notes = [...uncountedPeople(scope), ...clockWarnings(session.client)];
  return { ...report, warnings: [...report.warnings, ...notes] };
}

const openWorkspaceLog = (
  { lines, options }: VerifyRun,
  scope: WorkspaceScope,
): Promise<OpenDifferences> =>
  openDifferenceLog(
    lines,
    scope,
    {
      workDirectories: options.workDirectories,
      lossFiles: Object.values(LOSS_FILES),
      wereIssued: async () => new Set<string>(),
    },
    options.withText,
  );

/** Where the channels of a workspace are, and what is found in them. */
interface ComparedChannels {
  readonly ledger: LedgerReading;
  readonly channels: ReadonlyMap<ChannelId, string>;
  readonly lists: WorkspaceLists;
  readonly tally: ComparedTally;
}

/** Compares channel by channel. Returns the number of messages by others. */
async function compareChannels(
  { settings, options, context }: VerifyRun,
  session: WorkspaceSession,
  compared: ComparedChannels,
): Promise<number> {
  const { signal } = session;
  const { scope } = compared.lists;
  const counts = await scope.counts();
  const store = options.comparesBytes ? await configuredFileStore(settings, signal) : undefined;
  const compareBytes =
    store === undefined ? bytesNotCompared : makeCompareBytes(store, settings.slack, signal);
  let progress: Progress | undefined;
  try {
    progress = await startProgress(livePosts(counts.posts, scope.conversations), context);
    const pages = postPages(scope, progress, signal);
    return await withSpool(settings.workDirectory, (spool) =>
      compareMessages(session, compared, { spool, compareBytes }, pages),
    );
  } finally {
    progress?.stop();
    store?.close();
  }
}

async function compareMessages(
  session: WorkspaceSession,
  { ledger, channels, lists, tally }: ComparedChannels,
  { spool, compareBytes }: Pick<WorkspaceComparison, 'spool' | 'compareBytes'>,
  pages: PostPages,
): Promise<number> {
  const { scope, views, differences } = lists;
  const comparison = { spool, views, compareBytes, differences, tally };
  const readFormer = formerOf(scope.source);
  let foreign = 0;
  for (const conversation of scope.conversations) {
    const slackChannel = channels.get(conversation.channel.id) ?? '';
    await compareWorkspaceChannel(lists, conversation, slackChannel);
    const place = { conversation, slackChannel };
    const channel = await fillSpool(session, scope, { spool, ledger }, place);
    await compareWorkspaceConversation(comparison, { ...place, channel, readFormer }, pages);
    foreign += channel.foreign;
  }
  return foreign;
}

/** Slack's channel of each conversation; '' for none. UsageError when there is none at all. */
function slackChannels(
  scope: WorkspaceScope,
  ledger: LedgerReading,
): ReadonlyMap<ChannelId, string> {
  const channels = new Map(
    scope.conversations.map(({ channel }) => [channel.id, channelOf(scope, ledger, channel.id)]),
  );
  if ([...channels.values()].every((id) => id === '')) {
    throw new UsageError(notice('ledger-has-no-channel'));
  }
  return channels;
}

/** Slack channel that a conversation was migrated to; '' when neither the ledger nor the decisions have one. */
function channelOf({ places }: WorkspaceScope, ledger: LedgerReading, id: ChannelId): string {
  const made = ledger.get(channelKey(id));
  return places.get(id)?.id ?? (made?.state === 'done' ? made.slackChannel : '');
}

/** Empties the spool and reads a channel into it; a channel that is gone leaves it empty. */
async function fillSpool(
  session: WorkspaceSession,
  { target }: WorkspaceScope,
  { spool, ledger }: { readonly spool: MessageSpool; readonly ledger: LedgerReading },
  {
    conversation: { channel },
    slackChannel,
  }: Pick<SpooledConversation, 'conversation' | 'slackChannel'>,
): Promise<SpooledChannel> {
  spool.clear();
  if (!target.channels.some(({ id }) => id === slackChannel)) return NO_CHANNEL;
  const { botUserId } = session;
  const reading = pacedReading(session);
  const place = { channelId: channel.id, slackChannel };
  return await spoolChannel({ ...place, reading, ledger, spool, botUserId });
}

const NO_CHANNEL: SpooledChannel = {
  pinned: new Set(),
  foreign: 0,
  sentTs: () => '',
};

/** Looks up what is unexpected in public channels in the ledger: it may be a post or file of a private one. */
function findExposedInWorkspace(
  exposures: Exposures,
  ledger: LedgerReading,
  isPrivate: (channelId: string) => boolean,
): void {
  const strays = [...exposures.strays()];
  const files = new Map(
    strays.filter(({ thing }) => thing === 'file').map((stray) => [stray.name, stray]),
  );
  for (const stray of strays) {
    const owner = stray.postId === '' ? undefined : ledger.get(messageKey(stray.postId, 0));
    if (owner !== undefined && isPrivate(owner.channelId)) exposures.confirm(stray);
  }
  if (files.size === 0) return;
  for (const { fileId, channelId } of ledger.ofKind('upload')) {
    const stray = files.get(fileId);
    if (stray !== undefined && isPrivate(channelId)) exposures.confirm(stray);
  }
}

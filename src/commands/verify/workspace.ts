import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { Source } from '../../exporters/source.ts';
import { channelKey } from '../../importers/ledger/keys.ts';
import { readSlackTarget } from '../../importers/slack/read-target.ts';
import { openSpool } from '../../importers/workspace/message-spool.ts';
import { type SpooledChannel, spoolChannel } from '../../importers/workspace/read-history.ts';
import { pacedReading } from '../../importers/workspace/session.ts';
import type { VerifyReport } from '../../mapping/verify/report.ts';
import type { ChannelId } from '../../model/model.ts';
import { readIfThere } from '../../system/files.ts';
import { startProgress } from '../run/progress.ts';
import { livePosts } from '../run/scope.ts';
import { configuredFileStore } from '../run/source.ts';
import { type DecidedReplay, decideReplay } from '../workspace/decide.ts';
import { LEDGER_FILE, type ReplaySetup } from '../workspace/session.ts';
import { makeComparedTally, verifyAccount } from './account.ts';
import { openDifferenceLog } from './files.ts';
import { postPages } from './post-pages.ts';
import type { VerifyRun } from './run.ts';
import {
  compareWorkspaceConversation,
  type WorkspaceComparison,
} from './workspace-conversation.ts';
import { bytesNotCompared, type CompareBytes, makeCompareBytes } from './workspace-files.ts';
import { compareWorkspaceChannel, compareWorkspaceLists } from './workspace-lists.ts';
import { workspaceViews } from './workspace-view.ts';

/**
 * Throws UsageError when the work directory has no ledger: then nothing was migrated from it, and there is nothing to
 * compare.
 */
export async function requireLedger({ workDirectory }: Config): Promise<void> {
  const path = join(workDirectory, LEDGER_FILE);
  if ((await readIfThere(path)) !== undefined) return;
  throw new UsageError(notice('ledger-missing', { path }));
}

/** Compares the current source with the workspace, channel by channel. Calls no method that writes. */
export async function verifyWorkspace(
  run: VerifyRun,
  setup: ReplaySetup,
  source: Source,
): Promise<VerifyReport> {
  const { config } = run;
  const { botUserId } = setup;
  const { ledger, signal } = setup.run;
  const reading = pacedReading(setup.run);
  const target = await readSlackTarget(reading);
  const { applied } = run.options;
  const decided = await decideReplay({ config, source, ledger, target, applied });
  const { read, conversations } = decided;
  const channels = new Map(
    conversations.map(({ channel }) => [channel.id, channelOf(decided, ledger, channel.id)]),
  );
  if ([...channels.values()].every((id) => id === '')) {
    throw new UsageError(notice('ledger-has-no-channel'));
  }
  const range = { fromMs: config.fromMs, toMs: config.toMs };
  const counts = await source.counts(range);
  const differences = await openDifferenceLog(run.lines, read, config.workDirectory, LOSS_FILES);
  const views = workspaceViews(config, read.workspace, conversations, {
    users: target.users,
    botUserId,
    channels,
  });
  const lists = { decided, reading, views, differences };
  const progress = startProgress(livePosts(counts, conversations), {
    isQuiet: config.quiet || config.json,
    nowMs: run.context.nowMs,
  });
  const pages = postPages(source, range, progress, signal);
  const tally = makeComparedTally();
  const spool = openSpool(config.workDirectory);
  let foreign = 0;
  try {
    const compareBytes = await bytesComparison(run, signal);
    const comparison: WorkspaceComparison = { spool, views, compareBytes, differences, tally };
    for (const conversation of conversations) {
      const slackChannel = channels.get(conversation.channel.id) ?? '';
      await compareWorkspaceChannel(lists, conversation, slackChannel);
      const isThere = target.channels.some(({ id }) => id === slackChannel);
      spool.clear();
      const channelId = conversation.channel.id;
      const channel = isThere
        ? await spoolChannel({ reading, ledger, spool, channelId, slackChannel, botUserId })
        : NOTHING;
      const spooled = { conversation, slackChannel, channel };
      await compareWorkspaceConversation(comparison, spooled, pages);
      foreign += channel.foreign;
    }
    await compareWorkspaceLists(lists);
  } finally {
    progress.stop();
    spool.close();
  }
  return {
    command: 'verify',
    kind: 'workspace',
    targets: [setup.workspace],
    isClean: differences.unrecorded().length === 0,
    conversations: conversations.length,
    account: verifyAccount(counts, read, tally, conversations),
    differences: differences.unrecorded(),
    expected: differences.expected(),
    foreign,
    pickedUp: { linked: 0, fetched: 0 },
    losses: [],
    warnings: decided.warnings,
  };
}

const LOSS_FILES = ['replay-losses.jsonl', 'files-losses.jsonl'];

async function bytesComparison(
  { config, options }: VerifyRun,
  signal: AbortSignal,
): Promise<CompareBytes> {
  const store = options.comparesBytes ? await configuredFileStore(config) : undefined;
  return store === undefined ? bytesNotCompared : makeCompareBytes(store, config.slack, signal);
}

/** Slack channel that a conversation was migrated to; '' when neither the ledger nor the decisions have one. */
function channelOf(
  { places }: DecidedReplay,
  ledger: ReplaySetup['run']['ledger'],
  id: ChannelId,
): string {
  const made = ledger.get(channelKey(id));
  return places.get(id)?.id ?? (made?.state === 'done' ? made.slackChannel : '');
}

const NOTHING: SpooledChannel = { pinned: new Set(), foreign: 0, uploads: new Map(), strays: [] };

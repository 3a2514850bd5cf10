import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { Source } from '../../exporters/source.ts';
import { channelKey } from '../../importers/ledger/keys.ts';
import type { Ledger } from '../../importers/ledger/ledger.ts';
import { readSlackTarget } from '../../importers/slack/read-target.ts';
import { openSpool } from '../../importers/workspace/message-spool.ts';
import { type SpooledChannel, spoolChannel } from '../../importers/workspace/read-history.ts';
import { pacedReading, type WorkspaceSession } from '../../importers/workspace/session.ts';
import type { VerifyReport } from '../../mapping/verify/report.ts';
import type { ChannelId } from '../../model/model.ts';
import { readIfThere } from '../../system/files.ts';
import { postPages } from '../run/post-pages.ts';
import { startProgress } from '../run/progress.ts';
import { livePosts } from '../run/scope.ts';
import { configuredFileStore } from '../run/source.ts';
import { openWorkspaceScope, type WorkspaceScope } from '../workspace/scope.ts';
import { LEDGER_FILE } from '../workspace/session.ts';
import { makeComparedTally, verifyAccount } from './account.ts';
import { openDifferenceLog } from './files.ts';
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
  session: WorkspaceSession,
  source: Source,
): Promise<VerifyReport> {
  const { config } = run;
  const { botUserId, ledger, signal } = session;
  const reading = pacedReading(session);
  const target = await readSlackTarget(reading);
  const { applied } = run.options;
  const scope = await openWorkspaceScope(config, source, { ledger, target, applied });
  const { conversations } = scope;
  const channels = new Map(
    conversations.map(({ channel }) => [channel.id, channelOf(scope, ledger, channel.id)]),
  );
  if ([...channels.values()].every((id) => id === '')) {
    throw new UsageError(notice('ledger-has-no-channel'));
  }
  const counts = await scope.counts();
  const differences = await openDifferenceLog(run.lines, scope, config.workDirectory, LOSS_FILES);
  const views = workspaceViews(config, scope.workspace, conversations, {
    users: target.users,
    botUserId,
    channels,
  });
  const lists = { scope, reading, views, differences };
  const progress = startProgress(livePosts(counts, conversations), run.context);
  const pages = postPages(scope, progress, signal);
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
    targets: [session.workspace],
    isClean: differences.unrecorded().length === 0,
    conversations: conversations.length,
    account: verifyAccount(counts, scope, tally),
    differences: differences.unrecorded(),
    expected: differences.expected(),
    foreign,
    pickedUp: { linked: 0, fetched: 0 },
    losses: [],
    warnings: [...scope.warnings, ...scope.notes],
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
function channelOf({ places }: WorkspaceScope, ledger: Ledger, id: ChannelId): string {
  const made = ledger.get(channelKey(id));
  return places.get(id)?.id ?? (made?.state === 'done' ? made.slackChannel : '');
}

const NOTHING: SpooledChannel = { pinned: new Set(), foreign: 0, uploads: new Map(), strays: [] };

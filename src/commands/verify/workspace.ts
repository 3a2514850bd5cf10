import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { UsageError } from '../../errors/errors.ts';
import type { Source } from '../../exporters/source.ts';
import { readSlackTarget } from '../../importers/slack/read-target.ts';
import { channelKey } from '../../importers/workspace/channels.ts';
import { openSpool } from '../../importers/workspace/message-spool.ts';
import { type SpooledChannel, spoolChannel } from '../../importers/workspace/read-history.ts';
import { pacedReading } from '../../importers/workspace/session.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { VerifyReport } from '../../mapping/verify/report.ts';
import type { ChannelId } from '../../model/model.ts';
import { readIfThere } from '../../system/files.ts';
import type { CommandContext } from '../run/context.ts';
import { startProgress } from '../run/progress.ts';
import { type AppliedPlan, livePosts } from '../run/scope.ts';
import { configuredFileStore } from '../run/source.ts';
import { type DecidedReplay, decideReplay } from '../workspace/decide.ts';
import { LEDGER_FILE, type ReplaySetup } from '../workspace/session.ts';
import { makeComparedTally, verifyAccount } from './account.ts';
import { downloader } from './download.ts';
import type { VerifyFiles } from './files.ts';
import { compareWorkspaceConversation, type WorkspaceComparing } from './workspace-conversation.ts';
import { compareWorkspaceChannel, compareWorkspaceLists } from './workspace-lists.ts';
import { workspaceViews } from './workspace-view.ts';

export interface WorkspaceVerifying {
  readonly config: Config;
  readonly context: CommandContext;
  readonly setup: ReplaySetup;
  readonly source: Source;
  readonly applied: AppliedPlan | undefined;
  readonly files: VerifyFiles;
  readonly comparesBytes: boolean;
}

/** UsageError when nothing was ever brought from this work directory: there is nothing to compare with. */
export async function requireLedger({ workDirectory }: Config): Promise<void> {
  const path = join(workDirectory, LEDGER_FILE);
  if ((await readIfThere(path)) !== undefined) return;
  throw new UsageError(
    `there is no ${path}: run replay or adopt first, or name archives with --zip`,
  );
}

/** Compares the source as it is now with the workspace, channel by channel; it calls nothing that writes. */
export async function verifyWorkspace(verifying: WorkspaceVerifying): Promise<VerifyReport> {
  const { config, setup, source, applied, files } = verifying;
  const { ledger } = setup.run;
  const reading = pacedReading(setup.run);
  const target = await readSlackTarget(reading);
  const decided = await decideReplay({ config, source, ledger, target, applied });
  const { read, conversations } = decided;
  const channels = new Map(
    conversations.map(({ channel }) => [channel.id, channelOf(decided, ledger, channel.id)]),
  );
  if ([...channels.values()].every((id) => id === '')) {
    throw new UsageError('the ledger knows no channel of these; run replay or adopt first');
  }
  const range = { fromMs: config.fromMs, toMs: config.toMs };
  const counts = await source.counts(range);
  const losses = ['replay-losses.jsonl', 'files-losses.jsonl'];
  const { book, explanations } = await files.open(read, losses);
  const views = workspaceViews(config, decided, { botUserId: setup.botUserId, channels });
  const tally = makeComparedTally();
  const lists = { decided, reading, views, explanations, book };
  const progress = startProgress(livePosts(counts, conversations), {
    isQuiet: config.quiet || config.json,
    nowMs: verifying.context.nowMs,
  });
  const spool = openSpool(config.workDirectory);
  let foreign = 0;
  try {
    const shared: WorkspaceComparing = {
      source,
      spool,
      range,
      views,
      book,
      fileStore: await configuredFileStore(config),
      download: verifying.comparesBytes ? downloader(config, setup.run.signal) : undefined,
      progress,
      tally,
      signal: setup.run.signal,
    };
    for (const conversation of conversations) {
      const slackChannel = channels.get(conversation.channel.id) ?? '';
      await compareWorkspaceChannel(lists, conversation, slackChannel);
      foreign += await compareOne(verifying, shared, decided, conversation, slackChannel);
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
    isClean: book.unrecorded().length === 0,
    conversations: conversations.length,
    account: verifyAccount(counts, read, tally, conversations),
    differences: book.unrecorded(),
    expected: book.expected(),
    foreign,
    pickedUp: { linked: 0, fetched: 0 },
    losses: [],
    warnings: decided.warnings,
  };
}

/** The channel that a conversation was brought into; '' when the ledger and the decisions know none. */
function channelOf(
  { places }: DecidedReplay,
  ledger: ReplaySetup['run']['ledger'],
  id: ChannelId,
): string {
  const made = ledger.get(channelKey(id));
  return places.get(id)?.id ?? (made?.state === 'done' ? made.slackChannel : '');
}

/** Gives how many messages of others stand in the channel. */
async function compareOne(
  { setup }: WorkspaceVerifying,
  shared: WorkspaceComparing,
  { target }: DecidedReplay,
  conversation: Conversation,
  slackChannel: string,
): Promise<number> {
  const { spool } = shared;
  spool.clear();
  const isThere = target.channels.some(({ id }) => id === slackChannel);
  const channel = isThere
    ? await spoolChannel({
        reading: pacedReading(setup.run),
        ledger: setup.run.ledger,
        spool,
        channelId: conversation.channel.id,
        slackChannel,
        botUserId: setup.botUserId,
      })
    : NOTHING;
  await compareWorkspaceConversation({ ...shared, conversation, slackChannel, channel });
  return channel.foreign;
}

const NOTHING: SpooledChannel = { pinned: new Set(), foreign: 0, uploads: new Map(), strays: [] };

import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { problemOf, SourceError, StoppedError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { SlackRefusal } from '../../importers/slack/errors.ts';
import { noticeText } from '../../reports/notices.ts';
import { writingCalls } from '../../slack/methods.ts';
import { AppendFile } from '../../system/append-file.ts';
import type { CommandContext } from '../run/context.ts';
import { LossLog } from '../run/loss-log.ts';
import { openPendingChanges, type PendingChanges } from '../run/pending-changes.ts';
import type { AppliedPlan } from '../run/scope.ts';
import { askSlack, askSlackOrStop } from '../run/slack-access.ts';
import { type OpenSource, openLiveSource, uploadStore, withFiles } from '../run/source.ts';
import { keepRedaction, setUpReplay, stopAfter } from '../workspace/session.ts';
import { knownLosses } from './known-losses.ts';
import { syncPass } from './pass.ts';
import { addRound, noRounds, type SyncReport, type SyncRound, syncReport } from './report.ts';

export interface SyncOptions {
  /** Undefined when the run decides by itself. */
  readonly applied: AppliedPlan | undefined;
  /** The run stops after so long; the same command goes on. Undefined for no limit. */
  readonly maxDurationMs: number | undefined;
  /** Undefined for one pass; else how long to wait between two. */
  readonly everyMs: number | undefined;
  /** Ends when a pass that compared everything found nothing to do. */
  readonly isUntilSynced: boolean;
  /** Many posts may have been removed for good. */
  readonly isRemovalMeant: boolean;
}

/** A run over several passes. */
interface Watch {
  readonly config: Config;
  readonly options: SyncOptions;
  readonly context: CommandContext;
  readonly open: OpenSource;
  readonly setup: Awaited<ReturnType<typeof setUpReplay>>;
  readonly losses: LossLog;
  readonly pending: PendingChanges;
}

/**
 * Brings a workspace up to what Mattermost has now: what is new, changed or gone since the last time, once each.
 * `told` hears of every pass as it ends. TargetError and SourceError as those of `replay`.
 */
export async function syncCommand(
  config: Config,
  options: SyncOptions,
  context: CommandContext,
  told: (round: SyncRound) => void,
  open: OpenSource = openLiveSource,
): Promise<SyncReport> {
  const { signal, clear } = stopAfter(context.signal, options.maxDurationMs);
  // Every channel waits on it.
  setMaxListeners(0, signal);
  const setup = await askSlack(() => setUpReplay(config, context, signal));
  try {
    keepRedaction(setup.run.ledger, config, { isWriting: true });
    const pending = await openPendingChanges(config.workDirectory);
    const lossFile = join(config.workDirectory, 'replay-losses.jsonl');
    const known = await knownLosses(lossFile);
    const file = await AppendFile.open(lossFile);
    try {
      const losses = new LossLog(file, known);
      return await watch({ config, options, context, open, setup, losses, pending }, told);
    } finally {
      await file.close();
    }
  } finally {
    clear();
    setup.close();
  }
}

async function watch(all: Watch, told: (round: SyncRound) => void): Promise<SyncReport> {
  const { options, setup } = all;
  const { signal, clock } = setup.run;
  const rounds = noRounds();
  for (;;) {
    const round = await roundOf(all, rounds.last);
    if (round !== undefined) {
      addRound(rounds, round);
      told(round);
    }
    const isDone = options.everyMs === undefined || (options.isUntilSynced && round?.isInSync);
    if (isDone && rounds.last !== undefined) return syncReport(rounds, rounds.last, all);
    await clock.sleep(options.everyMs ?? 0, signal);
  }
}

/** One pass; undefined when it failed for a reason that may be over by the next one. */
async function roundOf(all: Watch, last: SyncRound | undefined): Promise<SyncRound | undefined> {
  const { config, options, context, open, setup, losses, pending } = all;
  const { counts } = setup.run.pacer;
  const beganAtMs = context.todayMs();
  const writesBefore = writingCalls(counts.calls);
  // The last word of a cutover: nothing changed, and the ids of both sides agree.
  const isThorough = options.isUntilSynced && (last === undefined || last.writes === 0);
  const { applied, isRemovalMeant } = options;
  const target = last?.passed.target;
  try {
    const shared = { config, context, setup, losses, pending, applied, target, isRemovalMeant };
    const passed = await withFiles(open, config, setup.run.signal, (source, store) =>
      askSlackOrStop(() =>
        syncPass({ ...shared, source, fileStore: uploadStore(config, store), isThorough }),
      ),
    );
    const writes = writingCalls(counts.calls) - writesBefore;
    return {
      passed,
      writes,
      isInSync: passed.isComparing && writes === 0,
      lagMs: writes === 0 ? 0 : context.todayMs() - beganAtMs,
    };
  } catch (error) {
    if (last === undefined || setup.run.signal.aborted || !isPassing(error)) throw error;
    context.output.remark(
      noticeText(notice('pass-failed', { problem: problemOf(error) }), config.lang),
    );
    return undefined;
  }
}

/** True for what may be over by the next pass: a database or a Slack that did not answer. */
function isPassing(error: unknown): error is StoppedError | SourceError {
  if (error instanceof SourceError) return true;
  return error instanceof StoppedError && !(error.cause instanceof SlackRefusal);
}

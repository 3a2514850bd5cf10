import type { Config } from '../../config/config.ts';
import {
  type KnownError,
  problemOf,
  SourceError,
  StoppedError,
  TargetError,
  UsageError,
} from '../../errors/errors.ts';
import { type NoticeValue, notice } from '../../errors/notices.ts';
import type { Ledger } from '../../importers/ledger/ledger.ts';
import { holdsBack, SlackRefusal } from '../../importers/slack/errors.ts';
import { writingCalls } from '../../slack/methods.ts';
import type { AppliedPlan } from '../run/applied-plan.ts';
import type { CommandContext } from '../run/context.ts';
import type { Output } from '../run/output.ts';
import { openPendingChanges } from '../run/pending-changes.ts';
import { askSlackOrStop } from '../run/slack-access.ts';
import { type OpenSource, openLiveSource, uploadStore, withFiles } from '../run/source.ts';
import { wordedWarnings } from '../run/warnings.ts';
import { requireAdopted, requireFilled } from '../workspace/guards.ts';
import { WorkspaceLosses } from '../workspace/losses.ts';
import { settledTexts, withSession } from '../workspace/session.ts';
import { type PassedSync, type SyncRequest, type SyncRun, syncPass } from './pass.ts';
import { addRound, noRounds, type SyncReport, type SyncRound, syncReport } from './report.ts';

export interface SyncOptions {
  /** Undefined when the run makes its own decisions. */
  readonly applied: AppliedPlan | undefined;
  /** Time after which the run stops; the same command resumes it. Undefined for no limit. */
  readonly maxDurationMs: number | undefined;
  /** Time between two passes; undefined for a single pass. */
  readonly everyMs: number | undefined;
  /** True to end after a pass that compared everything and found nothing to do. */
  readonly isUntilSynced: boolean;
  /** True when many posts may have been removed for good (--accept-removals). */
  readonly isRemovalMeant: boolean;
}

/**
 * Syncs a workspace with Mattermost: creates, edits and deletes what is new, changed or removed since the last time,
 * each once. Calls `report` after every pass. TargetError and SourceError as those of `replay`.
 */
export async function syncCommand(
  config: Config,
  options: SyncOptions,
  context: CommandContext,
  report: ReportRound,
  open: OpenSource = openLiveSource,
): Promise<SyncReport> {
  const { maxDurationMs, everyMs } = options;
  if (config.source.engine === 'bulk' && everyMs !== undefined) {
    throw new UsageError(notice('bulk-not-watched'));
  }
  return await withSession(
    config,
    context,
    { command: 'sync', access: 'writes', check: requireMoved, maxDurationMs },
    async (session) => {
      const pending = await openPendingChanges(config.workDirectory);
      const losses = await WorkspaceLosses.open(session.ledger, config.workDirectory);
      const run: SyncRun = { settings: config, session, log: { losses, pending }, context };
      const pass: MakePass = (request) =>
        withFiles(open, settledTexts(config, session), session.signal, (source, store) =>
          askSlackOrStop(() => syncPass(run, source, uploadStore(config.delivery, store), request)),
        );
      return await watch(run, pass, options, report);
    },
  );
}

function requireMoved(ledger: Ledger): void {
  requireFilled(ledger);
  requireAdopted(ledger);
}

/** Shows a pass; `isFirst`: of the run. */
type ReportRound = (round: SyncRound, isFirst: boolean) => void;

/** Opens the source and makes one pass over it. */
type MakePass = (request: SyncRequest) => Promise<PassedSync>;

async function watch(
  run: SyncRun,
  pass: MakePass,
  options: SyncOptions,
  report: ReportRound,
): Promise<SyncReport> {
  const { signal, clock } = run.session;
  const rounds = noRounds();
  // Until a pass says so again, also when the run is killed.
  run.session.ledger.move.setInSync(false);
  for (;;) {
    const round = await roundOf(run, pass, options, rounds.last);
    if (round !== undefined) {
      addRound(rounds, round);
      run.session.ledger.move.setInSync(round.isInSync);
      report(round, rounds.passes === 1);
    }
    const isDone = options.everyMs === undefined || (options.isUntilSynced && round?.isInSync);
    if (isDone && rounds.last !== undefined) return syncReport(rounds, rounds.last, run);
    await clock.sleep(options.everyMs ?? 0, signal);
  }
}

interface RoundContext extends Pick<SyncRun, 'session'> {
  readonly settings: Pick<SyncRun['settings'], 'lang'>;
  readonly context: Pick<CommandContext, 'nowMs'> & {
    readonly output: Pick<Output, 'note' | 'remark'>;
  };
}

/** Makes one pass; undefined when it failed for a reason that may be temporary. */
export async function roundOf(
  { settings, session, context }: RoundContext,
  pass: MakePass,
  { applied, isUntilSynced, isRemovalMeant }: SyncOptions,
  last: SyncRound | undefined,
): Promise<SyncRound | undefined> {
  const { counts } = session.pacer;
  const beganMs = context.nowMs();
  const writesBefore = writingCalls(counts.calls);
  // The end of a cutover: nothing changed, and the ids of both sides agree.
  const isThorough = isUntilSynced && (last === undefined || last.writes === 0);
  const target = last?.passed.target;
  try {
    const passed = await pass({ applied, target, isThorough, isRemovalMeant });
    const writes = writingCalls(counts.calls) - writesBefore;
    return {
      passed,
      writes,
      isInSync: passed.isComparing && writes === 0,
      lagMs: writes === 0 ? 0 : context.nowMs() - beganMs,
    };
  } catch (error) {
    if (last === undefined || session.signal.aborted) throw error;
    if (!isPassing(error)) throw afterPasses(error);
    const [remark = ''] = wordedWarnings(
      [notice('pass-failed', { problem: problemWithoutAdvice(error) })],
      settings.lang,
      context.output,
    );
    context.output.remark(remark);
    return undefined;
  }
}

/** What an error says, without the advice to run the command again: this run goes on by itself. */
function problemWithoutAdvice(error: KnownError): NoticeValue {
  const [first] = error.notices;
  const problem = first?.code === 'stopped-resumable' ? first.values['problem'] : undefined;
  return problem ?? problemOf(error);
}

/** An error that would refuse a first pass stops a run that has made passes. */
function afterPasses(error: unknown): unknown {
  if (!(error instanceof TargetError)) return error;
  const [problem, ...more] = error.lines;
  const stopped = notice('stopped-resumable', { problem: problem ?? '' });
  return new StoppedError([...more, stopped], { cause: error });
}

/** True for an error that may be temporary: the database or Slack did not answer, or a channel or thread is held back. */
function isPassing(error: unknown): error is StoppedError | SourceError {
  if (error instanceof SourceError) return true;
  if (!(error instanceof StoppedError)) return false;
  return !(error.cause instanceof SlackRefusal) || holdsBack(error.cause) !== undefined;
}

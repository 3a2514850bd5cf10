import type { Line } from '../../errors/errors.ts';
import type { Account } from '../../mapping/account.ts';
import type { LossSummary } from '../../mapping/losses.ts';
import { textWidth } from '../../mapping/text.ts';
import { accountTable } from '../../reports/account-table.ts';
import { countText, fill } from '../../reports/figures.ts';
import { lossLines, wordedLosses } from '../../reports/losses.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import { LOSS_FILES } from '../run/record-files.ts';
import { clockWarnings } from '../run/slack-access.ts';
import { printWarnings, wordedWarnings } from '../run/warnings.ts';
import { type CallCount, callCounts } from '../workspace/each-conversation.ts';
import type { PassedSync, SyncRun } from './pass.ts';
import { addSyncTally, noSyncTally, type SyncTally, syncAccount } from './post-sync.ts';

/** A pass, and how far the workspace is behind. */
export interface SyncRound {
  readonly passed: PassedSync;
  /** Number of calls that write. */
  readonly writes: number;
  /** True when the ids of both sides were compared and there was nothing to do. */
  readonly isInSync: boolean;
  /** Highest possible age of a change that is not in Slack yet; 0 when nothing was found. */
  readonly lagMs: number;
}

/** All passes of a run. */
export interface SyncRounds {
  passes: number;
  last: SyncRound | undefined;
  readonly tally: SyncTally;
}

/** Counts before the first pass. */
export const noRounds = (): SyncRounds => ({ passes: 0, last: undefined, tally: noSyncTally() });

/** Adds a pass. */
export function addRound(rounds: SyncRounds, round: SyncRound): void {
  rounds.passes += 1;
  rounds.last = round;
  addSyncTally(rounds.tally, round.passed.tally);
}

/** Report of `sync`, over all passes of the run. */
export interface SyncReport
  extends Readonly<
    Pick<SyncTally, 'created' | 'updated' | 'deleted' | 'files' | 'removed' | 'peopleRemoved'>
  > {
  readonly command: 'sync';
  readonly workspace: string;
  readonly conversations: number;
  readonly passes: number;
  readonly isInSync: boolean;
  readonly lagSeconds: number;
  /** Number of lines in pending-changes.csv. */
  readonly pending: number;
  readonly account: Account;
  readonly losses: readonly LossSummary[];
  readonly calls: readonly CallCount[];
  readonly throttledSeconds: number;
  readonly warnings: readonly Line[];
}

/** Makes the report of all passes of a run. */
export function syncReport(
  { passes, tally }: SyncRounds,
  last: SyncRound,
  { session, log }: SyncRun,
): SyncReport {
  const { created, updated, deleted, files, removed, peopleRemoved } = tally;
  const { counts } = session.pacer;
  return {
    command: 'sync',
    workspace: session.workspace,
    conversations: last.passed.conversations,
    passes,
    isInSync: last.isInSync,
    lagSeconds: Math.ceil(last.lagMs / 1000),
    ...{ created, updated, deleted, files, removed, peopleRemoved },
    pending: log.pending.size,
    account: syncAccount(tally),
    losses: log.losses.summary('this-run'),
    calls: callCounts(counts.calls),
    throttledSeconds: Math.round(counts.throttledMs / 1000),
    warnings: [...last.passed.warnings, ...clockWarnings(session.client)],
  };
}

const COUNTED = ['created', 'updated', 'deleted', 'files', 'removed', 'peopleRemoved'] as const;
const COLUMN_WIDTH = 10;

/** Lines for a pass: what changed, and how far behind the workspace is; in front of the first one the header. */
export function syncRoundLines(
  { passed, isInSync, lagMs }: SyncRound,
  isFirst: boolean,
  lang: Language,
): readonly string[] {
  const texts = TEXTS[lang].terminal.sync;
  const { columns } = texts;
  const header = [...COUNTED.map((name) => columns[name]), columns.lag];
  const seconds = String(Math.ceil(lagMs / 1000));
  const counts = COUNTED.map((name) => countText(passed.tally[name]));
  const row = alignedRow([...counts, fill(texts.lag, { seconds })]);
  return [...(isFirst ? [alignedRow(header)] : []), isInSync ? texts.inSync : row];
}

const alignedRow = (cells: readonly string[]): string =>
  cells.map((cell) => ' '.repeat(Math.max(1, COLUMN_WIDTH - textWidth(cell))) + cell).join('');

/** Prints the report: lines for a terminal, or the same facts as JSON. */
export function printSyncReport(
  report: SyncReport,
  ending: Ending,
  lang: Language,
  output: Output,
): void {
  const warnings = wordedWarnings(report.warnings, lang, output);
  output.json({
    ...report,
    losses: wordedLosses(report.losses, lang),
    warnings,
    next: ending.next,
  });
  const texts = TEXTS[lang].terminal;
  printWarnings(warnings, lang, output);
  // The other kinds are not counted.
  for (const line of accountTable(report.account, lang).slice(0, 2)) output.line(line);
  if (report.losses.length > 0) {
    output.line('');
    output.line(fill(texts.slackLosses, { file: LOSS_FILES.replay }));
    for (const line of lossLines(report.losses, lang)) output.line(line);
  }
  if (report.pending > 0) {
    output.line('');
    output.line(fill(texts.pending, { count: report.pending }));
  }
  printEnding(ending, lang, output);
}

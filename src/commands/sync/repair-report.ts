import type { Line } from '../../errors/errors.ts';
import { ACCOUNT_KINDS, type Account } from '../../mapping/account.ts';
import type { LossSummary } from '../../mapping/losses.ts';
import { accountTable } from '../../reports/account-table.ts';
import { fill } from '../../reports/figures.ts';
import { lossLines, wordedLosses } from '../../reports/losses.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import { LOSS_FILES } from '../run/record-files.ts';
import { clockWarnings } from '../run/slack-access.ts';
import { printWarnings, wordedWarnings } from '../run/warnings.ts';
import { type CallCount, callCounts } from '../workspace/each-conversation.ts';
import type { RepairItem, RepairRun } from './repair-listed.ts';
import { repairAccount, type SentCounts } from './repair-tally.ts';

/** Report of `sync --repair`. */
export interface RepairReport {
  readonly command: 'sync';
  readonly isRepair: true;
  readonly isDryRun: boolean;
  readonly workspace: string;
  /** Number of posts in the list. */
  readonly listed: number;
  /** Number of posts of which something was sent again. */
  readonly repaired: number;
  readonly sent: Readonly<SentCounts>;
  /** Number of entries of the ledger that were set right, because their effect is in the workspace. */
  readonly entered: number;
  readonly account: Account;
  readonly losses: readonly LossSummary[];
  readonly calls: readonly CallCount[];
  readonly throttledSeconds: number;
  readonly warnings: readonly Line[];
}

/** Makes the report of `sync --repair`. */
export function repairReport({ session, scope, work }: RepairRun, isDryRun: boolean): RepairReport {
  const { tally, losses, warnings } = work;
  const { counts } = session.pacer;
  return {
    command: 'sync',
    isRepair: true,
    isDryRun,
    workspace: session.workspace,
    listed: tally.listed,
    repaired: tally.repaired,
    sent: tally.sent,
    entered: tally.entered,
    account: repairAccount(tally),
    losses: isDryRun ? [] : losses.summary('this-run'),
    calls: callCounts(counts.calls),
    throttledSeconds: Math.round(counts.throttledMs / 1000),
    warnings: [...scope.warnings, ...scope.notes, ...warnings, ...clockWarnings(session.client)],
  };
}

/** One line for a thing that a dry run would send. */
export function repairItemLine({ kind, link }: RepairItem, lang: Language): string {
  const texts = TEXTS[lang].terminal.repair;
  return fill(texts.item, { kind: texts.kinds[kind], link });
}

/** Prints the report: lines for a terminal, or the same facts as JSON. */
export function printRepairReport(
  report: RepairReport,
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
  const { repair: texts, slackLosses } = TEXTS[lang].terminal;
  printWarnings(warnings, lang, output);
  // The other kinds are not counted.
  const [header = '', posts = '', ...others] = accountTable(report.account, lang);
  for (const line of [header, posts, ...others.slice(ACCOUNT_KINDS.length - 1)]) output.line(line);
  if (report.losses.length > 0) {
    output.line('');
    output.line(fill(slackLosses, { file: LOSS_FILES.replay }));
    for (const line of lossLines(report.losses, lang)) output.line(line);
  }
  output.line('');
  const sentence = report.isDryRun ? texts.wouldSend : texts.sent;
  output.line(fill(sentence, { ...report.sent, posts: report.repaired }));
  if (report.entered > 0) output.line(fill(texts.entered, { count: report.entered }));
  if (report.sent.messages > 0) output.line(texts.maybeMeant);
  printEnding(ending, lang, output);
}

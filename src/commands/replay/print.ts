import { accountTable } from '../../reports/account-table.ts';
import { countText, fill } from '../../reports/figures.ts';
import { lossLines, wordedLosses } from '../../reports/losses.ts';
import { terminalTable } from '../../reports/terminal-table.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import { LOSS_FILES } from '../run/record-files.ts';
import { printWarnings, wordedWarnings } from '../run/warnings.ts';
import type { ReplayReport } from './replay.ts';

/** The report for a terminal, and the same facts as JSON. */
export function printReplayReport(
  report: ReplayReport,
  ending: Ending,
  lang: Language,
  output: Output,
): void {
  const warnings = wordedWarnings(report.warnings, lang, output);
  output.json({
    ...report,
    account: report.account ?? {},
    losses: wordedLosses(report.losses, lang),
    warnings,
    next: ending.next,
  });
  const texts = TEXTS[lang].terminal;
  printWarnings(warnings, lang, output);
  const { conversations, messages, workspace } = report;
  const figures = { conversations, messages, workspace };
  if (report.account === undefined) {
    output.line(fill(texts.replay.dryRun, { posts: report.postsLeft, ...figures }));
    printEnding(ending, lang, output);
    return;
  }
  for (const line of accountTable(report.account, lang)) output.line(line);
  if (report.losses.length > 0) {
    output.line('');
    output.line(fill(texts.replay.losses, { file: LOSS_FILES.replay }));
    for (const line of lossLines(report.losses, lang)) output.line(line);
  }
  output.line('');
  const { method, calls } = texts.replay;
  const columns = [
    { label: method, align: 'word' },
    { label: calls, align: 'number' },
  ] as const;
  const rows = report.calls.map((each) => [each.method, countText(each.calls)]);
  for (const line of terminalTable(columns, rows)) output.line(line);
  if (report.throttledSeconds > 0) {
    output.line(fill(texts.throttled, { seconds: report.throttledSeconds }));
  }
  output.line('');
  output.line(fill(texts.replay.done, figures));
  printEnding(ending, lang, output);
}

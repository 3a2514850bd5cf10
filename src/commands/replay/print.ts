import { accountTable } from '../../reports/account-table.ts';
import { countText } from '../../reports/figures.ts';
import { lossLines, wordedLosses } from '../../reports/losses.ts';
import { lineTexts } from '../../reports/notices.ts';
import type { Language } from '../../texts/language.ts';
import type { Output } from '../run/output.ts';
import type { ReplayReport } from './replay.ts';

/** The report for a terminal, and the same facts as JSON. */
export function printReplayReport(report: ReplayReport, lang: Language, output: Output): void {
  const warnings = lineTexts(report.warnings, lang);
  output.json({
    ...report,
    account: report.account ?? {},
    losses: wordedLosses(report.losses, lang),
    warnings,
  });
  for (const warning of warnings) output.remark(`warning: ${warning}`);
  if (report.account === undefined) {
    output.line(
      `would bring ${countText(report.postsLeft)} posts into ${countText(report.conversations)} conversations of ${report.workspace}; ${countText(report.messages)} messages are there already`,
    );
    return;
  }
  for (const line of accountTable(report.account, lang)) output.line(line);
  if (report.losses.length > 0) {
    output.line('');
    output.line('What a replay cannot hold (each post in replay-losses.jsonl):');
    for (const line of lossLines(report.losses, lang)) output.line(line);
  }
  output.line('');
  for (const { method, calls } of report.calls)
    output.line(`  ${method.padEnd(30)} ${countText(calls)}`);
  if (report.throttledSeconds > 0) {
    output.line(`  Slack asked to wait for ${countText(report.throttledSeconds)} s`);
  }
  output.line('');
  output.line(
    `${countText(report.messages)} messages in ${countText(report.conversations)} conversations of ${report.workspace}`,
  );
}

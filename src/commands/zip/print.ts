import { accountTable } from '../../reports/account-table.ts';
import { countText } from '../../reports/figures.ts';
import { lossLines, wordedLosses } from '../../reports/losses.ts';
import { lineTexts } from '../../reports/notices.ts';
import type { Language } from '../../texts/language.ts';
import type { Output } from '../run/output.ts';
import type { ZipReport } from './report.ts';

/** The report for a terminal, and the same facts as JSON. */
export function printZipReport(report: ZipReport, lang: Language, output: Output): void {
  const warnings = lineTexts(report.warnings, lang);
  output.json({ ...report, losses: wordedLosses(report.losses, lang), warnings });
  for (const warning of warnings) output.remark(`warning: ${warning}`);
  for (const line of accountTable(report.account, lang)) output.line(line);
  if (report.losses.length > 0) {
    output.line('');
    output.line('What Slack cannot hold (each post in losses.jsonl):');
    for (const line of lossLines(report.losses, lang)) output.line(line);
  }
  if (report.emojiRenames.length > 0) {
    output.line('');
    output.line('Custom emoji with a new name in Slack:');
    for (const { from, to } of report.emojiRenames) output.line(`  :${from}: → :${to}:`);
  }
  if (report.postsSincePlan !== undefined) {
    const sign = report.postsSincePlan < 0 ? '' : '+';
    output.line('');
    output.line(`posts since the plan: ${sign}${countText(report.postsSincePlan)}`);
  }
  if (report.pending > 0) {
    output.line('');
    output.line(`${countText(report.pending)} changes are left to you: pending-changes.csv`);
  }
  output.line('');
  for (const { file, sizeBytes, sha256 } of report.archives) {
    output.line(`${file}  ${countText(sizeBytes)} bytes  SHA-256 ${sha256}`);
  }
  output.line(
    `${countText(report.messages)} messages in ${countText(report.conversations)} conversations; how to import them: import-checklist.md in the work directory`,
  );
}

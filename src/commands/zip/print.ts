import { accountTable } from '../../reports/account-table.ts';
import type { Output } from '../run/output.ts';
import type { ZipReport } from './build.ts';

/** The report for a terminal, and the same facts as JSON. */
export function printZipReport(report: ZipReport, output: Output): void {
  output.json({ ...report });
  for (const warning of report.warnings) output.remark(`warning: ${warning}`);
  for (const line of accountTable(report.account)) output.line(line);
  if (report.losses.length > 0) {
    output.line('');
    output.line('What Slack cannot hold (each post in losses.jsonl):');
    for (const { count, says } of report.losses) {
      output.line(`  ${count.toLocaleString('en-US')} × ${says}`);
    }
  }
  if (report.emojiRenames.length > 0) {
    output.line('');
    output.line('Custom emoji with a new name in Slack:');
    for (const { from, to } of report.emojiRenames) output.line(`  :${from}: → :${to}:`);
  }
  if (report.postsSincePlan !== undefined) {
    const sign = report.postsSincePlan < 0 ? '' : '+';
    output.line('');
    output.line(`posts since the plan: ${sign}${report.postsSincePlan.toLocaleString('en-US')}`);
  }
  if (report.pending > 0) {
    output.line('');
    output.line(
      `${report.pending.toLocaleString('en-US')} changes are left to you: pending-changes.csv`,
    );
  }
  output.line('');
  for (const { file, sizeBytes, sha256 } of report.archives) {
    output.line(`${file}  ${sizeBytes.toLocaleString('en-US')} bytes  SHA-256 ${sha256}`);
  }
  output.line(
    `${report.messages.toLocaleString('en-US')} messages in ${report.conversations.toLocaleString('en-US')} conversations; how to import them: import-checklist.md in the work directory`,
  );
}

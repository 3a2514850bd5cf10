import type { Output } from '../output.ts';
import type { PreviewReport } from './preview-report.ts';

/** The report for a terminal, and the same facts as JSON. */
export function printPreviewReport(report: PreviewReport, output: Output): void {
  output.json({ ...report });
  for (const warning of report.warnings) output.remark(`warning: ${warning}`);
  for (const { construct, count } of report.constructs) {
    output.line(`${construct.padEnd(20)} ${count.toLocaleString('en-US').padStart(10)}`);
  }
  if (report.losses.length > 0) {
    output.line('');
    output.line('What Slack cannot hold:');
    for (const { count, says } of report.losses) {
      output.line(`  ${count.toLocaleString('en-US')} × ${says}`);
    }
  }
  output.line('');
  output.line(
    `${report.file}: open it in a browser; it holds the text of posts, so do not pass it on`,
  );
}

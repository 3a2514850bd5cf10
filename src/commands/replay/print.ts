import { accountTable } from '../../reports/account-table.ts';
import type { Output } from '../run/output.ts';
import type { ReplayReport } from './replay.ts';

/** The report for a terminal, and the same facts as JSON. */
export function printReplayReport(report: ReplayReport, output: Output): void {
  output.json({ ...report, account: report.account ?? {} });
  for (const warning of report.warnings) output.remark(`warning: ${warning}`);
  if (report.account === undefined) {
    output.line(
      `would bring ${number(report.postsLeft)} posts into ${number(report.conversations)} conversations of ${report.workspace}; ${number(report.messages)} messages are there already`,
    );
    return;
  }
  for (const line of accountTable(report.account)) output.line(line);
  if (report.losses.length > 0) {
    output.line('');
    output.line('What a replay cannot hold (each post in replay-losses.jsonl):');
    for (const { count, says } of report.losses) output.line(`  ${number(count)} × ${says}`);
  }
  output.line('');
  for (const { method, calls } of report.calls)
    output.line(`  ${method.padEnd(30)} ${number(calls)}`);
  if (report.throttledSeconds > 0) {
    output.line(`  Slack asked to wait for ${number(report.throttledSeconds)} s`);
  }
  output.line('');
  output.line(
    `${number(report.messages)} messages in ${number(report.conversations)} conversations of ${report.workspace}`,
  );
}

const number = (value: number): string => value.toLocaleString('en-US');

import { accountTable } from '../account-table.ts';
import type { Output } from '../output.ts';
import type { SyncReport, SyncRound } from './sync-report.ts';

/** One line a pass. */
export function syncRoundLine({ passed, isInSync, lagMs }: SyncRound): string {
  if (isInSync) return 'in sync, lag 0';
  const { created, updated, deleted, files, removed, peopleRemoved } = passed.tally;
  const said = [
    `${number(created)} new`,
    `${number(updated)} changed`,
    `${number(deleted)} deleted`,
    ...(files > 0 ? [`${number(files)} files`] : []),
    ...(removed > 0 ? [`${number(removed)} taken away`] : []),
    ...(peopleRemoved > 0 ? [`${number(peopleRemoved)} people left`] : []),
  ];
  return `${said.join(', ')}; lag ${Math.ceil(lagMs / 1000)} s`;
}

/** The report for a terminal, and the same facts as JSON. */
export function printSyncReport(report: SyncReport, output: Output): void {
  output.json({ ...report });
  for (const warning of report.warnings) output.remark(`warning: ${warning}`);
  const [, posts = ''] = accountTable(report.account);
  output.line(posts);
  if (report.losses.length > 0) {
    output.line('');
    output.line('What Slack cannot hold (each post in replay-losses.jsonl):');
    for (const { count, says } of report.losses) output.line(`  ${number(count)} × ${says}`);
  }
  if (report.pending > 0) {
    output.line('');
    output.line(`${number(report.pending)} changes are left to you: pending-changes.csv`);
  }
}

const number = (value: number): string => value.toLocaleString('en-US');

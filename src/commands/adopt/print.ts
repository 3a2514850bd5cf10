import type { Output } from '../run/output.ts';
import type { AdoptReport } from './adopt.ts';

/** The report for a terminal, and the same facts as JSON. */
export function printAdoptReport(report: AdoptReport, output: Output): void {
  output.json({ ...report });
  const { channels, messages, pending, workspace } = report;
  for (const warning of report.warnings) output.remark(`warning: ${warning}`);
  for (const problem of channels.problems) output.line(`! ${problem}`);
  if (report.isDryRun) {
    output.line(`would take ${number(channels.adopted)} channels of ${workspace} for ours`);
    return;
  }
  const { adopted, known, ambiguous, notFound, newer, foreign, files } = messages;
  output.line(`${number(channels.adopted)} channels of ${workspace}`);
  output.line(
    `${number(adopted)} messages found, ${number(known)} known before, ${number(files)} files`,
  );
  if (ambiguous > 0) output.line(`${number(ambiguous)} could be several: adopt-ambiguous.csv`);
  if (notFound > 0) output.line(`${number(notFound)} are not there; verify says which`);
  if (newer > 0) output.line(`${number(newer)} were written since the import; sync brings them`);
  if (foreign > 0) output.line(`${number(foreign)} messages are of others, and stay theirs`);
  if (pending > 0) output.line(`${number(pending)} changes are left to you: pending-changes.csv`);
}

const number = (value: number): string => value.toLocaleString('en-US');

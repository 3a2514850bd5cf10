import type { Output } from '../run/output.ts';
import type { Check } from './check.ts';
import type { DoctorReport } from './doctor.ts';

/** Words and not only colours: the list is read aloud and pasted into tickets. */
const WORDS: Readonly<Record<Check['state'], string>> = {
  ok: 'ok',
  warning: 'warning',
  failure: 'FAILURE',
  skipped: 'skipped',
};

/** The checks for a terminal, and the same as JSON. */
export function printDoctorReport(report: DoctorReport, output: Output): void {
  const warnings = report.checks.filter(({ state }) => state === 'warning').map(({ says }) => says);
  output.json({ ...report, account: {}, losses: [], warnings });
  for (const { id, state, says, advice } of report.checks) {
    output.line(`${WORDS[state].padEnd(8)} ${id.padEnd(14)} ${says}`);
    for (const line of advice) output.line(`${' '.repeat(24)}${line}`);
  }
  if (report.manifest === '') return;
  output.line('');
  output.line(
    'An app with every scope: paste this at https://api.slack.com/apps (From a manifest)',
  );
  output.line('');
  for (const line of report.manifest.trimEnd().split('\n')) output.line(line);
}

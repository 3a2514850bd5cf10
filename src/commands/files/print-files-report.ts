import type { Output } from '../output.ts';
import type { FilesReport } from './files-report.ts';

/** The report for a terminal, and the same facts as JSON. */
export function printFilesReport(report: FilesReport, output: Output): void {
  output.json({ ...report });
  for (const warning of report.warnings) output.remark(`warning: ${warning}`);
  const number = (value: number): string => value.toLocaleString('en-US');
  const { files } = report.account;
  output.line(`files in the database   ${number(files.read)}`);
  const written = report.workspace === undefined ? 'in the manifest' : 'in the workspace';
  output.line(`${written.padEnd(23)} ${number(files.written)}`);
  for (const [reason, rows] of Object.entries(files.leftOut)) {
    output.line(`  left out: ${reason.padEnd(18)} ${number(rows)}`);
  }
  const states = Object.entries(report.states).filter(([, count]) => count > 0);
  output.line(
    `of those looked at: ${states.map(([state, count]) => `${number(count)} ${state}`).join(', ') || 'none'} (${number(report.bytes)} bytes)`,
  );
  for (const { count, says } of report.losses) output.line(`  ${number(count)} × ${says}`);
  const { ready, added, remark } = report.emoji;
  output.line(`custom emoji: ${number(ready)} ready in the emoji folder, ${number(added)} added`);
  if (remark !== '') output.line(`  ${remark}`);
  output.line(`profile pictures: ${number(report.pictures)} in the pictures folder`);
  if (report.pickedUp > 0) output.line(`fetched from serve-files: ${number(report.pickedUp)}`);
  output.line(`every file, with its SHA-256: ${report.manifest}`);
}

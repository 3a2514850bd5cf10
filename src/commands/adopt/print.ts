import { countText } from '../../reports/figures.ts';
import { wordedLosses } from '../../reports/losses.ts';
import { lineTexts } from '../../reports/notices.ts';
import type { Language } from '../../texts/language.ts';
import type { Output } from '../run/output.ts';
import type { AdoptReport } from './adopt.ts';

/** The report for a terminal, and the same facts as JSON. */
export function printAdoptReport(report: AdoptReport, lang: Language, output: Output): void {
  const warnings = lineTexts(report.warnings, lang);
  const problems = lineTexts(report.channels.problems, lang);
  const channels = { ...report.channels, problems };
  output.json({ ...report, channels, losses: wordedLosses(report.losses, lang), warnings });
  const { messages, pending, workspace } = report;
  for (const warning of warnings) output.remark(`warning: ${warning}`);
  for (const problem of problems) output.line(`! ${problem}`);
  if (report.isDryRun) {
    output.line(`would take ${countText(channels.adopted)} channels of ${workspace} for ours`);
    return;
  }
  const { adopted, known, ambiguous, notFound, newer, foreign, files } = messages;
  output.line(`${countText(channels.adopted)} channels of ${workspace}`);
  output.line(
    `${countText(adopted)} messages found, ${countText(known)} known before, ${countText(files)} files`,
  );
  if (ambiguous > 0) output.line(`${countText(ambiguous)} could be several: adopt-ambiguous.csv`);
  if (notFound > 0) output.line(`${countText(notFound)} are not there; verify says which`);
  if (newer > 0) output.line(`${countText(newer)} were written since the import; sync brings them`);
  if (foreign > 0) output.line(`${countText(foreign)} messages are of others, and stay theirs`);
  if (pending > 0)
    output.line(`${countText(pending)} changes are left to you: pending-changes.csv`);
}

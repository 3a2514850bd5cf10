import { fill } from '../../reports/figures.ts';
import { wordedLosses } from '../../reports/losses.ts';
import { lineTexts } from '../../reports/notices.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import { printWarnings, wordedWarnings } from '../run/warnings.ts';
import type { AdoptReport } from './adopt.ts';

/** The report for a terminal, and the same facts as JSON. */
export function printAdoptReport(
  report: AdoptReport,
  ending: Ending,
  lang: Language,
  output: Output,
): void {
  const warnings = wordedWarnings(report.warnings, lang, output);
  const problems = lineTexts(report.channels.problems, lang);
  const channels = { ...report.channels, problems };
  output.json({
    ...report,
    channels,
    losses: wordedLosses(report.losses, lang),
    warnings,
    next: ending.next,
  });
  const { messages, pending, workspace } = report;
  const { pending: pendingText, adopt: texts } = TEXTS[lang].terminal;
  printWarnings(warnings, lang, output);
  for (const problem of problems) output.line(`! ${problem}`);
  if (report.isDryRun) {
    output.line(fill(texts.dryRun, { channels: channels.adopted, workspace }));
    printEnding(ending, lang, output);
    return;
  }
  const { adopted, known, ambiguous, notFound, newer, foreign, files } = messages;
  output.line(fill(texts.channels, { channels: channels.adopted, workspace }));
  output.line(fill(texts.messages, { adopted, known, files }));
  if (ambiguous > 0) output.line(fill(texts.ambiguous, { count: ambiguous }));
  if (notFound > 0) output.line(fill(texts.notFound, { count: notFound }));
  if (newer > 0) output.line(fill(texts.newer, { count: newer }));
  if (foreign > 0) output.line(fill(texts.foreign, { count: foreign }));
  if (pending > 0) output.line(fill(pendingText, { count: pending }));
  printEnding(ending, lang, output);
}

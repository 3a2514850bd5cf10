import { countText, fill, sizeText } from '../../reports/figures.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import { printWarnings, wordedWarnings } from '../run/warnings.ts';
import type { EvidenceReport } from './evidence.ts';

/** Prints what was packed and what was not, or the same facts as JSON. */
export function printEvidenceReport(
  report: EvidenceReport,
  ending: Ending,
  lang: Language,
  output: Output,
): void {
  const warnings = wordedWarnings(report.warnings, lang, output);
  output.json({ ...report, account: {}, losses: [], warnings, next: ending.next });
  printWarnings(warnings, lang, output);
  const texts = TEXTS[lang].evidence;
  for (const { name, sizeBytes } of report.files) output.line(`  ${name} (${sizeText(sizeBytes)})`);
  if (report.leftOut.length > 0) output.line('');
  for (const { path, reason } of report.leftOut) {
    output.line(fill(texts.leftOut, { path, reason: texts.reasons[reason] }));
  }
  const { file, sizeBytes, sha256, files } = report;
  output.line('');
  output.line(
    fill(texts.written, { file, size: sizeText(sizeBytes), count: countText(files.length) }),
  );
  output.line(`SHA-256 ${sha256}`);
  output.line(report.isRedacted ? texts.redacted : texts.whole);
  printEnding(ending, lang, output);
}

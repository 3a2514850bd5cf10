import { fill } from '../../reports/figures.ts';
import { lineTexts } from '../../reports/notices.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import type { Output } from '../run/output.ts';
import type { InitReport } from './init.ts';

/** Prints which file was written for a terminal, and the same facts as JSON. */
export function printInitReport(report: InitReport, lang: Language, output: Output): void {
  const warnings = lineTexts(report.warnings, lang);
  output.json({ ...report, account: {}, losses: [], warnings });
  const texts = TEXTS[lang].terminal;
  for (const warning of warnings) output.remark(fill(texts.warning, { warning }));
  output.line(fill(texts.init.written, { file: report.file }));
}

import { fill } from '../../reports/figures.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import { printWarnings, wordedWarnings } from '../run/warnings.ts';
import type { UndoReport } from './undo.ts';

/** Prints what was removed for a terminal, and the same facts as JSON. */
export function printUndoReport(
  report: UndoReport,
  ending: Ending,
  lang: Language,
  output: Output,
): void {
  const warnings = wordedWarnings(report.warnings, lang, output);
  output.json({ ...report, account: {}, losses: [], warnings, next: ending.next });
  const texts = TEXTS[lang].terminal.undo;
  printWarnings(warnings, lang, output);
  const { messages, files, canvases, refused, archivedChannels, keptChannels } = report;
  output.line(fill(texts.removed, { messages, files }));
  if (canvases > 0) output.line(fill(texts.canvases, { count: canvases }));
  if (refused > 0) {
    output.line(fill(texts.refused, { count: refused }));
  } else {
    output.line(fill(texts.channels, { archived: archivedChannels, kept: keptChannels }));
  }
  printEnding(ending, lang, output);
}

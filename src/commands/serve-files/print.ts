import { fill } from '../../reports/figures.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import { wordedWarnings } from '../run/warnings.ts';
import type { ServeFilesReport } from './serve-files.ts';

/** Prints how much was served for a terminal, and the same facts as JSON. */
export function printServeFilesReport(
  report: ServeFilesReport,
  ending: Ending,
  lang: Language,
  output: Output,
): void {
  output.json({
    ...report,
    warnings: wordedWarnings(report.warnings, lang, output),
    next: ending.next,
  });
  const { filesServed, bytesServed, refused, failed } = report;
  const counts = { files: filesServed, bytes: bytesServed, refused, failed };
  output.line(fill(TEXTS[lang].terminal.serveFiles.done, counts));
  printEnding(ending, lang, output);
}

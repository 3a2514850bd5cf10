import { fill } from '../../reports/figures.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import type { PeopleReport } from './people.ts';

/** Prints what was saved for a terminal, and the same facts as JSON. */
export function printPeopleReport(
  report: PeopleReport,
  ending: Ending,
  lang: Language,
  output: Output,
): void {
  output.json({ ...report, account: {}, losses: [], warnings: [], next: ending.next });
  const texts = TEXTS[lang].people.terminal;
  const { savedLines, unsavedLines } = report;
  output.line(savedLines === 0 ? texts.nothing : fill(texts.savedFiles, { changes: savedLines }));
  if (unsavedLines > 0) output.remark(fill(texts.unsaved, { count: unsavedLines }));
  printEnding(ending, lang, output);
}

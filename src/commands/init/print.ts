import { fill } from '../../reports/figures.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import type { Check } from '../run/checks/check.ts';
import { checkLines, wordedChecks } from '../run/checks/lines.ts';
import type { Output } from '../run/output.ts';
import { printWarnings, wordedWarnings } from '../run/warnings.ts';
import type { InitReport } from './init.ts';

/** Prints which file was written for a terminal, and the same facts as JSON. */
export function printInitReport(
  report: InitReport,
  { lang, isChecked }: { readonly lang: Language; readonly isChecked: boolean },
  output: Output,
): void {
  const warnings = wordedWarnings(report.warnings, lang, output);
  output.json({ ...report, account: {}, losses: [], warnings });
  const texts = TEXTS[lang].terminal;
  printWarnings(warnings, lang, output);
  const { file } = report;
  output.line(fill(isChecked ? texts.init.checked : texts.init.written, { file }));
}

/** Prints what was found with the settings that were written, and the command to go on with. */
export function printChecks(
  checks: readonly Check[],
  {
    lang,
    isUsable,
    isTyped,
  }: { readonly lang: Language; readonly isUsable: boolean; readonly isTyped: boolean },
  output: Output,
): void {
  const texts = TEXTS[lang].terminal.init;
  for (const line of checkLines(wordedChecks(checks, lang), lang)) output.line(line);
  output.line('');
  if (isTyped) output.line(texts.passwordNext, 'exact');
  output.line(isUsable ? texts.next : texts.nextAfterFailure);
}

import type { Line } from '../../errors/errors.ts';
import { fill } from '../../reports/figures.ts';
import { lineTexts } from '../../reports/notices.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type CodedLine, factsOfLine } from './facts.ts';
import type { Output } from './output.ts';

/** Writes the codes of warnings with their numbers into the log, so that it can be searched by code. */
export function noteWarnings(warnings: readonly CodedLine[], output: Pick<Output, 'note'>): void {
  for (const warning of warnings) output.note('warning', factsOfLine(warning));
}

/** Words the warnings of a report, whose codes go into the log. */
export function wordedWarnings(
  warnings: readonly Line[],
  lang: Language,
  output: Pick<Output, 'note'>,
): readonly string[] {
  noteWarnings(warnings, output);
  return lineTexts(warnings, lang);
}

/** Shows worded warnings. */
export function printWarnings(
  warnings: readonly string[],
  lang: Language,
  output: Pick<Output, 'remark'>,
): void {
  for (const warning of warnings) {
    output.remark(fill(TEXTS[lang].terminal.warning, { warning }));
  }
}

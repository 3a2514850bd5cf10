import { textWidth } from '../../../mapping/text.ts';
import { type Hide, lineText, lineTexts } from '../../../reports/notices.ts';
import type { Language } from '../../../texts/language.ts';
import { TEXTS } from '../../../texts/texts.ts';
import type { Check } from './check.ts';

/** A check in words, under the names that `--json` of doctor promises. */
export interface WordedCheck {
  readonly id: string;
  readonly state: Check['state'];
  readonly says: string;
  readonly advice: readonly string[];
}

/** Words checks in a language; `hide` masks secrets. */
export function wordedChecks(
  checks: readonly Check[],
  lang: Language,
  hide?: Hide,
): readonly WordedCheck[] {
  return checks.map(({ id, state, message, hints }) => ({
    id,
    state,
    says: lineText(message, lang, hide),
    advice: lineTexts(hints, lang, hide),
  }));
}

/** The checks for a terminal. Words and not only colours: the list is read aloud and pasted into tickets. */
export function checkLines(checks: readonly WordedCheck[], lang: Language): readonly string[] {
  const { states } = TEXTS[lang].doctor;
  return checks.flatMap(({ id, state, says, advice }) => [
    `${padded(states[state], 10)}${padded(id, 16)}${says}`,
    ...advice.map((line) => `${' '.repeat(26)}${line}`),
  ]);
}

const padded = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(1, columns - textWidth(text)));

import type { KnownError, Line } from '../errors/errors.ts';
import type { Notice } from '../errors/notices.ts';
import type { Language } from '../texts/language.ts';
import { NOTICE_TEXTS } from '../texts/notices.ts';
import { fill } from './figures.ts';

/** The sentence of a notice, filled with its values. */
export function noticeText({ code, values }: Notice, lang: Language): string {
  const worded = Object.entries(values).map(
    ([name, value]) => [name, typeof value === 'object' ? noticeText(value, lang) : value] as const,
  );
  return fill(NOTICE_TEXTS[lang][code], Object.fromEntries(worded));
}

export const lineText = (line: Line, lang: Language): string =>
  typeof line === 'string' ? line : noticeText(line, lang);

export const lineTexts = (lines: readonly Line[], lang: Language): readonly string[] =>
  lines.map((line) => lineText(line, lang));

/** What is said of a known error, a line for each thing that is wrong. */
export const errorLines = ({ lines }: KnownError, lang: Language): readonly string[] =>
  lines.flatMap((line) => lineText(line, lang).split('\n'));

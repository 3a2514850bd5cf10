import type { KnownError, Line } from '../errors/errors.ts';
import type { Notice, NoticeValue } from '../errors/notices.ts';
import type { Language } from '../texts/language.ts';
import { NOTICE_TEXTS } from '../texts/notices.ts';
import { fill } from './figures.ts';

/** Words a notice in a language: its sentence, filled with its values. */
export function noticeText({ code, values }: Notice, lang: Language): string {
  const worded = Object.entries(values).map(
    ([name, value]) => [name, valueText(value, lang)] as const,
  );
  return fill(NOTICE_TEXTS[lang][code], Object.fromEntries(worded));
}

/** A value of a notice as its sentence shows it. */
export function valueText(value: NoticeValue, lang: Language): string | number {
  if (typeof value !== 'object') return value;
  return 'code' in value ? noticeText(value, lang) : LISTS[lang](value);
}

/** `a, b or c` */
const LISTS: Readonly<Record<Language, (words: readonly string[]) => string>> = {
  en: (words) =>
    words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`,
  ja: (words) => (words.length < 2 ? words.join('') : `${words.join('、')} のいずれか`),
};

export const lineText = (line: Line, lang: Language): string =>
  typeof line === 'string' ? line : noticeText(line, lang);

export const lineTexts = (lines: readonly Line[], lang: Language): readonly string[] =>
  lines.map((line) => lineText(line, lang));

/** What is said of a known error, a line for each thing that is wrong. */
export const errorLines = ({ lines }: KnownError, lang: Language): readonly string[] =>
  lines.flatMap((line) => lineText(line, lang).split('\n'));

import type { KnownError, Line } from '../errors/errors.ts';
import type { Notice, NoticeValue } from '../errors/notices.ts';
import type { Language } from '../texts/language.ts';
import { NOTICE_TEXTS } from '../texts/notices.ts';
import { fill } from './figures.ts';

/** Changes a text from outside before it becomes part of a sentence. */
export type Hide = (text: string) => string;

const asItIs: Hide = (text) => text;

/** Words a notice in a language: its sentence, filled with its values, which `hide` may change. */
export function noticeText({ code, values }: Notice, lang: Language, hide = asItIs): string {
  const worded = Object.entries(values).map(
    ([name, value]) => [name, valueText(value, lang, hide)] as const,
  );
  return fill(NOTICE_TEXTS[lang][code], Object.fromEntries(worded));
}

/** A value of a notice as its sentence shows it. */
export function valueText(value: NoticeValue, lang: Language, hide = asItIs): string | number {
  if (typeof value === 'string') return hide(value);
  if (typeof value === 'number') return value;
  return 'code' in value ? noticeText(value, lang, hide) : LISTS[lang](value.map(hide));
}

/** `a, b or c` */
const LISTS: Readonly<Record<Language, (words: readonly string[]) => string>> = {
  en: (words) =>
    words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`,
  ja: (words) => (words.length < 2 ? words.join('') : `${words.join('、')} のいずれか`),
};

/** Sentence of a line; `hide` masks secrets in the values alone. */
export const lineText = (line: Line, lang: Language, hide = asItIs): string =>
  typeof line === 'string' ? hide(line) : noticeText(line, lang, hide);

/** Sentences of lines, in their order. */
export const lineTexts = (
  lines: readonly Line[],
  lang: Language,
  hide = asItIs,
): readonly string[] => lines.map((line) => lineText(line, lang, hide));

/** What is said of a known error, a line for each thing that is wrong. */
export const errorLines = (
  { lines }: KnownError,
  lang: Language,
  hide = asItIs,
): readonly string[] => lines.flatMap((line) => lineText(line, lang, hide).split('\n'));

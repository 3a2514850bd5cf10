import { stripVTControlCharacters } from 'node:util';

/** Names and posts may hold escape sequences that would drive the reader's terminal. */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed.
  return stripVTControlCharacters(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}

/** Characters that turn the direction of all that follows them, beyond the name that holds them. */
export const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text of the source on one line of any report: no escape sequence, no turned direction, nothing that XML,
 * and so a picture, cannot hold.
 */
export function shownText(text: string): string {
  return plainText(text)
    .replace(DIRECTION_MARKS, '')
    .replace(/[\ufffe\uffff]/g, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A list of members or a long topic; plan.json has it whole. */
export const EXCERPT_LETTERS = 160;

/** The beginning of a text that may be long. */
export function excerpt(text: string): string {
  const letters = [...shownText(text)];
  if (letters.length <= EXCERPT_LETTERS) return letters.join('');
  return `${letters.slice(0, EXCERPT_LETTERS).join('').trimEnd()}…`;
}

import { stripVTControlCharacters } from 'node:util';

/** Removes escape sequences, which could control the reader's terminal. */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed.
  return stripVTControlCharacters(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}

/** Characters that change the direction of the text that follows the name they are in. */
export const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Makes text of the source safe for one line of any report: no escape sequences, no changed direction, and nothing
 * that XML, and so a picture, cannot contain.
 */
export function shownText(text: string): string {
  return plainText(text)
    .replace(DIRECTION_MARKS, '')
    .replace(/[\ufffe\uffff]/g, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\s+/g, ' ')
    .trim();
}

/** For lists of members and long topics; plan.json has the full text. */
export const MAX_EXCERPT_LETTERS = 160;

/** Truncates text that may be long. */
export function excerpt(text: string): string {
  const letters = [...shownText(text)];
  if (letters.length <= MAX_EXCERPT_LETTERS) return letters.join('');
  return `${letters.slice(0, MAX_EXCERPT_LETTERS).join('').trimEnd()}…`;
}

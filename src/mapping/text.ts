import { eastAsianWidth } from 'get-east-asian-width';
import type { Json } from '../model/model.ts';

/** Cuts a text to at most `max` characters, the last one an ellipsis; never splits a surrogate pair. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}

/** Length of the name of a file or a folder that file systems accept, in bytes (NAME_MAX of Linux). */
export const FILE_NAME_BYTES = 255;

/** Returns the begin of a text that has at most `maxBytes` bytes in UTF-8; never splits a character. */
export function beginInBytes(text: string, maxBytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(Math.max(0, maxBytes)));
  return text.slice(0, read);
}

/* Readers for values that integrations put into Props: their types are unknown, and nothing here throws. */

/** Deeper nesting is not meant to be read, and walking it could exhaust the stack. */
const MAX_DEPTH = 20;
/** Text of what is nested deeper. */
export const TOO_DEEP = '…';

/** A list of JSON; empty for a value that is none. */
export const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : [];

/** The from_* props are the text "true" or, in newer versions, a boolean. */
export const isTrue = (value: Json | undefined): boolean => value === true || value === 'true';

/** Returns a string that is not blank, else undefined. */
export const filled = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

/** Converts a text, number or boolean to text; '' for anything else. */
export function scalarText(value: Json | undefined): string {
  return value === undefined || typeof value === 'object' ? '' : String(value);
}

/** Converts any value to readable text: lists and objects as JSON, '' for null. */
export function displayText(value: Json | undefined): string {
  if (typeof value !== 'object' || value === null) return scalarText(value);
  return depthWithin(value, MAX_DEPTH) ? JSON.stringify(value) : TOO_DEEP;
}

function depthWithin(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => depthWithin(inner, levels - 1));
}

/** Position where a text is cut, and the number of characters dropped there. */
export interface Cut {
  readonly at: number;
  /** Line feeds at the cut, which the border between two messages replaces. */
  readonly dropped: number;
}

const LOW_SURROGATE = /[\udc00-\udfff]/;
const HIGH_SURROGATE = /[\ud800-\udbff]/;

/** Returns the position, or one before it when it is inside a surrogate pair. */
export function outsideSurrogatePair(text: string, at: number): number {
  const isInside = LOW_SURROGATE.test(text.charAt(at)) && HIGH_SURROGATE.test(text.charAt(at - 1));
  return isInside ? at - 1 : at;
}

/** Characters after which a text may be cut; the last ones are for Japanese. */
const WORD_ENDS = [' ', '\u3000', '。', '、'];

/**
 * Finds the best position at or before `limit` to cut: between paragraphs, then lines, then words. A kind of position
 * is skipped when less than half of `limit` would remain; at last the text is cut at `limit`.
 */
export function cutPosition(text: string, limit: number): Cut {
  const least = limit / 2;
  if (limit >= text.length) return { at: text.length, dropped: 0 };
  const paragraph = text.lastIndexOf('\n\n', limit);
  if (paragraph >= least) return { at: paragraph, dropped: 2 };
  const line = text.lastIndexOf('\n', limit);
  if (line >= least) return { at: line, dropped: 1 };
  const word = Math.max(...WORD_ENDS.map((end) => text.lastIndexOf(end, limit - 1) + 1));
  if (word >= least) return { at: word, dropped: 0 };
  return { at: Math.max(1, outsideSurrogatePair(text, limit)), dropped: 0 };
}

/** Number of columns of a text in a fixed-width font: two for East Asian wide characters and for emoji. */
export function textWidth(text: string): number {
  let width = 0;
  let last = 0;
  for (const character of text) {
    const own = character === VARIATION_SELECTOR_16 && last === 1 ? 1 : characterWidth(character);
    width += own;
    last = own;
  }
  return width;
}

/** Makes the character before it an emoji, which is wide. */
const VARIATION_SELECTOR_16 = '\ufe0f';
const ZERO_WIDTH = /\p{Mn}|\p{Me}|[\u200b-\u200f]|[\ufe00-\ufe0f]/u;

function characterWidth(character: string): number {
  const width = eastAsianWidth(character.codePointAt(0) ?? 0);
  return width === 1 && ZERO_WIDTH.test(character) ? 0 : width;
}

/**
 * Replaces characters that are not allowed in file names on some system. The result is never empty and never only
 * dots.
 */
export function safeName(name: string): string {
  const plain = name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced.
    .replace(/[\u0000-\u001f\u007f-\u009f/\\:*?"<>|]/g, '_')
    .replace(WINDOWS_DEVICE, (device) => `_${device}`)
    .replace(/[. ]+$/, (end) => '_'.repeat(end.length));
  return cutBytes(plain || '_');
}

/** Cuts a name to MAX_NAME_BYTES and keeps its extension. */
function cutBytes(name: string): string {
  const size = (text: string): number => new TextEncoder().encode(text).length;
  if (size(name) <= MAX_NAME_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && size(name.slice(dot)) <= 20 ? name.slice(dot) : '';
  let begin = '';
  for (const character of name.slice(0, name.length - ending.length)) {
    if (size(begin + character + ending) > MAX_NAME_BYTES) break;
    begin += character;
  }
  return begin + ending;
}

/** Length of a name that every file system accepts, in bytes. */
const MAX_NAME_BYTES = 200;

/** Names of devices on Windows, with any extension. */
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

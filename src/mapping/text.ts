import { eastAsianWidth } from 'get-east-asian-width';
import type { Json, JsonObject } from '../model/model.ts';

/** The text, or its beginning and an ellipsis: at most so many characters, and never half of one. */
export function cutText(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/*
 * Reading of values that integrations wrote into Props: nothing is certain about their types, and nothing
 * here throws.
 */

/** Nesting over this is no text of anybody's; walking it could exhaust the stack. */
const DEEPEST = 20;

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : [];

/** The from_* props hold the text "true", newer ones a boolean. */
export const isTrue = (value: Json | undefined): boolean => value === true || value === 'true';

/** A string with something to see in it, else undefined. */
export const filled = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

/** A text, number or boolean as text; nothing for anything else. */
export function scalarText(value: Json | undefined): string {
  return value === undefined || typeof value === 'object' ? '' : String(value);
}

/** What a person would read for any value: lists and objects as JSON, nothing for null. */
export function shownText(value: Json | undefined): string {
  if (typeof value !== 'object' || value === null) return scalarText(value);
  return depthWithin(value, DEEPEST) ? JSON.stringify(value) : '…';
}

function depthWithin(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => depthWithin(inner, levels - 1));
}

/** Where a text is cut, and how many characters the cut itself stands for. */
export interface Cut {
  readonly at: number;
  /** Line feeds that the border between two messages replaces. */
  readonly dropped: number;
}

const LOW_SURROGATE = /[\udc00-\udfff]/;
const HIGH_SURROGATE = /[\ud800-\udbff]/;

/** The position itself, or one before it when it would tear a surrogate pair apart. */
export function outsidePair(text: string, at: number): number {
  const tears = LOW_SURROGATE.test(text.charAt(at)) && HIGH_SURROGATE.test(text.charAt(at - 1));
  return tears ? at - 1 : at;
}

/** After these a Japanese text may be cut, as after a space. */
const WORD_ENDS = [' ', '\u3000', '。', '、'];

/**
 * The best place at or before `limit` to cut: between paragraphs, then lines, then words. A cut that would
 * leave less than half is passed over for the next kind; in the end the text is cut where it must be.
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
  return { at: Math.max(1, outsidePair(text, limit)), dropped: 0 };
}

/** Columns that a text takes in a fixed-width font: two for East Asian wide characters and for emoji. */
export function textWidth(text: string): number {
  let width = 0;
  let last = 0;
  for (const character of text) {
    const own = character === EMOJI_LOOK && last === 1 ? 1 : characterWidth(character);
    width += own;
    last = own;
  }
  return width;
}

/** Variation selector 16: the character before it looks like an emoji, and is as wide. */
const EMOJI_LOOK = '\ufe0f';
const ZERO = /\p{Mn}|\p{Me}|[\u200b-\u200f]|[\ufe00-\ufe0f]/u;

function characterWidth(character: string): number {
  const width = eastAsianWidth(character.codePointAt(0) ?? 0);
  return width === 1 && ZERO.test(character) ? 0 : width;
}

/** The name with everything replaced that some system takes for more than a letter; never empty, never dots alone. */
export function safeName(name: string): string {
  const plain = name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced.
    .replace(/[\u0000-\u001f\u007f-\u009f/\\:*?"<>|]/g, '_')
    .replace(DEVICE, (device) => `_${device}`)
    .replace(/[. ]+$/, (end) => '_'.repeat(end.length));
  return cutBytes(plain || '_');
}

/** Short enough, with its ending: the beginning gives way. */
function cutBytes(name: string): string {
  const size = (text: string): number => new TextEncoder().encode(text).length;
  if (size(name) <= NAME_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && size(name.slice(dot)) <= 20 ? name.slice(dot) : '';
  let begin = '';
  for (const character of name.slice(0, name.length - ending.length)) {
    if (size(begin + character + ending) > NAME_BYTES) break;
    begin += character;
  }
  return begin + ending;
}

/** Bytes of a name that every file system takes. */
const NAME_BYTES = 200;

/** Windows opens its devices under these, whatever follows the dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

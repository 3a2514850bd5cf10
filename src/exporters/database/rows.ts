import { isObject } from '../../model/json.ts';
import type { ChannelType, Json, JsonObject } from '../../model/model.ts';

/*
 * A value of a column, whatever driver and server it came through: numbers as text, JSON parsed or
 * not, booleans as 0 and 1, NULL anywhere. Nothing here fails: a value of the wrong kind reads as absent.
 */

/** A text that the database holds in a wrong character set, as it was meant. */
export class RepairedText {
  readonly text: string;
  /** As the database holds it. */
  readonly stored: string;

  constructor(text: string, stored: string) {
    this.text = text;
    this.stored = stored;
  }
}

/** A mark for what was read from these values, where one of them is a repaired text. */
export const repairMark = (...values: readonly unknown[]): { readonly isRepaired?: true } =>
  values.some((value) => value instanceof RepairedText) ? { isRepaired: true } : {};

/** Text of any column; '' for NULL. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof RepairedText) return value.text;
  if (value === null || value === undefined) return '';
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  return typeof value === 'object' ? jsonText(value) : String(value);
}

/** '' for what is nested too deep to be written. */
function jsonText(value: object): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}

/** Text, or undefined for NULL and ''. */
export function filledText(value: unknown): string | undefined {
  const found = text(value);
  return found === '' ? undefined : found;
}

/** A number, 0 for NULL and for what is no number. */
export function count(value: unknown): number {
  // An object could have a toString of its own, which need not be a function.
  const isStructure = typeof value === 'object' && value !== null;
  const number =
    typeof value === 'number' ? value : Number(isStructure ? text(value) : (value ?? 0));
  return Number.isFinite(number) ? number : 0;
}

/**
 * Times outside these are no times: 0 is "never", and from the year 2255 on microseconds, of which Slack's
 * `ts` is made, are no exact numbers.
 */
export const FIRST_TIME_MS = 1;
export const END_OF_TIME_MS = 9_000_000_000_000;

/** A time in milliseconds; undefined for 0, NULL and negative values, which mean "never". */
export function timeMs(value: unknown): number | undefined {
  const whole = Math.trunc(count(value));
  return whole > 0 ? whole : undefined;
}

/** Reads a time in milliseconds; undefined for none, and for a value too late to be a time. */
export function possibleTimeMs(value: unknown): number | undefined {
  const found = timeMs(value);
  return found !== undefined && found < END_OF_TIME_MS ? found : undefined;
}

/** 1, true, '1', 't' and 'true' are true, and the byte 1, as which MySQL sends a `bit`. */
export function flag(value: unknown): boolean {
  if (Buffer.isBuffer(value)) return value.length === 1 && value[0] === 1;
  return value === 1 || value === true || value === '1' || value === 't' || value === 'true';
}

const EMPTY_OBJECT: JsonObject = Object.freeze({});

/** A JSON object column: NULL, '' and `null` give {}; undefined means that the text is no JSON object. */
export function jsonObject(value: unknown): JsonObject | undefined {
  const found = jsonValue(value);
  if (found === null) return EMPTY_OBJECT;
  return isObject(found) ? found : undefined;
}

/** Texts of a JSON array column; [] for everything else. */
export function jsonTexts(value: unknown): readonly string[] {
  const found = jsonValue(value);
  return Array.isArray(found) ? found.filter((entry) => typeof entry === 'string') : [];
}

/** Parsed JSON; null for NULL, '', `{}` and `null`; undefined when it cannot be read. */
export function jsonValue(value: unknown): Json | undefined {
  if (value === null || value === undefined || value === '' || value === '{}') return null;
  const isParsed = typeof value === 'object' && !(value instanceof RepairedText);
  if (isParsed && !Buffer.isBuffer(value)) return value as Json;
  try {
    return JSON.parse(mendJson(text(value))) as Json;
  } catch {
    return undefined;
  }
}

/** A surrogate pair as escapes, any other escape of a code unit, or an escape of one character. */
const ESCAPE = /\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|\\u([0-9a-f]{4})|\\[\s\S]/gi;
const MAY_BE_UNFIT = /[\0\ud800-\udfff]|\\u(?:0000|d[89a-f])/iu;
const UNFIT_UNIT = /^(?:0000|d[89a-f]..)$/i;

/**
 * JSON with each NUL and lone surrogate in its texts replaced by U+FFFD, whether it stands there or is
 * written as an escape. It is the text that is mended: a walk over what was parsed could exhaust the stack.
 */
function mendJson(json: string): string {
  if (!MAY_BE_UNFIT.test(json)) return json;
  return mendText(json).replace(ESCAPE, (whole, _high, _low, unit: string | undefined) =>
    unit !== undefined && UNFIT_UNIT.test(unit) ? '\\ufffd' : whole,
  );
}

/** True when a JSON column holds a character that stands for one that could not be read. */
export function hasLostJsonCharacter(value: unknown): boolean {
  if (value === null || value === undefined || value === '{}') return false;
  return LOST_IN_JSON.test(mendJson(text(value)));
}

const LOST_IN_JSON = /\ufffd|\\ufffd/i;

/** True when a mended text holds U+FFFD, which stands for what could not be read or may not be written. */
export const hasLostCharacter = (mended: string): boolean => mended.includes('\ufffd');

const CHANNEL_TYPES: Readonly<Record<string, ChannelType>> = {
  O: 'public',
  P: 'private',
  D: 'direct',
  G: 'group',
};

/** Undefined for a letter that Mattermost does not use. */
export function channelType(value: unknown): ChannelType | undefined {
  const letter = text(value);
  return Object.hasOwn(CHANNEL_TYPES, letter) ? CHANNEL_TYPES[letter] : undefined;
}

const UNFIT = /[\0\ud800-\udfff]/u;
const UNFIT_ALL = /[\0\ud800-\udfff]/gu;

/** True when the text holds a NUL or half a surrogate pair, which JSON readers refuse. */
export function isUnfit(value: string): boolean {
  return UNFIT.test(value);
}

/** The text with each NUL and lone surrogate replaced by U+FFFD. */
export function mendText(value: string): string {
  return UNFIT.test(value) ? value.replace(UNFIT_ALL, '\ufffd') : value;
}

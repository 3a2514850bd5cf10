import type { ChannelType, Json, JsonObject } from '../model.ts';

/*
 * A value of a column, whatever driver and server it came through: numbers as text, JSON parsed or
 * not, booleans as 0 and 1, NULL anywhere. Nothing here fails: a value of the wrong kind reads as absent.
 */

/** Text of any column; '' for NULL. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

/** Text, or undefined for NULL and ''. */
export function filledText(value: unknown): string | undefined {
  const found = text(value);
  return found === '' ? undefined : found;
}

/** A number, 0 for NULL and for what is no number. */
export function count(value: unknown): number {
  const number = typeof value === 'number' ? value : Number(value ?? 0);
  return Number.isFinite(number) ? number : 0;
}

/** A time in milliseconds; undefined for 0, NULL and negative values, which mean "never". */
export function timeMs(value: unknown): number | undefined {
  const number = count(value);
  return number > 0 ? Math.trunc(number) : undefined;
}

/** 1, true, '1', 't' and 'true' are true. */
export function flag(value: unknown): boolean {
  return value === 1 || value === true || value === '1' || value === 't' || value === 'true';
}

const EMPTY_OBJECT: JsonObject = Object.freeze({});

/** A JSON object column: NULL, '' and `null` give {}; undefined means that the text is no JSON object. */
export function jsonObject(value: unknown): JsonObject | undefined {
  const found = json(value);
  if (found === null) return EMPTY_OBJECT;
  return isJsonObject(found) ? found : undefined;
}

/** Texts of a JSON array column; [] for everything else. */
export function jsonTexts(value: unknown): readonly string[] {
  const found = json(value);
  return Array.isArray(found) ? found.filter((entry) => typeof entry === 'string') : [];
}

/** Parsed JSON; null for NULL, '' and `null`; undefined when it cannot be read. */
function json(value: unknown): Json | undefined {
  if (value === null || value === undefined || value === '' || value === '{}') return null;
  if (typeof value === 'object' && !Buffer.isBuffer(value)) return value as Json;
  try {
    return JSON.parse(text(value)) as Json;
  } catch {
    return undefined;
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const CHANNEL_TYPES: Readonly<Record<string, ChannelType>> = {
  O: 'public',
  P: 'private',
  D: 'direct',
  G: 'group',
};

/** Undefined for a letter that Mattermost does not use. */
export function channelType(value: unknown): ChannelType | undefined {
  return CHANNEL_TYPES[text(value)];
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

import { isObject } from '../../model/json.ts';
import type { Json, JsonObject } from '../../model/model.ts';
import type { PluginRow } from '../../model/plugin-rows.ts';
import { scalarText } from '../text.ts';

/* Readers for rows of plugins, whose columns may be missing and hold anything; nothing here throws. */

/** A text, number or boolean of a column as text; '' for anything else. */
export const textIn = (row: PluginRow, column: string): string =>
  row[column] === null ? '' : scalarText(own(row, column));

/** A time in milliseconds; undefined for never, and for what no calendar has. */
export function timeIn(row: PluginRow, column: string): number | undefined {
  return timeOf(own(row, column));
}

/** Times that a date can hold (ECMAScript: Time Values and Time Range). */
const LAST_MS = 8.64e15;

/** Milliseconds of a number or of digits; undefined for none, zero, or a time beyond what a Date holds. */
export function timeOf(value: Json | undefined): number | undefined {
  const ms = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof ms === 'number' && ms > 0 && ms <= LAST_MS ? Math.trunc(ms) : undefined;
}

/** True for a row with a time of deletion. */
export const isDeleted = (row: PluginRow, column = 'delete_at'): boolean =>
  timeIn(row, column) !== undefined;

/** The value of an object's own key: a key of JSON may be `constructor`. */
export const own = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** An object; one without keys for anything else. */
export const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** `2026-04-01` in UTC. */
export const dayText = (ms: number): string => new Date(ms).toISOString().slice(0, -14);

/** `2026-04-01 09:30 UTC` */
export const momentText = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, -8).replace('T', ' ')} UTC`;

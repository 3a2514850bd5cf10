import { SourceError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { isUncheckedObject } from '../../model/json.ts';

/** Where a line is, for complaints. */
export interface LinePlace {
  readonly file: string;
  readonly line: number;
}

/** An object of a line: what a field holds is known only when it is read. */
export type BulkObject = Readonly<Record<string, unknown>>;

/** Text of a field; '' for one that is absent, null or no text. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A whole number, 0 for anything else: JSON of other tools has numbers as text. */
export function wholeOf(value: unknown): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? Math.trunc(number) : 0;
}

/** Objects of a list; [] for null, which the format has for "none". */
export const objectsOf = (value: unknown): readonly BulkObject[] =>
  Array.isArray(value) ? value.filter(isUncheckedObject) : [];

/** The texts of a list that are not empty; none for a value that is no list. */
export const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string' && entry !== '') : [];

/** Text of a field without which a line says nothing. SourceError, with file and line, when it has none. */
export function neededText(object: BulkObject, field: string, place: LinePlace): string {
  const text = textOf(object[field]);
  if (text === '') throw lacking(field, place);
  return text;
}

/** A time of a field that every post has; SourceError when it is no number. */
export function neededMs(object: BulkObject, field: string, place: LinePlace): number {
  const value = object[field];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw lacking(field, place);
  return Math.trunc(number);
}

/** SourceError for a line that lacks a field without which it says nothing. */
export const lacking = (field: string, { file, line }: LinePlace): SourceError =>
  new SourceError(notice('bulk-field-missing', { file, line: String(line), field }));

/** The fields of an object that are not known; undefined for none. */
export function unknownFields(
  object: BulkObject,
  known: ReadonlySet<string>,
): BulkObject | undefined {
  let unknown: Record<string, unknown> | undefined;
  for (const key in object) {
    if (known.has(key) || object[key] === null) continue;
    unknown ??= {};
    unknown[key] = object[key];
  }
  return unknown;
}

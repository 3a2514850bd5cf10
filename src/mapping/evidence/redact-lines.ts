import { csvLine } from '../csv.ts';
import type { IsSafe } from './checks.ts';

/** Fields that are kept, with what each may be. All others are left out. */
export type KeptFields = Readonly<Record<string, IsSafe>>;

/** Keeps the allowed fields of one line of JSON; '' for a line that is no JSON object. */
export function redactJsonLine(line: string, fields: KeptFields): string {
  const read = objectOf(line);
  if (read === undefined) return '';
  const entries = Object.entries(fields).flatMap(([field, isSafe]) => {
    const value = read[field];
    const isKept = isScalar(value) || (typeof value === 'string' && isSafe(value));
    return isKept ? [[field, value] as const] : [];
  });
  return `${JSON.stringify(Object.fromEntries(entries))}\n`;
}

/** Object of a line of JSON; undefined for any other line. */
export function objectOf(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return Object.fromEntries(Object.entries(value));
  } catch {
    return undefined;
  }
}

const isScalar = (value: unknown): boolean =>
  typeof value === 'number' || typeof value === 'boolean' || value === null;

/** Keeps the allowed cells of a record, by the columns of the header; the others are empty. */
export function redactRecord(record: Readonly<Record<string, string>>, fields: KeptFields): string {
  return csvLine(
    Object.entries(fields).map(([column, isSafe]) => {
      const cell = record[column] ?? (column === 'post' ? postOfPermalink(record) : '');
      return isSafe(cell) ? cell : '';
    }),
  );
}

/** Header of a redacted table: the columns that are kept. */
export const headerOf = (fields: KeptFields): string => csvLine(Object.keys(fields));

/** Id of the post that a record's permalink leads to; '' for none. */
const postOfPermalink = ({ permalink = '' }: Readonly<Record<string, string>>): string =>
  /\/pl\/([a-z0-9]{26})$/.exec(permalink)?.[1] ?? '';

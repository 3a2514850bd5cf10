import type { SourceEngine } from '../../model/source-kind.ts';
import type { RowBlock } from './row-block.ts';

export type SqlValue = string | number;

/** Values in the order of the select list; drivers differ in their types, `rows.ts` evens them out. */
export type Row = readonly unknown[];

/**
 * How a statement finds its rows: `by-index` where it takes those of some posts or of a part of a channel, `own` where the
 * server is to think of the whole table.
 */
export type Access = 'by-index' | 'own';

/**
 * One connection to the source database. It only reads.
 *
 * Statements are written once for both engines: `?` marks a value, names are unquoted constants of
 * ours (PostgreSQL folds them to lower case) and table names come from `Tables`.
 */
export interface Database {
  readonly engine: SourceEngine;
  /**
   * Runs one SELECT and gives its rows; an empty array when there are none.
   * Fails with SourceError (not allowed, no such table, statement over its time limit) or with
   * StoppedError (the connection was lost: the same command may be run again).
   */
  query(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
  /**
   * The same rows as the database sends them, which `decodeRows` reads, here or in another thread. Who reads slowly
   * makes the database wait. The statement begins with the first block that is asked for, and who stops reading has
   * the rest thrown away.
   */
  blocks(sql: string, values?: readonly SqlValue[], access?: Access): AsyncIterable<RowBlock>;
  /** From here on every query sees the same moment; the transaction is read-only and ends with close(). */
  beginSnapshot(): Promise<void>;
  /** Closes the connection; safe to call twice and after a failure. */
  close(): Promise<void>;
}

/** A list for `IN`: the marks, and the values that they stand for. */
export interface InList<Value extends SqlValue> {
  readonly marks: string;
  readonly values: readonly Value[];
}

/**
 * The values as a list for `IN`, filled up with the last one to a power of two: servers and drivers keep
 * each statement that they have prepared, and lists of every length would be as many statements.
 */
export function inList<Value extends SqlValue>(values: readonly Value[]): InList<Value> {
  const last = values.at(-1);
  if (last === undefined) throw new RangeError('Expected at least one value for IN');
  const length = 2 ** Math.ceil(Math.log2(values.length));
  const filled = [...values];
  while (filled.length < length) filled.push(last);
  return { marks: `${'?, '.repeat(length - 1)}?`, values: filled };
}

/** Values in one list; MySQL and PostgreSQL take 65,535 in a statement. */
const VALUES_PER_QUERY = 512;

/** Lists short enough for one statement. */
export function* slicesOf<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += VALUES_PER_QUERY) {
    yield items.slice(start, start + VALUES_PER_QUERY);
  }
}

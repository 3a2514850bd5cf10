export type Engine = 'mysql' | 'postgres';

export type SqlValue = string | number;

/** Values in the order of the select list; drivers differ in their types, `rows.ts` evens them out. */
export type Row = readonly unknown[];

/**
 * One connection to the source database. It only reads.
 *
 * Statements are written once for both engines: `?` marks a value, names are unquoted constants of
 * ours (PostgreSQL folds them to lower case) and table names come from `Tables`.
 */
export interface Database {
  readonly engine: Engine;
  /**
   * Runs one SELECT and gives its rows; an empty array when there are none.
   * Fails with SourceError (not allowed, no such table, statement over its time limit) or with
   * StoppedError (the connection was lost: the same command may be run again).
   */
  query(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
  /** From here on every query sees the same moment; the transaction is read-only and ends with close(). */
  beginSnapshot(): Promise<void>;
  /** Closes the connection; safe to call twice and after a failure. */
  close(): Promise<void>;
}

/** `?, ?, ?` for a list of values. */
export function placeholders(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}

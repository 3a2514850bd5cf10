import type { SqlValue } from './database.ts';

/** Text that reads the same in quotes under every sql_mode and character set. */
const PLAIN = /^[ !#-&(-[\]-~]*$/;

/** A value as it can be written into a statement of MySQL or MariaDB. */
function literal(value: SqlValue): string {
  if (typeof value === 'string') {
    if (PLAIN.test(value)) return `'${value}'`;
    // A backslash escapes or not, as sql_mode says; these digits mean one thing.
    return `_utf8mb4 X'${Buffer.from(value, 'utf8').toString('hex')}'`;
  }
  if (!Number.isFinite(value)) throw new RangeError(`Expected a finite number, got ${value}`);
  return String(value);
}

/** The statement with its values in the place of the question marks; ours hold no other. */
export function withLiterals(sql: string, values: readonly SqlValue[]): string {
  let next = 0;
  const whole = sql.replace(/\?/g, () => {
    const value = values[next];
    if (value === undefined) throw new RangeError('Expected a value for each question mark');
    next += 1;
    return literal(value);
  });
  if (next !== values.length) throw new RangeError('Expected a question mark for each value');
  return whole;
}

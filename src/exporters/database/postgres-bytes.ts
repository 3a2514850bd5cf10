import type pg from 'pg';
import { errorCode } from '../../errors/error-code.ts';

/*
 * A PostgreSQL database of an encoding other than UTF-8 converts what it sends, and refuses a whole answer for one byte
 * that it cannot convert. Such an answer is asked for again as bytes, whose values are then converted one by one.
 */

/** Encodings in which answers come without being converted. */
const UNCONVERTED: ReadonlySet<string> = new Set(['UTF8', 'SQL_ASCII']);

/** True for an encoding from which the server converts text into UTF-8, which can fail. */
export const isConverted = (serverEncoding: string): boolean => !UNCONVERTED.has(serverEncoding);

/** character_not_in_repertoire and untranslatable_character (postgresql.org/docs, Error Codes). */
const REFUSALS: ReadonlySet<string> = new Set(['22021', '22P05']);

/** Runs a query; asks as bytes where the server cannot convert its answer. In a transaction a refusal must not end it. */
export async function queryConverted(
  client: pg.Client,
  query: { readonly text: string; readonly values: readonly unknown[] },
  isInTransaction: boolean,
): Promise<readonly unknown[][]> {
  const attempt: Attempt = async (config) => tried(client, config, isInTransaction);
  const { text } = query;
  const values = [...query.values];
  const rows = await attempt({ text, values, rowMode: 'array' });
  if (rows !== undefined) return rows;
  const records = await readRecords(client, text, values);
  const fields = records.map(fieldsOf);
  const decoded = await decodeAll(
    attempt,
    fields.flat().filter((field) => field !== null),
  );
  let next = 0;
  return fields.map((record) =>
    record.map((field) => {
      if (field === null) return null;
      next += 1;
      return decoded[next - 1];
    }),
  );
}

/** Runs a statement; undefined when the server cannot convert its answer. */
type Attempt = (config: pg.QueryArrayConfig) => Promise<readonly unknown[][] | undefined>;

async function tried(
  client: pg.Client,
  config: pg.QueryArrayConfig,
  isInTransaction: boolean,
): Promise<readonly unknown[][] | undefined> {
  const run = (text: string) => client.query<unknown[]>({ text, rowMode: 'array' });
  if (isInTransaction) await run('SAVEPOINT mm2slack');
  try {
    const { rows } = await client.query<unknown[]>(config);
    if (isInTransaction) await run('RELEASE SAVEPOINT mm2slack');
    return rows;
  } catch (error) {
    if (!REFUSALS.has(errorCode(error))) throw error;
    if (isInTransaction) await run('ROLLBACK TO SAVEPOINT mm2slack');
    return undefined;
  }
}

/** Each row as the server writes a record, in its bytes: a client without an encoding gets those of texts. */
async function readRecords(
  client: pg.Client,
  sql: string,
  values: unknown[],
): Promise<readonly Buffer[]> {
  await client.query<unknown[]>({ text: "SET client_encoding TO 'SQL_ASCII'", rowMode: 'array' });
  try {
    const text = `SELECT textsend(r::text) FROM (${sql}) r`;
    const { rows } = await client.query<unknown[]>({ text, values, rowMode: 'array' });
    return rows.map(([record]) => (Buffer.isBuffer(record) ? record : Buffer.alloc(0)));
  } finally {
    await client.query<unknown[]>({ text: "SET client_encoding TO 'UTF8'", rowMode: 'array' });
  }
}

const [COMMA, QUOTE, BACKSLASH] = [0x2c, 0x22, 0x5c];

/** The fields of a record's text, `(1,"a ""b""",)`: null for nothing between commas, which an empty text is not. */
export function fieldsOf(record: Buffer): readonly (Buffer | null)[] {
  const fields: (Buffer | null)[] = [];
  let field: number[] = [];
  let isQuoted = false;
  let wasQuoted = false;
  const end = record.length - 1;
  for (let at = 1; at <= end; at += 1) {
    const byte = record[at] ?? 0;
    if (at === end || (byte === COMMA && !isQuoted)) {
      fields.push(field.length === 0 && !wasQuoted ? null : Buffer.from(field));
      field = [];
      wasQuoted = false;
    } else if (byte === QUOTE && isQuoted && record[at + 1] === QUOTE) {
      field.push(QUOTE);
      at += 1;
    } else if (byte === QUOTE) {
      isQuoted = !isQuoted;
      wasQuoted = true;
    } else if (byte === BACKSLASH && record[at + 1] === BACKSLASH) {
      field.push(BACKSLASH);
      at += 1;
    } else field.push(byte);
  }
  return fields;
}

const CONVERT = `SELECT convert_from(v, getdatabaseencoding())
  FROM unnest($1::bytea[]) WITH ORDINALITY AS u(v, n) ORDER BY n`;

/** Texts of values: as the server converts them, with U+FFFD for what beyond ASCII it cannot convert in one. */
async function decodeAll(attempt: Attempt, values: readonly Buffer[]): Promise<readonly string[]> {
  const [only, ...others] = values;
  if (only === undefined) return [];
  const rows = await attempt({
    text: CONVERT,
    values: [[...values]],
    rowMode: 'array',
  });
  if (rows !== undefined) return rows.map(([text]) => String(text));
  if (others.length > 0) {
    const middle = Math.ceil(values.length / 2);
    const first = await decodeAll(attempt, values.slice(0, middle));
    return [...first, ...(await decodeAll(attempt, values.slice(middle)))];
  }
  const runs = runsOf(only);
  if (runs.length < 2) return ['\ufffd'];
  return [(await decodeAll(attempt, runs)).join('')];
}

const FIRST_BEYOND_ASCII = 0x80;

/** The bytes cut where ASCII begins or ends. */
function runsOf(bytes: Buffer): readonly Buffer[] {
  const runs: Buffer[] = [];
  let start = 0;
  for (let at = 1; at <= bytes.length; at += 1) {
    const isSame =
      at < bytes.length &&
      (bytes[at] ?? 0) < FIRST_BEYOND_ASCII === (bytes[at - 1] ?? 0) < FIRST_BEYOND_ASCII;
    if (isSame) continue;
    runs.push(bytes.subarray(start, at));
    start = at;
  }
  return runs;
}

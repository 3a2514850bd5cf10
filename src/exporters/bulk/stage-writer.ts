import type Libsql from 'libsql';
import type { Findings } from './findings.ts';
import { userIdOf } from './ids.ts';
import { type BulkObject, type LinePlace, unknownFields } from './values.ts';

/** What a line may put into a table. */
export type StageValue = string | number | Buffer | null;

/** Puts rows into the staged file, and counts what is odd. One for each file of the source. */
export interface StageWriter {
  /** Number of the file, from 0: what a later file repeats replaces what an earlier one said. */
  readonly part: number;
  readonly findings: Findings;
  /** Names of accounts that lines name, as they are written. */
  readonly namedPeople: Map<string, string>;
  /** Types of lines and fields that the files hold. */
  readonly seen: Set<string>;
  /** Runs a statement; gives the number of rows that changed. */
  run(sql: string, ...values: readonly StageValue[]): number;
  /** The first column of the first row; undefined for no row. */
  value(sql: string, ...values: readonly StageValue[]): unknown;
}

/** Makes the writer of one part of an export: prepared statements by their SQL, each prepared once. */
export function makeStageWriter(
  database: Libsql.Database,
  {
    part,
    findings,
    namedPeople,
    seen,
  }: Pick<StageWriter, 'part' | 'findings' | 'namedPeople' | 'seen'>,
): StageWriter {
  const prepared = new Map<string, Libsql.Statement>();
  const statementOf = (sql: string): Libsql.Statement => {
    const known = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  return {
    part,
    findings,
    namedPeople,
    seen,
    run: (sql, ...values) => statementOf(sql).run(...values).changes,
    value(sql, ...values) {
      const row: unknown = statementOf(sql)
        .raw()
        .get(...values);
      return Array.isArray(row) ? row[0] : undefined;
    },
  };
}

const ADD_UNKNOWN = 'INSERT INTO BulkUnknown (Part, Line, Kind, Json) VALUES (?, ?, ?, ?)';

/** Place of a line, as `export.jsonl:12`. */
export const placeText = ({ file, line }: LinePlace): string => `${file}:${line}`;

/** Keeps what is not known of an object, and counts its fields. */
export function keepUnknownFields(
  writer: StageWriter,
  object: BulkObject,
  { kind, known, place }: { kind: string; known: ReadonlySet<string>; place: LinePlace },
): void {
  const unknown = unknownFields(object, known);
  if (unknown === undefined) return;
  for (const field of Object.keys(unknown)) {
    writer.findings.add('unknown-fields', placeText(place), `${kind}.${field}`);
  }
  writer.run(ADD_UNKNOWN, writer.part, place.line, kind, JSON.stringify(unknown));
}

/** Keeps a line of a type that is not known, and counts it. */
export function keepUnknownLine(
  writer: StageWriter,
  type: string,
  json: string,
  place: LinePlace,
): void {
  writer.findings.add('unknown-lines', placeText(place), type);
  writer.run(ADD_UNKNOWN, writer.part, place.line, type, json);
}

/** Text for a column: SQLite reads a text up to its first NUL, so that one with a NUL goes in as bytes. */
export const storedText = (text: string): StageValue =>
  text.includes('\0') ? Buffer.from(text) : text;

/** Remembers a person who is named, and gives the id. */
export function nameOf(writer: StageWriter, username: string): string {
  const id = userIdOf(username);
  if (!writer.namedPeople.has(id)) writer.namedPeople.set(id, username);
  return id;
}

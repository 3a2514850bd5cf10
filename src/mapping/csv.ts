import { parse } from 'csv-parse/sync';
import { UsageError } from '../errors/errors.ts';
import { type Notice, notice } from '../errors/notices.ts';
import { recordOf } from './records.ts';

/** A row of a table, with its cells by column. */
export interface TableRow<Column extends string> {
  /** Line number as in a text editor, from 1. */
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
}

/** Collects the problems of a file, each with file and line. */
export interface TableComplaints {
  add(line: number, problem: Notice): void;
  /** Throws UsageError with all problems, if there are any. */
  throwAny(): void;
}

/** Makes a list of complaints about a file, a line each; ConfigError with all of them at once. */
export function tableComplaints(fileName: string): TableComplaints {
  const all: Notice[] = [];
  return {
    add(line, problem) {
      all.push(inLine(fileName, line, problem));
    },
    throwAny() {
      if (all.length > 0) throw new UsageError(all);
    },
  };
}

/** Puts file and line before a problem. */
export const inLine = (file: string, line: number, problem: Notice): Notice =>
  notice('in-line', { file, line: String(line), problem });

/**
 * Parses CSV with a header. The separator may be a comma, a semicolon or a tab, because spreadsheets use the
 * locale's. A column of `optional` that is not there has empty cells; others are ignored, line breaks in cells become
 * `\n`, and cells are trimmed. UsageError when the text is not CSV or lacks a column; rows with too few or too many
 * cells are added to the complaints and omitted.
 */
export function parseTable<Column extends string, Optional extends string = never>(
  text: string,
  columns: readonly Column[],
  fileName: string,
  complaints: TableComplaints,
  optional: readonly Optional[] = [],
): readonly TableRow<Column | Optional>[] {
  const [header, ...rows] = recordsOf(text, fileName);
  if (header === undefined) throw new UsageError(notice('table-empty', { file: fileName }));
  const names = header.record.map((name) => name.trim().toLowerCase());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    const columns = missing.join(', ');
    throw new UsageError(inLine(fileName, 1, notice('columns-missing', { columns })));
  }
  return rows.flatMap(({ record, info }) => {
    const line = info.lines - lineBreaks(record);
    if (record.length !== names.length) {
      const [count, expected] = [record.length, names.length];
      complaints.add(line, notice('cell-count', { count, expected }));
      return [];
    }
    const cells = recordOf<Column | Optional, string>([...columns, ...optional], (column) =>
      cellText(record[names.indexOf(column)] ?? ''),
    );
    return [{ line, cells }];
  });
}

const lineBreaks = (record: readonly string[]): number => record.join('').split('\n').length - 1;

interface CsvRecord {
  readonly record: readonly string[];
  /** `lines`: line number at the end of the record. */
  readonly info: { readonly lines: number };
}

/** The parser counts lines correctly only when all line breaks in the file are of one kind, in quoted cells too. */
export const withOneLineBreak = (text: string): string => text.replaceAll(/\r\n?/g, '\n');

function recordsOf(text: string, fileName: string): readonly CsvRecord[] {
  const records = parsed(withOneLineBreak(text), fileName);
  if (!records.every(isCsvRecord)) throw new TypeError('Expected records with their lines');
  return records;
}

/** What the parser says of itself does not tell that `info` changes what it gives. */
function isCsvRecord(value: unknown): value is CsvRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { record, info }: { readonly record?: unknown; readonly info?: unknown } = value;
  return Array.isArray(record) && typeof info === 'object' && info !== null && 'lines' in info;
}

function parsed(table: string, fileName: string): readonly unknown[] {
  try {
    return parse(table, {
      bom: true,
      delimiter: delimiterOf(table),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(notice('table-unreadable', { file: fileName, reason }), { cause: error });
  }
}

/** Detects the separator: the most frequent one in the header, whose names contain none. */
export function delimiterOf(table: string): string {
  const header = /[^\n]+/.exec(table)?.[0] ?? '';
  const count = (delimiter: string): number => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** Removes the quote that csvLine puts before formulas, and trims. */
export function cellText(cell: string): string {
  return cell.replace(/^'(?='*[=+\-@＝＋－＠\t\r\n])/, '').trim();
}

/**
 * Beginning of a cell that a spreadsheet runs as a formula, in a Japanese locale also with full-width signs
 * (owasp.org/www-community/attacks/CSV_Injection). A quote in front makes it text. A cell that already begins with
 * quotes gets one more, so that parsing can remove exactly one.
 */
const FORMULA_START = /^'*[=+\-@＝＋－＠\t\r\n]/;
const NEEDS_QUOTES = /[",\r\n]/;
/** No formula, and without quotes: nearly every cell of an index of posts. */
const PLAIN = /^[\dA-Za-z][^",\r\n]*$/;

/** Begins a list: without it Excel reads a file in the code page of the country. */
export const BYTE_ORDER_MARK = '\ufeff';

/** Writes one line of CSV (RFC 4180) whose cells are safe to open in a spreadsheet. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`;
}

/** Writes one cell; `delimiter` is what separates cells in its table. */
export function csvCell(value: string, delimiter = ','): string {
  if (delimiter === ',' && PLAIN.test(value)) return value;
  const safe = FORMULA_START.test(value) ? `'${value}` : value;
  const isPlain = !NEEDS_QUOTES.test(safe) && !safe.includes(delimiter);
  return isPlain ? safe : `"${safe.replaceAll('"', '""')}"`;
}

const BYTE_ORDER_MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * Decodes a file that a spreadsheet saved: by its byte order mark, else as UTF-8, else as CP932, which Excel writes
 * in Japan (shift_jis of the Encoding Standard is that code page). UsageError when all fail.
 */
export function decodeSpreadsheet(bytes: Uint8Array, fileName: string): string {
  for (const [mark, encoding] of BYTE_ORDER_MARKS) {
    if (mark.every((byte, index) => bytes[index] === byte)) {
      return decoded(bytes, encoding) ?? refuse(fileName);
    }
  }
  return decoded(bytes, 'utf-8') ?? decoded(bytes, 'shift_jis') ?? refuse(fileName);
}

/** True for a table that was saved as UTF-8 without a byte order mark. */
export const isPlainUtf8 = (bytes: Uint8Array): boolean =>
  BYTE_ORDER_MARKS.every(([mark]) => mark.some((byte, index) => bytes[index] !== byte)) &&
  decoded(bytes, 'utf-8') !== undefined;

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function refuse(fileName: string): never {
  throw new UsageError(notice('table-encoding', { file: fileName }));
}

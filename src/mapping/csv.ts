import { parse } from 'csv-parse/sync';
import { UsageError } from '../errors/errors.ts';
import { type Notice, notice } from '../errors/notices.ts';

/** A row of a table, its cells by column. */
export interface TableRow<Column extends string> {
  /** As a text editor counts lines, from 1. */
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
}

/** Complaints about a file, each naming file and line. */
export interface TableComplaints {
  add(line: number, problem: Notice): void;
  /** UsageError with all of them, if there are any. */
  throwAny(): void;
}

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

/** A problem of one line of a file. */
export const inLine = (file: string, line: number, problem: Notice): Notice =>
  notice('in-line', { file, line: String(line), problem });

/**
 * Reads CSV with a header. Commas, semicolons or tabs may separate: spreadsheets use what the country uses.
 * Further columns are ignored, line breaks in cells become `\n`, outer blanks go. UsageError when the file is no table or lacks a column; rows with too few or
 * too many cells are complained of and left out.
 */
export function parseTable<Column extends string>(
  text: string,
  columns: readonly Column[],
  fileName: string,
  complaints: TableComplaints,
): readonly TableRow<Column>[] {
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
    const cells = columns.map((column) => [column, cellText(record[names.indexOf(column)] ?? '')]);
    return [{ line, cells: Object.fromEntries(cells) as Record<Column, string> }];
  });
}

const lineBreaks = (record: readonly string[]): number => record.join('').split('\n').length - 1;

interface CsvRecord {
  readonly record: readonly string[];
  /** `lines`: where the record ends. */
  readonly info: { readonly lines: number };
}

/** The parser counts lines right only when one kind of line break is in the file, quoted cells included. */
const withOneLineBreak = (text: string): string => text.replaceAll(/\r\n?/g, '\n');

function recordsOf(text: string, fileName: string): readonly CsvRecord[] {
  const table = withOneLineBreak(text);
  try {
    return parse(table, {
      bom: true,
      delimiter: delimiterOf(table),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as readonly CsvRecord[];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(notice('table-unreadable', { file: fileName, reason }), { cause: error });
  }
}

/** The separator that the header has most of; its names have none. */
function delimiterOf(table: string): string {
  const header = /[^\n]+/.exec(table)?.[0] ?? '';
  const count = (delimiter: string): number => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** Undoes the quote that csvLine puts before what a spreadsheet would run. */
function cellText(cell: string): string {
  return cell.replace(/^'(?='*[=+\-@＝＋－＠\t\r\n])/, '').trim();
}

/**
 * A spreadsheet runs a cell that starts like this as a formula, in a Japanese locale with full-width signs
 * too (owasp.org/www-community/attacks/CSV_Injection); a quote in front makes it text. What has a quote there of its
 * own gets another one, so that the reader of a table can take away the first.
 */
const FORMULA_START = /^'*[=+\-@＝＋－＠\t\r\n]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** One line of CSV (RFC 4180), its cells safe to open in a spreadsheet. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string): string {
  const safe = FORMULA_START.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const BYTE_ORDER_MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * The text of a file that a spreadsheet saved: by its byte order mark, else UTF-8, else CP932, which Excel
 * writes in Japan (the Encoding Standard's shift_jis is that code page). UsageError when it is none of them.
 */
export function decodeSpreadsheet(bytes: Uint8Array, fileName: string): string {
  for (const [mark, encoding] of BYTE_ORDER_MARKS) {
    if (mark.every((byte, index) => bytes[index] === byte)) {
      return decoded(bytes, encoding) ?? refuse(fileName);
    }
  }
  return decoded(bytes, 'utf-8') ?? decoded(bytes, 'shift_jis') ?? refuse(fileName);
}

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

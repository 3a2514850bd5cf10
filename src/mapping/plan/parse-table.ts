import { parse } from 'csv-parse/sync';
import { UsageError } from '../../errors.ts';

/** A row of a table, its cells by column. */
export interface TableRow<Column extends string> {
  /** As a text editor counts lines, from 1. */
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
}

/** Complaints about a file, each naming file and line. */
export interface TableComplaints {
  add(line: number, what: string): void;
  /** UsageError with all of them, if there are any. */
  throwAny(): void;
}

export function tableComplaints(fileName: string): TableComplaints {
  const all: string[] = [];
  return {
    add(line, what) {
      all.push(`${fileName} line ${line}: ${what}`);
    },
    throwAny() {
      if (all.length > 0) throw new UsageError(all.join('\n'));
    },
  };
}

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
  if (header === undefined) throw new UsageError(`${fileName}: empty; expected a header line`);
  const names = header.record.map((name) => name.trim().toLowerCase());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    throw new UsageError(`${fileName} line 1: no column ${missing.join(', ')}`);
  }
  return rows.flatMap(({ record, info }) => {
    const line = info.lines - lineBreaks(record);
    if (record.length !== names.length) {
      complaints.add(line, `${record.length} cells, expected ${names.length}`);
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
    const what = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${fileName}: not readable as CSV (${what})`, { cause: error });
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

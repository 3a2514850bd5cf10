import { cellText, csvCell, delimiterOf, isPlainUtf8, withOneLineBreak } from './csv.ts';
import { recordOf } from './records.ts';

/** A table as its file has it, so that cells can be replaced and all other characters stay. */
export interface CsvDocument {
  readonly text: string;
  readonly delimiter: string;
  /** Names of the columns, in lower case. */
  readonly columns: readonly string[];
  /** Offset of each row behind the header; empty lines are none. */
  readonly starts: readonly number[];
}

/** A cell with its quotes, by offsets in the text. */
interface RawCell {
  readonly start: number;
  readonly end: number;
}

/** Splits a text into rows as `parseTable` does; it must be one that `parseTable` reads. */
export function csvDocument(text: string): CsvDocument {
  const delimiter = delimiterOf(withOneLineBreak(text));
  const offsets: number[] = [];
  for (let at = afterLineBreaks(text, 0); at < text.length; ) {
    offsets.push(at);
    at = afterLineBreaks(text, rawCells(text, at, delimiter).at(-1)?.end ?? text.length);
  }
  const [header, ...starts] = offsets;
  const names = header === undefined ? [] : rawCells(text, header, delimiter);
  const columns = names.map((cell) => textOf(text, cell).trim().toLowerCase());
  return { text, delimiter, columns, starts };
}

/** Reads the cells of a row by column, as `parseTable` does; '' for a column that the table lacks. */
export function cellsOfRow<Column extends string>(
  { text, delimiter, columns, starts }: CsvDocument,
  row: number,
  wanted: readonly Column[],
): Readonly<Record<Column, string>> {
  const cells = rawCells(text, starts[row] ?? text.length, delimiter);
  return recordOf(wanted, (column) => {
    const cell = cells[columns.indexOf(column)];
    return cell === undefined ? '' : cellText(textOf(text, cell));
  });
}

/** Replaces cells, by row and column; a column that the table lacks is ignored. Returns the whole text. */
export function withCells(
  { text, delimiter, columns, starts }: CsvDocument,
  changes: ReadonlyMap<number, Readonly<Record<string, string>>>,
): string {
  const pieces: string[] = [];
  let copied = 0;
  for (const [row, cells] of [...changes].sort(([a], [b]) => a - b)) {
    const raw = rawCells(text, starts[row] ?? text.length, delimiter);
    for (const [index, { start, end }] of raw.entries()) {
      const value = cells[columns[index] ?? ''];
      if (value === undefined || columns.indexOf(columns[index] ?? '') !== index) continue;
      pieces.push(text.slice(copied, start), csvCell(value, delimiter));
      copied = end;
    }
  }
  return pieces.join('') + text.slice(copied);
}

const isLineBreak = (character: string): boolean => character === '\n' || character === '\r';

function afterLineBreaks(text: string, start: number): number {
  let at = start;
  while (isLineBreak(text.charAt(at))) at += 1;
  return at;
}

/** Finds the cells of the row that begins at an offset; the last one ends where the row does. */
function rawCells(text: string, rowStart: number, delimiter: string): readonly RawCell[] {
  const cells: RawCell[] = [];
  for (let start = rowStart; ; ) {
    let at = text.charAt(start) === '"' ? afterQuotes(text, start) : start;
    while (at < text.length && text.charAt(at) !== delimiter && !isLineBreak(text.charAt(at))) {
      at += 1;
    }
    cells.push({ start, end: at });
    if (text.charAt(at) !== delimiter) return cells;
    start = at + 1;
  }
}

/** Finds the end of a cell in quotes; two quotes in it are one of its characters. */
function afterQuotes(text: string, start: number): number {
  let at = text.indexOf('"', start + 1);
  while (at !== -1 && text.charAt(at + 1) === '"') at = text.indexOf('"', at + 2);
  return at === -1 ? text.length : at + 1;
}

function textOf(text: string, { start, end }: RawCell): string {
  const raw = withOneLineBreak(text.slice(start, end));
  return raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw;
}

/** Puts a byte order mark before a text, unless its file was UTF-8 without one: other encodings become UTF-8. */
export const markedLike = (before: Uint8Array, text: string): string =>
  isPlainUtf8(before) ? text : `\ufeff${text}`;

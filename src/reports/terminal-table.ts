import { textWidth } from '../mapping/text.ts';
import { LINE_COLUMNS, widestPiece, wrapCell, wrapLine } from './wrapped.ts';

/** A column of a table on a terminal. */
export interface TerminalColumn {
  readonly label: string;
  readonly align: 'text' | 'word' | 'number';
}

const INDENT = '  ';
const GAP = '  ';
/** No column gets narrower for the sake of others. */
const MIN_COLUMNS = 8;
/** A longer word is divided before a table becomes a list. */
const MAX_WORD_COLUMNS = 24;

/**
 * Lines of a table with aligned columns and a header, which fits the width of a terminal: long cells are wrapped between
 * words. Where its words have no room beside each other, each row is a list of its cells with the labels of their
 * columns.
 */
export function terminalTable(
  columns: readonly TerminalColumn[],
  rows: readonly (readonly string[])[],
  width: number = LINE_COLUMNS,
): readonly string[] {
  const hasHeader = columns.some(({ label }) => label !== '');
  const all = [...(hasHeader ? [columns.map(({ label }) => label)] : []), ...rows];
  const room = width - INDENT.length - GAP.length * (columns.length - 1);
  const widest = (of: (cell: string) => number): readonly number[] =>
    columns.map((_column, at) => Math.max(1, ...all.map((row) => of(row[at] ?? ''))));
  const natural = widest(textWidth);
  const leastFor = (of: (cell: string) => number): readonly number[] => {
    const words = widest(of);
    return natural.map((columnsOfCell, at) =>
      Math.min(columnsOfCell, Math.max(MIN_COLUMNS, words[at] ?? 0)),
    );
  };
  const least = [leastFor(widestPiece), leastFor(dividedPiece)].find((each) => sumOf(each) <= room);
  if (hasHeader && least === undefined) return listed(columns, rows, width);
  const widths = fittingWidths(natural, least ?? leastFor(() => 0), room);
  return all.flatMap((row) => rowLines(row, columns, widths));
}

/** Columns that a cell needs when its long words are divided, but for addresses, which are of use only as a whole. */
const dividedPiece = (cell: string): number =>
  cell.includes('://') ? widestPiece(cell) : Math.min(widestPiece(cell), MAX_WORD_COLUMNS);

const sumOf = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0);

/** Takes from the widest columns until all fit, but from none more than it can spare. */
function fittingWidths(
  natural: readonly number[],
  least: readonly number[],
  room: number,
): readonly number[] {
  const widths = [...natural];
  for (;;) {
    const excess = sumOf(widths) - room;
    const spare = widths.map((width, at) => (width > (least[at] ?? 0) ? width : 0));
    const widest = Math.max(...spare);
    if (excess <= 0 || widest === 0) return widths;
    const at = spare.indexOf(widest);
    const second = Math.max(...spare.filter((_width, index) => index !== at), 0);
    const wanted = Math.min(widest - 1, Math.max(widest - excess, second));
    widths[at] = Math.max(least[at] ?? 0, wanted);
  }
}

/** Each row as its first cell and, below it, the others with their labels; empty cells are left out. */
function listed(
  columns: readonly TerminalColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const labelled = Math.max(...columns.slice(1).map(({ label }) => textWidth(label)));
  const inner = INDENT + INDENT;
  const room = width - inner.length - labelled - GAP.length;
  const cellLines = (cell: string, label: string): readonly string[] => {
    if (cell === '') return [];
    // A long address has a line of its own, where it may be whole.
    if (widestPiece(cell) > room) return [inner + label, ...wrapLine(inner + cell, width)];
    return wrapLine(`${inner}${padded(label, labelled, 'text')}${GAP}${cell}`, width);
  };
  return rows.flatMap(([first = '', ...others]) => [
    ...wrapLine(INDENT + oneLine(first), width),
    ...others.flatMap((cell, at) => cellLines(oneLine(cell), columns[at + 1]?.label ?? '')),
  ]);
}

const oneLine = (cell: string): string => cell.replace(/\s+/g, ' ').trim();

function rowLines(
  row: readonly string[],
  columns: readonly TerminalColumn[],
  widths: readonly number[],
): readonly string[] {
  const cells = widths.map((width, at) => wrapCell(oneLine(row[at] ?? ''), width));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_line, number) =>
    `${INDENT}${cells
      .map((lines, at) => padded(lines[number] ?? '', widths[at] ?? 0, columns[at]?.align))
      .join(GAP)}`.trimEnd(),
  );
}

function padded(text: string, width: number, align: TerminalColumn['align'] | undefined): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'number' ? `${space}${text}` : `${text}${space}`;
}

import { textWidth } from '../mapping/text.ts';
import { LINE_COLUMNS, wrapCell } from './wrapped.ts';

/** A column of a table on a terminal. */
export interface TerminalColumn {
  readonly label: string;
  readonly align: 'text' | 'word' | 'number';
}

const INDENT = '  ';
const GAP = '  ';
/** No column gets narrower for the sake of others. */
const MIN_COLUMNS = 8;

/** Lines of a table with aligned columns and a header, which fits the width of a terminal: long cells are wrapped. */
export function terminalTable(
  columns: readonly TerminalColumn[],
  rows: readonly (readonly string[])[],
  width: number = LINE_COLUMNS,
): readonly string[] {
  const hasHeader = columns.some(({ label }) => label !== '');
  const all = [...(hasHeader ? [columns.map(({ label }) => label)] : []), ...rows];
  const room = width - INDENT.length - GAP.length * (columns.length - 1);
  const widths = fittingWidths(
    columns.map((_column, at) => Math.max(1, ...all.map((row) => textWidth(row[at] ?? '')))),
    room,
  );
  return all.flatMap((row) => rowLines(row, columns, widths));
}

/** Takes from the widest columns until all fit. */
function fittingWidths(natural: readonly number[], room: number): readonly number[] {
  const widths = [...natural];
  for (;;) {
    const excess = widths.reduce((sum, width) => sum + width, 0) - room;
    const widest = Math.max(...widths);
    if (excess <= 0 || widest <= MIN_COLUMNS) return widths;
    const at = widths.indexOf(widest);
    const second = Math.max(MIN_COLUMNS, ...widths.filter((_width, index) => index !== at));
    widths[at] = Math.max(MIN_COLUMNS, Math.min(widest - 1, Math.max(widest - excess, second)));
  }
}

function rowLines(
  row: readonly string[],
  columns: readonly TerminalColumn[],
  widths: readonly number[],
): readonly string[] {
  const cells = widths.map((width, at) =>
    wrapCell((row[at] ?? '').replace(/\s+/g, ' ').trim(), width),
  );
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

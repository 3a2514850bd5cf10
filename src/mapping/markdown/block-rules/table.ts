import type { StateBlock } from 'markdown-it';
import { type Alignment, dialectEnv } from '../nodes.ts';
import { type BlockRule, lineContent, pushBlock } from './lines.ts';

const BORDERED_ALIGNMENT = /^\| *[-:]+[-| :]*$/;
const OPEN_HEADER = /^[^\n]+\|/;
const OPEN_ALIGNMENT = /^[-:]+ *\|[-| :]*$/;
const OUTER_PIPES = /^ *\| *| *\| *$/g;

/** Table. It begins after a blank line and needs a line after its alignment row. */
export const table: BlockRule = (state, startLine, endLine, silent) => {
  if (!dialectEnv(state.env).top || startLine + 1 >= endLine) return false;
  const header = lineContent(state, startLine);
  if (!header.includes('|')) return false;
  const alignment = lineContent(state, startLine + 1);
  const hasBorder =
    header.startsWith('|') && header.length > 1 && BORDERED_ALIGNMENT.test(alignment);
  if (!hasBorder && !(OPEN_HEADER.test(header) && OPEN_ALIGNMENT.test(alignment))) return false;
  if (!endsWithLineFeed(state, startLine + 1)) return false;
  if (silent) return true;
  pushTable(state, startLine, endLine, hasBorder);
  return true;
};

const endsWithLineFeed = (state: StateBlock, line: number): boolean =>
  (state.eMarks[line] ?? 0) < state.src.length;

function pushTable(
  state: StateBlock,
  startLine: number,
  endLine: number,
  hasBorder: boolean,
): void {
  const isRow = (text: string): boolean => (hasBorder ? text.startsWith('|') : text.includes('|'));
  const rows = [rowCells(lineContent(state, startLine))];
  let line = startLine + 2;
  for (; line < endLine && isRow(lineContent(state, line)); line++)
    rows.push(rowCells(lineContent(state, line)));
  pushBlock(state, {
    kind: 'table',
    alignments: alignments(lineContent(state, startLine + 1)),
    rows,
  });
  state.line = line;
}

const rowCells = (row: string): string[] => splitCells(row.replace(OUTER_PIPES, ''));

/** Splits a row at pipes. An escaped pipe does not end a cell; the inline rules handle its backslash. */
function splitCells(row: string): string[] {
  const cells: string[] = [];
  let start = 0;
  for (let at = row.indexOf('|'); at !== -1; at = row.indexOf('|', at + 1)) {
    if (at > 0 && row[at - 1] === '\\') continue;
    cells.push(row.slice(start, at).trim());
    start = at + 1;
  }
  cells.push(row.slice(start).trim());
  return cells;
}

function alignments(line: string): Alignment[] {
  return line
    .replace(OUTER_PIPES, '')
    .split('|')
    .map((cell) => alignmentOf(cell.trim()));
}

function alignmentOf(cell: string): Alignment {
  if (!cell.endsWith(':')) return cell.startsWith(':') ? 'left' : 'none';
  return cell.startsWith(':') && cell.length > 1 ? 'center' : 'right';
}

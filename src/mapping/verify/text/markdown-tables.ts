import type { Lines } from './markdown-lines.ts';
import type { SourceBlock } from './markdown-tree.ts';

type Table = Extract<SourceBlock, { kind: 'table' }>;

const BORDERED_RULE = /^\| *[-:]+[-| :]*$/;
const OPEN_RULE = /^[-:]+ *\|[-| :]*$/;

/** Reads the table that begins at a line, with or without outer pipes; a line must follow its rule. */
export function readTable(
  lines: Lines,
  at: number,
): readonly [table: Table, end: number] | undefined {
  const { all, isFed } = lines;
  const head = all[at]?.content ?? '';
  const rule = all[at + 1]?.content ?? '';
  const isBordered = head.length > 1 && head.startsWith('|') && BORDERED_RULE.test(rule);
  if (!isBordered && !(head.indexOf('|', 1) > 0 && OPEN_RULE.test(rule))) return undefined;
  if (at + 2 >= all.length && !isFed) return undefined;
  const isRow = (text: string): boolean => (isBordered ? text.startsWith('|') : text.includes('|'));
  let end = at + 2;
  while (end < all.length && isRow(all[end]?.content ?? '')) end += 1;
  const rows = [head, ...all.slice(at + 2, end).map(({ content }) => content)];
  return [{ kind: 'table', aligned: alignedOf(rule), rows: rows.map(cellsOf) }, end];
}

/** Removes a pipe at either end, with the spaces around it. */
function withoutBorders(row: string): string {
  let [start, end] = [0, row.length];
  const skipSpaces = (): void => {
    while (start < end && row.charAt(start) === ' ') start += 1;
  };
  skipSpaces();
  if (row.charAt(start) === '|') {
    start += 1;
    skipSpaces();
  } else start = 0;
  let last = end;
  while (last > start && row.charAt(last - 1) === ' ') last -= 1;
  if (last > start && row.charAt(last - 1) === '|') {
    last -= 1;
    while (last > start && row.charAt(last - 1) === ' ') last -= 1;
    end = last;
  }
  return row.slice(start, end);
}

/** Cells of a row; a pipe behind a backslash ends none. */
const cellsOf = (row: string): readonly string[] =>
  withoutBorders(row)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

const alignedOf = (rule: string): readonly string[] =>
  withoutBorders(rule)
    .split('|')
    .map((cell) => alignmentOf(cell.trim()));

function alignmentOf(cell: string): string {
  if (!cell.endsWith(':')) return cell.startsWith(':') ? 'l' : '-';
  return cell.startsWith(':') && cell.length > 1 ? 'c' : 'r';
}

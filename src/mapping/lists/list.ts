import { type CsvDocument, withCells } from '../csv-document.ts';
import { foldText } from './fold.ts';
import type { ListFilter } from './names.ts';

/** Cells of a line that decide, by column, as the file has them. */
export type DecidingCells = Readonly<Record<string, string>>;

/** A line of users.csv or channels.csv. */
export interface ListLine {
  /** Whose line it is. */
  readonly key: string;
  readonly posts: number;
  readonly cells: DecidingCells;
  /** All that a filter finds the line by. */
  readonly words: string;
}

/** A list as its file has it, and the lines that were changed since. A value: a change makes another one. */
export interface EditedList<Line extends ListLine> {
  readonly document: CsvDocument;
  readonly lines: readonly Line[];
  /** Rows by key. */
  readonly rows: ReadonlyMap<string, number>;
  /** Rows in the order in which a person goes through them. */
  readonly order: readonly number[];
  /** Rows that had something to decide when the list was read. */
  readonly open: ReadonlySet<number>;
  /** What a filter looks through, by row. */
  readonly folded: readonly string[];
  readonly changed: ReadonlyMap<number, Line>;
}

/** Makes a list without changes: open lines first, then those with the most posts. */
export function editedList<Line extends ListLine>(
  document: CsvDocument,
  lines: readonly Line[],
  isOpen: (line: Line) => boolean,
): EditedList<Line> {
  const open = new Set(lines.flatMap((line, row) => (isOpen(line) ? [row] : [])));
  const rank = (row: number): number => (open.has(row) ? 0 : 1);
  const posts = (row: number): number => lines[row]?.posts ?? 0;
  const order = lines.map((_line, row) => row);
  order.sort((a, b) => rank(a) - rank(b) || posts(b) - posts(a) || a - b);
  return {
    document,
    lines,
    rows: new Map(lines.map(({ key }, row) => [key, row])),
    order,
    open,
    folded: lines.map(({ words }) => foldText(words)),
    changed: new Map(),
  };
}

/** Returns a line as it is now; undefined when the list has none for the key. */
export function lineOf<Line extends ListLine>(
  { lines, rows, changed }: EditedList<Line>,
  key: string,
): Line | undefined {
  const row = rows.get(key);
  return row === undefined ? undefined : (changed.get(row) ?? lines[row]);
}

/** All lines as they are now. */
export const linesNow = <Line extends ListLine>({
  lines,
  changed,
}: EditedList<Line>): readonly Line[] =>
  changed.size === 0 ? lines : lines.map((line, row) => changed.get(row) ?? line);

/** Puts a line into the place of the one with its key. One with the cells of the file is no change. */
export function withLine<Line extends ListLine>(
  list: EditedList<Line>,
  line: Line,
): EditedList<Line> {
  const row = list.rows.get(line.key);
  const before = row === undefined ? undefined : list.lines[row];
  if (row === undefined || before === undefined) return list;
  const changed = new Map(list.changed);
  if (hasChanged(before.cells, line.cells)) changed.set(row, line);
  else changed.delete(row);
  return { ...list, changed };
}

/** Returns the line of the file where it decides the same, in whatever words. */
export function asInFile<Line extends ListLine>(
  { lines, rows }: EditedList<Line>,
  line: Line,
  decided: readonly (keyof Line)[],
): Line {
  const before = lines[rows.get(line.key) ?? -1];
  return before !== undefined && decided.every((key) => before[key] === line[key]) ? before : line;
}

const hasChanged = (before: DecidingCells, now: DecidingCells): boolean =>
  Object.keys(changedCells(before, now)).length > 0;

const changedCells = (before: DecidingCells, now: DecidingCells): DecidingCells =>
  Object.fromEntries(Object.entries(now).filter(([column, value]) => before[column] !== value));

/** Writes the list: cells that were changed are new, every other character is that of the file. */
export function listText({ document, lines, changed }: EditedList<ListLine>): string {
  const cells = [...changed].map(
    ([row, line]) => [row, changedCells(lines[row]?.cells ?? {}, line.cells)] as const,
  );
  return withCells(document, new Map(cells));
}

export interface ListQuery {
  readonly filter: ListFilter;
  /** Words that a line must all have, in any order and case. */
  readonly words: string;
  readonly offset: number;
}

export interface ListPage<Line> {
  /** Number of lines that fit. */
  readonly total: number;
  readonly offset: number;
  readonly lines: readonly Line[];
}

/** Lines of a page. */
const PAGE_LINES = 50;

/** Finds the lines of a page. An open line that was decided stays in its place until the list is read again. */
export function listPage<Line extends ListLine>(
  list: EditedList<Line>,
  { filter, words, offset }: ListQuery,
): ListPage<Line> {
  const wanted = foldText(words).split(/\s+/u).filter(Boolean);
  const fitsFilter: Readonly<Record<ListFilter, (row: number) => boolean>> = {
    open: (row) => list.open.has(row),
    changed: (row) => list.changed.has(row),
    all: () => true,
  };
  const rows = list.order.filter(
    (row) =>
      fitsFilter[filter](row) && wanted.every((word) => list.folded[row]?.includes(word) === true),
  );
  const last = Math.max(0, Math.ceil(rows.length / PAGE_LINES) - 1) * PAGE_LINES;
  const from = Math.min(Math.max(0, offset - (offset % PAGE_LINES)), last);
  const shown = rows.slice(from, from + PAGE_LINES);
  return {
    total: rows.length,
    offset: from,
    lines: shown.flatMap((row) => list.changed.get(row) ?? list.lines[row] ?? []),
  };
}

/** Number of open lines that nobody has decided since the list was read. */
export const openLines = ({ open, changed }: EditedList<ListLine>): number =>
  [...open].filter((row) => !changed.has(row)).length;

/** Keys of the open lines, in the order in which a person goes through them. */
export const openKeys = ({ open, order, lines }: EditedList<ListLine>): readonly string[] =>
  order.filter((row) => open.has(row)).flatMap((row) => lines[row]?.key ?? []);

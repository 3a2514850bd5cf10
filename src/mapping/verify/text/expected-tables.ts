import {
  BLOCK_CHARACTERS,
  TABLE_CHARACTERS,
  TABLE_COLUMNS,
  TABLE_ROWS,
  TEXT_CHARACTERS,
} from '../../../slack/limits.ts';
import { textWidth } from '../../text.ts';
import { pushSource, type SourceRules } from './expected-inline.ts';
import type { SourceBlock } from './markdown-tree.ts';
import type { CodeBlock, Run, TableBlock } from './tree.ts';

type SourceTable = Extract<SourceBlock, { kind: 'table' }>;
type Cell = readonly Run[];

/** A table of the source in Slack: a table within Slack's limits, else text in columns. */
export function expectedTable(
  { aligned, rows }: SourceTable,
  rules: SourceRules,
  place: { readonly mayBeTable: boolean; readonly isQuoted: boolean },
): TableBlock | CodeBlock {
  const columns = Math.max(...rows.map((row) => row.length));
  if (place.mayBeTable && rows.length <= TABLE_ROWS && columns <= TABLE_COLUMNS) {
    const cells = readCells(rows, rules, columns);
    if (isWithinLimits(cells)) {
      const letters = Array.from({ length: columns }, (_, at) => aligned[at] ?? '-');
      return { kind: 'table', aligned: letters.join('').replaceAll('-', 'l'), rows: cells };
    }
  }
  // Text mentions nobody: names are as they were typed.
  const asText = { ...rules.context, mentions: 'text', channel: () => undefined } as const;
  const texts = readCells(rows, { ...rules, context: asText }, columns).map((row) =>
    row.map(cellText),
  );
  const text = inColumns(texts, aligned);
  return { kind: 'code', isQuoted: place.isQuoted, language: '', text };
}

/** Cells of rows of one length. */
const readCells = (
  rows: SourceTable['rows'],
  rules: SourceRules,
  columns: number,
): readonly (readonly Cell[])[] =>
  rows.map((row) =>
    Array.from({ length: columns }, (_, at) => {
      const runs: Run[] = [];
      pushSource(runs, row[at] ?? '', 0, rules);
      return runs;
    }),
  );

/** Slack's ids are about as long. */
const ID_CHARACTERS = 11;

function runText(run: Run): string {
  if (run.kind === 'text') return run.text;
  if (run.kind === 'link') return run.label === '' ? run.url : `${run.label} (${run.url})`;
  if (run.kind === 'emoji') return `:${run.name}:`;
  if (run.kind === 'mention')
    return run.name.startsWith('@!') ? run.name.slice(1) : 'x'.repeat(ID_CHARACTERS + 1);
  return '';
}

const cellText = (runs: Cell): string => runs.map(runText).join('');

function isWithinLimits(rows: readonly (readonly Cell[])[]): boolean {
  const cells = rows.flat();
  const characters = cells.reduce((sum, runs) => sum + Math.max(1, cellText(runs).length), 0);
  if (characters > TABLE_CHARACTERS) return false;
  return cells.reduce((sum, runs) => sum + 1 + cellWeight(runs), 8) <= BLOCK_CHARACTERS;
}

/** Characters of a message's `text` for one of its blocks; 1,000 of them are spare. */
const TEXT_SHARE = BLOCK_CHARACTERS / (TEXT_CHARACTERS - 1_000);
const MARKS = 8 * TEXT_SHARE;
const BRACKETS = 8;
const ID_WEIGHT = 16;

/** Weight of a cell: its characters, and more for what is longer in mrkdwn. */
function cellWeight(runs: Cell): number {
  const [only] = runs;
  if (only === undefined) return 1;
  if (runs.length === 1 && only.kind === 'text' && only.marks === 0) return textWeight(only.text);
  return runs.reduce((sum, run) => sum + runWeight(run), BRACKETS * TEXT_SHARE);
}

function runWeight(run: Run): number {
  const marks = run.marks === 0 ? 0 : MARKS;
  if (run.kind === 'text') return marks + textWeight(run.text);
  if (run.kind === 'link') return marks + textWeight(run.url) + BRACKETS + textWeight(run.label);
  return marks + BRACKETS + (run.kind === 'emoji' ? run.name.length : ID_WEIGHT);
}

const ESCAPED: Readonly<Record<string, number>> = { '&': 5, '<': 4, '>': 4 };

function textWeight(text: string): number {
  let weight = text.length;
  for (const character of text.match(/[&<>]/g) ?? [])
    weight += Math.max(1, (ESCAPED[character] ?? 1) * TEXT_SHARE) - 1;
  return weight;
}

const MAX_WIDTH = 60;

/** Text in columns with a line below the first row; Japanese characters are two columns wide. */
function inColumns(rows: readonly (readonly string[])[], aligned: readonly string[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.min(MAX_WIDTH, Math.max(1, ...rows.map((row) => textWidth(row[column] ?? '')))),
  );
  const lines = rows.map((row) =>
    widths
      .map((width, column) => padded(row[column] ?? '', width, aligned[column] ?? '-'))
      .join(' | ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('-+-'));
  return lines.join('\n');
}

function padded(text: string, width: number, aligned: string): string {
  const spare = Math.max(0, width - textWidth(text));
  const before = aligned === 'r' ? spare : aligned === 'c' ? Math.floor(spare / 2) : 0;
  return ' '.repeat(before) + text + ' '.repeat(spare - before);
}

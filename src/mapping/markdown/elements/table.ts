import { TABLE_CHARACTERS, TABLE_COLUMNS, TABLE_ROWS } from '../../../slack/limits.ts';
import type {
  RichTextInline,
  RichTextPreformatted,
  TableBlock,
  TableCellRich,
  TableCellText,
} from '../../../slack/shapes.ts';
import type { TextContext } from '../../rendered-text.ts';
import { textWidth } from '../../text.ts';
import type { Alignment, TableNode } from '../nodes.ts';
import { noteLoss, type RenderState } from '../render-state.ts';
import { elementWeight, MAX_PART_WEIGHT } from '../weight.ts';
import { inlineElements } from './inline.ts';
import { cellInlines, inlineText, PLAIN } from './text-style.ts';
import { quoteBorder, type Writer } from './writer.ts';

type Cell = readonly RichTextInline[];

/**
 * Writes the first table of a message as a table block if it is within Slack's limits and tables are to be blocks, other
 * tables as aligned text.
 */
export function writeTable(writer: Writer, table: TableNode): void {
  const isText = writer.hasTable || writer.quoteDepth > 0 || writer.state.context.tables === 'text';
  const block = isText ? undefined : tableBlock(table, writer.state);
  if (block !== undefined && isWithinLimits(block)) {
    writer.hasTable = true;
    writer.flow.push(block);
    return;
  }
  noteLoss(writer.state, 'table_as_text');
  const state = { ...writer.state, context: asTyped(writer.state.context) };
  const texts = renderCells(table, state).map((row) => row.map(inlineText));
  writer.flow.push({ ...alignedTable(texts, table.alignments), ...quoteBorder(writer) });
}

/** Plain text cannot contain a mention, so names stay as typed. */
const asTyped = (context: TextContext): TextContext => ({
  ...context,
  mentions: 'text',
  channel: () => undefined,
});

const renderCells = (table: TableNode, state: RenderState): Cell[][] =>
  table.rows.map((row) => row.map((cell) => inlineElements(cell, PLAIN, state)));

const columnCount = (table: TableNode): number => Math.max(...table.rows.map((row) => row.length));

function isWithinLimits(block: TableBlock): boolean {
  const characters = block.rows.flat().reduce((sum, cell) => sum + cellCharacters(cell), 0);
  return characters <= TABLE_CHARACTERS && elementWeight(block) <= MAX_PART_WEIGHT;
}

const cellCharacters = (cell: TableCellText | TableCellRich): number =>
  cell.type === 'raw_text' ? cell.text.length : inlineText(cellInlines(cell)).length;

/**
 * Builds a table block; undefined for too many rows or columns. Slack requires rows of equal length, which Mattermost
 * does not.
 */
function tableBlock(table: TableNode, state: RenderState): TableBlock | undefined {
  const columns = columnCount(table);
  if (table.rows.length > TABLE_ROWS || columns > TABLE_COLUMNS) return undefined;
  const rows = renderCells(table, state).map((row) =>
    Array.from({ length: columns }, (_, at) => tableCell(row[at] ?? [])),
  );
  if (table.alignments.every((alignment) => alignment === 'none')) return { type: 'table', rows };
  const settings = Array.from({ length: columns }, (_, at) =>
    columnSetting(table.alignments[at] ?? 'none'),
  );
  return { type: 'table', rows, column_settings: settings };
}

const columnSetting = (alignment: Alignment): { align: 'left' | 'center' | 'right' } => ({
  align: alignment === 'none' ? 'left' : alignment,
});

/** Slack may reject an empty text, so an empty cell has a space. */
function tableCell(cell: Cell): TableCellText | TableCellRich {
  const only = cell[0];
  if (only === undefined) return { type: 'raw_text', text: ' ' };
  if (cell.length === 1 && only.type === 'text' && only.style === undefined) {
    return { type: 'raw_text', text: only.text };
  }
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [...cell] }] };
}

const GAP = ' | ';
const CORNER = '-+-';

/** Longer cells do not widen their column. */
const MAX_COLUMN_WIDTH = 60;

/** Writes a table as text in columns with a line below the first row; Japanese characters count as two columns. */
export function alignedTable(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
): RichTextPreformatted {
  const widths = columnWidths(rows);
  const lines: string[] = [];
  for (const row of rows) lines.push(alignedRow(row, widths, alignments));
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join(CORNER));
  return { type: 'rich_text_preformatted', elements: [{ type: 'text', text: lines.join('\n') }] };
}

function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      const width = Math.min(MAX_COLUMN_WIDTH, textWidth(cell));
      widths[column] = Math.max(widths[column] ?? 1, width);
    }
  }
  return widths;
}

function alignedRow(
  row: readonly string[],
  widths: readonly number[],
  alignments: readonly Alignment[],
): string {
  const cells: string[] = [];
  for (const [column, width] of widths.entries()) {
    cells.push(pad(row[column] ?? '', width, alignments[column] ?? 'none'));
  }
  return cells.join(GAP).trimEnd();
}

function pad(text: string, width: number, alignment: Alignment): string {
  const spare = Math.max(0, width - textWidth(text));
  const before = { none: 0, left: 0, center: Math.floor(spare / 2), right: spare }[alignment];
  return ' '.repeat(before) + text + ' '.repeat(spare - before);
}

import { TABLE_CHARACTERS, TABLE_COLUMNS, TABLE_ROWS } from '../../limits.ts';
import type { TextContext } from '../../rendered-text.ts';
import type { RichTextInline, TableBlock, TableCellRich, TableCellText } from '../../slack.ts';
import type { Alignment, TableNode } from '../nodes.ts';
import { noteLoss, type RenderState } from '../render-state.ts';
import { elementWeight, PART_WEIGHT } from '../split/weight.ts';
import { alignedTable } from './aligned-table.ts';
import { inlineElements } from './inline-elements.ts';
import { cellInlines, inlineText } from './inline-text.ts';
import { PLAIN } from './text-style.ts';
import { quoteBorder, type Writer } from './writer.ts';

type Cell = readonly RichTextInline[];

/** Writes the message's first table as a table block if it is within Slack's limits, others as aligned text. */
export function writeTable(writer: Writer, table: TableNode): void {
  const block =
    writer.hasTable || writer.quoteDepth > 0 ? undefined : tableBlock(table, writer.state);
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

/** Text alone cannot hold a mention, so names stay as they were typed. */
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
  return characters <= TABLE_CHARACTERS && elementWeight(block) <= PART_WEIGHT;
}

const cellCharacters = (cell: TableCellText | TableCellRich): number =>
  cell.type === 'raw_text' ? cell.text.length : inlineText(cellInlines(cell)).length;

/** Undefined for too many rows or columns. Slack wants rows of equal length; Mattermost fills none up. */
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

/** An empty text may be refused, so an empty cell holds a space. */
function tableCell(cell: Cell): TableCellText | TableCellRich {
  const only = cell[0];
  if (only === undefined) return { type: 'raw_text', text: ' ' };
  if (cell.length === 1 && only.type === 'text' && only.style === undefined) {
    return { type: 'raw_text', text: only.text };
  }
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [...cell] }] };
}

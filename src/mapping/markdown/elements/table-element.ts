import { TABLE_CHARACTERS, TABLE_COLUMNS, TABLE_ROWS } from '../../limits.ts';
import type { RichTextInline, TableBlock, TableCellRich, TableCellText } from '../../slack.ts';
import type { Alignment } from '../nodes.ts';
import { noteLoss } from '../render-state.ts';
import { elementWeight, PART_WEIGHT } from '../split/weight.ts';
import { alignedTable } from './aligned-table.ts';
import { inlineText } from './inline-text.ts';
import { quoteBorder, type Writer } from './writer.ts';

type Cell = readonly RichTextInline[];

/** A table's cells, and the alignment of each column. */
export interface Table {
  readonly rows: readonly (readonly Cell[])[];
  readonly alignments: readonly Alignment[];
}

/** Writes the message's first table as a table block if it is within Slack's limits, others as aligned text. */
export function writeTable(writer: Writer, table: Table): void {
  const columns = Math.max(...table.rows.map((row) => row.length));
  const texts = table.rows.map((row) => row.map(inlineText));
  const characters = texts.flat().reduce((sum, text) => sum + text.length, 0);
  const fits =
    !writer.hasTable &&
    writer.quoteDepth === 0 &&
    table.rows.length <= TABLE_ROWS &&
    columns <= TABLE_COLUMNS &&
    characters <= TABLE_CHARACTERS;
  const block = fits ? tableBlock(table, columns) : undefined;
  if (block !== undefined && elementWeight(block) <= PART_WEIGHT) {
    writer.hasTable = true;
    writer.flow.push(block);
    return;
  }
  noteLoss(writer.state, 'table_as_text');
  writer.flow.push({ ...alignedTable(texts, table.alignments), ...quoteBorder(writer) });
}

/** Slack wants rows of equal length; Mattermost fills none up. */
function tableBlock(table: Table, columns: number): TableBlock {
  const rows = table.rows.map((row) =>
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

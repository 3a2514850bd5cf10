import type { RichTextPreformatted } from '../../slack.ts';
import type { Alignment } from '../nodes.ts';
import { textWidth } from './text-width.ts';

const GAP = ' | ';
const CORNER = '-+-';

/** A column is not made wider than this for one long cell. */
const MAX_COLUMN_WIDTH = 60;

/** A table as text in columns, the first row ruled off; Japanese characters count as two columns. */
export function alignedTable(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
): RichTextPreformatted {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.min(MAX_COLUMN_WIDTH, widest(rows, column)),
  );
  const lines = rows.map((row) =>
    widths
      .map((width, column) => pad(row[column] ?? '', width, alignments[column] ?? 'none'))
      .join(GAP)
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join(CORNER));
  return { type: 'rich_text_preformatted', elements: [{ type: 'text', text: lines.join('\n') }] };
}

const widest = (rows: readonly (readonly string[])[], column: number): number =>
  rows.reduce((width, row) => Math.max(width, textWidth(row[column] ?? '')), 1);

function pad(text: string, width: number, alignment: Alignment): string {
  const spare = Math.max(0, width - textWidth(text));
  const before = { none: 0, left: 0, center: Math.floor(spare / 2), right: spare }[alignment];
  return ' '.repeat(before) + text + ' '.repeat(spare - before);
}

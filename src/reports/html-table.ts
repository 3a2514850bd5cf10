import { type Html, type HtmlValue, html } from './html.ts';
import type { PlanWords } from './plan/words.ts';

export interface TableColumn {
  readonly label: string;
  readonly isNumber?: boolean;
  /** Sentences and long names, which may wrap anywhere. */
  readonly isText?: boolean;
}

export interface TableRow {
  /** The first cell is the header of the row. */
  readonly cells: readonly HtmlValue[];
  /** Value for the filter of the table. */
  readonly action?: string;
  readonly type?: string;
}

export interface TableParts {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  /** Made as they are written where there are as many as people or channels. */
  readonly rows: Iterable<TableRow>;
}

/**
 * Renders a table in a box. On narrow screens each row of more than two cells becomes a card, whose cells name their
 * columns.
 */
export const tableHtml = (parts: TableParts): Html => html`${[...tablePieces(parts)]}`;

/** Renders the same, piece by piece. */
export function* tablePieces({ id, caption, columns, rows }: TableParts): Generator<Html> {
  const heads = columns.map(
    (column) => html`<th scope="col"${columnClass(column)}>${column.label}</th>`,
  );
  yield html`<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table id="${id}"${columns.length > 2 ? html` class="cards"` : undefined}>
<caption>${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
`;
  for (const row of rows) yield rowHtml(row, columns);
  yield html`</tbody></table></div>`;
}

/** A table whose columns say how their cells are written, in the form that a table in Markdown has too. */
export interface AlignedTable {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly {
    readonly label: string;
    readonly align: 'text' | 'number' | 'word';
  }[];
  readonly rows: readonly (readonly HtmlValue[])[];
}

/** Renders such a table. */
export function alignedTableHtml({ columns, rows, ...named }: AlignedTable): Html {
  return tableHtml({
    ...named,
    columns: columns.map(({ label, align }) => ({
      label,
      isNumber: align === 'number',
      isText: align === 'text',
    })),
    rows: rows.map((cells) => ({ cells })),
  });
}

function rowHtml(
  { cells, action = '', type = '' }: TableRow,
  columns: readonly TableColumn[],
): Html {
  const shown = cells.map((cell, index) =>
    index === 0
      ? html`<th scope="row"><bdi>${cell}</bdi></th>`
      : html`<td${columnClass(columns[index])}${labelOf(columns, index)}><bdi>${cell}</bdi></td>`,
  );
  return html`<tr data-action="${action}" data-type="${type}">${shown}</tr>
`;
}

/** The name of the column, where cells of a card show it. */
function labelOf(columns: readonly TableColumn[], index: number): Html | undefined {
  if (columns.length <= 2) return undefined;
  return html` data-label="${columns[index]?.label ?? ''}"`;
}

function columnClass(column: TableColumn | undefined): Html | undefined {
  if (column?.isNumber) return html` class="number"`;
  return column?.isText ? html` class="text"` : undefined;
}

/** A filter: its values and their labels. */
export interface TableChoice {
  readonly key: 'action' | 'type';
  readonly label: string;
  readonly options: readonly (readonly [value: string, word: string])[];
}

/** Renders a table with a search field and filters, which are shown only where scripts run, piece by piece. */
export function* searchableTable(
  parts: TableParts,
  choices: readonly TableChoice[],
  { texts }: PlanWords,
): Generator<Html> {
  const selects = choices.map(
    ({ key, label, options }) =>
      html`<label>${label} <select data-key="${key}"><option value="">${texts.all}</option>${options.map(
        ([value, word]) => html`<option value="${value}">${word}</option>`,
      )}</select></label>
`,
  );
  yield html`<div class="finder" data-table="${parts.id}" data-text="${texts.rowsShown}" hidden>
<label>${texts.search} <input type="search" autocomplete="off"></label>
${selects}<span class="shown" role="status"></span></div>
`;
  yield* tablePieces(parts);
}

/**
 * Script that filters the rows of tables. It contains no data and reads only what the page shows; the page's
 * policy contains its hash. Without it, tables show all rows and no search field.
 */
export const TABLE_FILTER_SCRIPT = `
'use strict';
const fold = (text) => text.normalize('NFKC').toLowerCase();
for (const finder of document.querySelectorAll('.finder')) {
  const table = document.getElementById(finder.dataset.table);
  const rows = Array.from(table.tBodies[0].rows, (row) => ({ row, text: fold(row.textContent) }));
  const search = finder.querySelector('input');
  const choices = Array.from(finder.querySelectorAll('select'));
  const status = finder.querySelector('.shown');
  const count = (value) => value.toLocaleString(document.documentElement.lang);
  const apply = () => {
    const words = fold(search.value).split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      const fits =
        words.every((word) => text.includes(word)) &&
        choices.every(({ value, dataset }) => value === '' || row.dataset[dataset.key] === value);
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    status.textContent = finder.dataset.text
      .replace('{shown}', count(shown))
      .replace('{all}', count(rows.length));
  };
  search.addEventListener('input', apply);
  for (const choice of choices) choice.addEventListener('change', apply);
  finder.hidden = false;
  apply();
}
`;

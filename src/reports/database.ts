import type { DatabaseAccount, PartLine, TableLine } from '../mapping/database/account.ts';
import type { LeftBehind } from '../mapping/database/left-behind.ts';
import { PLACES } from '../mapping/database/places.ts';
import type { CountedRows } from '../model/database-rows.ts';
import type { Language } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { countText, fill } from './figures.ts';
import { type Html, html } from './html.ts';
import { type AlignedTable, alignedTableHtml } from './html-table.ts';
import { markdownTable } from './markdown.ts';
import { shownText } from './shown-text.ts';

/** A heading, a lead and a table for each half of the account of a database. */
export interface DatabaseTable extends Pick<AlignedTable, 'columns'> {
  readonly id: 'database-parts' | 'database-tables';
  readonly heading: string;
  readonly lead: string;
  readonly rows: readonly (readonly string[])[];
}

/** Words the account of a database: parts first, because they are what people ask for. */
export function databaseTables(
  { tables, parts }: DatabaseAccount,
  lang: Language,
): readonly DatabaseTable[] {
  const texts = TEXTS[lang].tables;
  const { columns } = texts;
  const rest = [
    { label: columns.rows, align: 'number' },
    { label: columns.place, align: 'word' },
    { label: columns.fate, align: 'text' },
  ] as const;
  return [
    {
      id: 'database-parts',
      heading: texts.partsHeading,
      lead: texts.partsLead,
      columns: [{ label: columns.part, align: 'word' }, ...rest],
      rows: parts.map((line) => partRow(line, lang)),
    },
    {
      id: 'database-tables',
      heading: texts.heading,
      lead: texts.lead,
      columns: [{ label: columns.table, align: 'word' }, ...rest],
      rows: tables.map((line) => tableRow(line, lang)),
    },
  ];
}

function partRow(line: PartLine, lang: Language): readonly string[] {
  const { parts, places, fates } = TEXTS[lang].tables;
  return [parts[line.part], rowsText(line, lang), places[line.place], fates[line.fate]];
}

function tableRow(line: TableLine, lang: Language): readonly string[] {
  const { places, fates, unknownColumns } = TEXTS[lang].tables;
  const columns = line.unknownColumns.map(shownText).join(', ');
  const unknown = columns === '' ? [] : [fill(unknownColumns, { columns })];
  const fate = [fates[line.fate], ...unknown].join('. ');
  return [shownText(line.table), rowsText(line, lang), places[line.place], fate];
}

const PRECISION_MARKS = { exact: '', estimate: '≈ ', 'at-least': '≥ ' } as const;

function rowsText({ rows, precision }: CountedRows, lang: Language): string {
  if (rows === undefined || precision === 'not-readable') return TEXTS[lang].tables.notReadable;
  return `${PRECISION_MARKS[precision]}${countText(rows)}`;
}

/** Loss of a part in `--json`, in the form of losses of posts. */
export interface WordedPart extends Pick<LeftBehind, 'code' | 'count' | 'precision'> {
  readonly says: string;
  readonly advice: string;
  /** No post has them. */
  readonly samples: readonly never[];
}

/** Adds the sentences in the run's language, for `--json`. */
export function wordedParts(left: readonly LeftBehind[], lang: Language): readonly WordedPart[] {
  const texts = TEXTS[lang].tables;
  return left.map(({ part, code, count, precision, fate }) => ({
    says: fill(texts.partLeft, { part: texts.parts[part] }),
    advice: texts.fates[fate],
    ...{ code, count, precision, samples: [] },
  }));
}

/**
 * A few lines for a terminal: how many tables there are, what stays, and tables and columns that no version of ours
 * knows.
 */
export function databaseLines(
  { tables, parts }: DatabaseAccount,
  lang: Language,
): readonly string[] {
  if (tables.length === 0) return [];
  const texts = TEXTS[lang].tables;
  const inPlaces = PLACES.flatMap((place) => {
    const count = tables.filter((table) => table.place === place).length;
    return count === 0 ? [] : [`${countText(count)} ${texts.places[place]}`];
  });
  const staying = parts
    .filter(({ rows, place }) => place !== 'moved' && rows !== 0)
    .map((line) => `${texts.parts[line.part]} (${rowsText(line, lang)})`);
  return [
    fill(texts.sum, { count: tables.length, places: listText(inPlaces, lang) }),
    ...(staying.length === 0 ? [] : [fill(texts.stays, { parts: listText(staying, lang) })]),
    ...unknownLines({ tables }, lang),
  ];
}

/** Lines that name tables and columns that no version of ours knows; none where there are none. */
export function unknownLines(
  { tables: all }: Pick<DatabaseAccount, 'tables'>,
  lang: Language,
): readonly string[] {
  const texts = TEXTS[lang].tables;
  const tables = all
    .filter(({ place }) => place === 'unknown')
    .map((line) => `${shownText(line.table)} (${rowsText(line, lang)})`);
  const columns = all.flatMap(({ table, unknownColumns }) =>
    unknownColumns.map((column) => shownText(`${table}.${column}`)),
  );
  return [
    ...(tables.length === 0 ? [] : [fill(texts.unknownTables, { tables: listText(tables, lang) })]),
    ...(columns.length === 0
      ? []
      : [fill(texts.columnsWithoutPlace, { columns: listText(columns, lang) })]),
  ];
}

const listText = (items: readonly string[], lang: Language): string =>
  items.join(lang === 'ja' ? '、' : ', ');

/** Sections of Markdown, all rows. */
export function databaseMarkdown(account: DatabaseAccount, lang: Language): readonly string[] {
  return databaseTables(account, lang).flatMap(({ heading, lead, columns, rows }) =>
    rows.length === 0 ? [] : [`## ${heading}`, lead, markdownTable(columns, rows).join('\n')],
  );
}

/** Where the sections of a page are, for its contents. */
export const databaseHeadings = (
  account: DatabaseAccount,
  lang: Language,
): readonly Readonly<Record<'id' | 'heading', string>>[] =>
  databaseTables(account, lang).filter(({ rows }) => rows.length > 0);

/** Sections of a page, all rows. */
export function databaseHtml(account: DatabaseAccount, lang: Language): readonly Html[] {
  return databaseTables(account, lang)
    .filter(({ rows }) => rows.length > 0)
    .map(({ id, heading, lead, columns, rows }) => {
      const table = alignedTableHtml({
        id: `${id}-table`,
        caption: heading,
        columns,
        rows,
      });
      return html`<section id="${id}"><h2>${heading}</h2>
<p class="lead">${lead}</p>
${table}</section>`;
    });
}

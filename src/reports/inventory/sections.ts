import { PLANS_AS_OF } from '../../mapping/inventory/cost.ts';
import type { Inventory } from '../../mapping/inventory/inventory.ts';
import type { ColumnId, SectionId } from '../../texts/inventory-types.ts';
import { filledIn, type ReportLang } from '../figures.ts';
import {
  channelRows,
  costRows,
  healthRows,
  holdsRows,
  inputRows,
  integrationRow,
  peopleRows,
  planRows,
  quietRows,
  type Rows,
  sectionWords,
  serverRows,
  warningRows,
} from './rows.ts';
import { secretRows } from './secret-rows.ts';

/** A heading and a table: the terminal, Markdown and the page all show these. */
export interface InventorySection {
  readonly id: SectionId;
  readonly heading: string;
  readonly lead: string;
  readonly columns: readonly {
    readonly label: string;
    readonly align: 'text' | 'number' | 'word';
  }[];
  readonly rows: Rows;
}

const NUMBERS: ReadonlySet<ColumnId> = new Set<ColumnId>([
  ...([
    'count',
    'live',
    'archived',
    'posts',
    'written',
    'system',
    'other',
    'files',
    'size',
  ] as const),
  ...(['perMonth', 'months12', 'months36'] as const),
]);
const SENTENCES: ReadonlySet<ColumnId> = new Set<ColumnId>([
  ...(['todo', 'source', 'places', 'warning', 'keeps', 'imports', 'extras'] as const),
  ...(['does', 'samples', 'price'] as const),
]);

/** The reports' content in one language; a section without rows says so in its lead. */
export function inventorySections(
  inventory: Inventory,
  lang: ReportLang,
): readonly InventorySection[] {
  const words = sectionWords(lang);
  const { texts, count, bytes } = words;
  const section = (id: SectionId, columns: readonly ColumnId[], rows: Rows): InventorySection => ({
    id,
    heading: texts.sections[id].heading,
    lead: rows.length === 0 ? texts.none : filledIn(texts.sections[id].lead, { day: PLANS_AS_OF }),
    columns: columns.map((column) => ({
      label: texts.columns[column],
      align: NUMBERS.has(column) ? 'number' : SENTENCES.has(column) ? 'text' : 'word',
    })),
    rows,
  });
  return [
    section('warnings', ['warning'], warningRows(inventory, words)),
    section('cost', ['what', 'perMonth', 'months12', 'months36'], costRows(inventory, words)),
    section('inputs', ['what', 'value'], inputRows(inventory, words)),
    section(
      'plans',
      ['what', 'price', 'tax', 'keeps', 'imports', 'extras', 'source'],
      planRows(words),
    ),
    section('holds', ['what', 'count'], holdsRows(inventory, words)),
    section('people', ['what', 'count'], peopleRows(inventory, words)),
    section('channels', ['type', 'live', 'archived', 'posts'], channelRows(inventory, words)),
    section(
      'years',
      ['year', 'written', 'system', 'other'],
      inventory.years.map(({ year, written, system, other }) => [
        year,
        ...[written, system, other].map(count),
      ]),
    ),
    section(
      'months',
      ['month', 'posts'],
      inventory.months.map(({ month, posts }) => [month, count(posts)]),
    ),
    section(
      'files',
      ['type', 'files', 'size'],
      inventory.files.map(({ extension, files, sizeBytes }) => [
        extension === '' ? texts.unknown : extension,
        count(files),
        bytes(sizeBytes),
      ]),
    ),
    ...secretRows(inventory, words, lang).map(({ id, column, rows }) =>
      section(id, [column, 'count'], rows),
    ),
    section('quiet', ['channel', 'type', 'posts', 'lastPost'], quietRows(inventory, words)),
    section(
      'server',
      ['what', 'version', 'age', 'behind', 'ends', 'source'],
      serverRows(inventory, words),
    ),
    section('health', ['what', 'count', 'samples', 'does'], healthRows(inventory, words)),
    section(
      'integrations',
      ['what', 'kind', 'owner', 'places', 'use', 'lastPost', 'todo'],
      inventory.integrations.map((integration) => integrationRow(integration, words)),
    ),
    ...(inventory.plugins.length === 0
      ? []
      : [
          section(
            'plugins',
            ['what'],
            inventory.plugins.map((id) => [id]),
          ),
        ]),
  ];
}

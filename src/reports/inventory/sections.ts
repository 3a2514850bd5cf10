import { SLACK_PRICES_SOURCE } from '../../mapping/inventory/facts/slack-prices.ts';
import type { Inventory } from '../../mapping/inventory/inventory.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type DatabaseTable, databaseTables } from '../database.ts';
import { countText, fill, sizeText } from '../figures.ts';
import { cleanUpRows, doubledRows, largeFileRows } from './clean-up-rows.ts';
import { inputRows } from './cost-inputs.ts';
import { breakEvenRows, costRows } from './cost-rows.ts';
import { integrationRows, rebuildRows } from './integration-rows.ts';
import {
  type ColumnId,
  channelRows,
  factRows,
  healthRows,
  holdsRows,
  peopleRows,
  planRows,
  quietRows,
  type Rows,
  type SectionId,
  serverRows,
  warningRows,
} from './rows.ts';
import { secretRows } from './secret-rows.ts';
import { securityRows } from './security-rows.ts';

/** A heading and a table, for the terminal, Markdown and the page. */
export interface InventorySection {
  readonly id: SectionId | DatabaseTable['id'];
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
  ...(['once', 'perMonth', 'months12', 'months36', 'saves'] as const),
]);
const SENTENCES: ReadonlySet<ColumnId> = new Set<ColumnId>([
  ...(['todo', 'source', 'places', 'warning', 'keeps', 'imports', 'extras'] as const),
  ...(['does', 'samples', 'price', 'value', 'from', 'cost', 'proposal', 'file', 'steps'] as const),
]);

/** Sections of the inventory in one language; the lead of a section without rows says so. */
export function inventorySections(
  inventory: Inventory,
  lang: Language,
): readonly InventorySection[] {
  const { inventory: texts, costs, security } = TEXTS[lang];
  const section = (id: SectionId, columns: readonly ColumnId[], rows: Rows): InventorySection => ({
    id,
    heading: texts.sections[id].heading,
    lead:
      rows.length === 0
        ? texts.none
        : fill(texts.sections[id].lead, { day: SLACK_PRICES_SOURCE.asOf }),
    columns: columns.map((column) => ({
      label: texts.columns[column],
      align: NUMBERS.has(column) ? 'number' : SENTENCES.has(column) ? 'text' : 'word',
    })),
    rows,
  });
  return [
    section('warnings', ['warning'], warningRows(inventory, texts)),
    section(
      'cost',
      ['what', 'once', 'perMonth', 'months12', 'months36'],
      costRows(inventory.cost, costs),
    ),
    section('breakEven', ['what', 'value'], breakEvenRows(inventory.cost, costs)),
    section('inputs', ['what', 'value'], inputRows(inventory.cost, costs)),
    section(
      'plans',
      ['what', 'price', 'tax', 'keeps', 'imports', 'extras', 'source'],
      planRows(texts),
    ),
    section('holds', ['what', 'count'], holdsRows(inventory, texts)),
    section('people', ['what', 'count'], peopleRows(inventory, texts)),
    section('channels', ['type', 'live', 'archived', 'posts'], channelRows(inventory, texts)),
    section(
      'years',
      ['year', 'written', 'system', 'other'],
      inventory.years.map(({ year, written, system, other }) => [
        year,
        ...[written, system, other].map(countText),
      ]),
    ),
    section(
      'months',
      ['month', 'posts'],
      inventory.months.map(({ month, posts }) => [month, countText(posts)]),
    ),
    section(
      'files',
      ['type', 'files', 'size'],
      inventory.files.map(({ extension, files, sizeBytes }) => [
        extension === '' ? texts.unknown : extension,
        countText(files),
        sizeText(sizeBytes),
      ]),
    ),
    ...secretRows(inventory, texts).map(({ id, column, rows }) =>
      section(id, [column, 'count'], rows),
    ),
    section(
      'cleanUp',
      ['what', 'count', 'posts', 'size', 'saves', 'proposal'],
      cleanUpRows(inventory, texts),
    ),
    section('doubled', ['channel', 'twin', 'posts', 'lastPost'], doubledRows(inventory, texts)),
    section('largeFiles', ['file', 'channel', 'size', 'posted'], largeFileRows(inventory, texts)),
    section('quiet', ['channel', 'type', 'posts', 'lastPost'], quietRows(inventory, texts)),
    section(
      'server',
      ['what', 'version', 'age', 'behind', 'ends', 'overdue', 'source'],
      serverRows(inventory, lang),
    ),
    section('security', ['what', 'state', 'from', 'cost'], securityRows(inventory, security)),
    section('health', ['what', 'count', 'samples', 'does'], healthRows(inventory, texts)),
    section(
      'integrations',
      ['what', 'kind', 'owner', 'places', 'use', 'lastPost', 'effort', 'todo', 'done'],
      integrationRows(inventory, lang),
    ),
    section('rebuild', ['what', 'steps'], rebuildRows(inventory, lang)),
    ...databaseTables(inventory.database, lang),
    section('facts', ['what', 'asOf', 'source'], factRows(inventory, texts)),
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

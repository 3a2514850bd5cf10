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
  type InventoryTexts,
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

/** Makes a section of the inventory; the lead of one without rows says so. */
type MakeSection = (id: SectionId, columns: readonly ColumnId[], rows: Rows) => InventorySection;

/** Sections of the inventory in one language. */
export function inventorySections(
  inventory: Inventory,
  lang: Language,
): readonly InventorySection[] {
  const texts = TEXTS[lang].inventory;
  const section = sectionMaker(texts);
  const plugins = inventory.plugins.map((id) => [id]);
  return [
    section('warnings', ['warning'], warningRows(inventory, texts)),
    ...costSections(inventory.cost, lang, section),
    ...contentSections(inventory, texts, section),
    ...cleanUpSections(inventory, texts, section),
    ...serverSections(inventory, lang, section),
    section('rebuild', ['what', 'steps'], rebuildRows(inventory, lang)),
    ...databaseTables(inventory.database, lang),
    section('facts', ['what', 'asOf', 'source'], factRows(inventory, texts)),
    ...(plugins.length === 0 ? [] : [section('plugins', ['what'], plugins)]),
  ];
}

const sectionMaker =
  (texts: InventoryTexts): MakeSection =>
  (id, columns, rows) => ({
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

/** What staying and moving cost. */
function costSections(
  cost: Inventory['cost'],
  lang: Language,
  section: MakeSection,
): readonly InventorySection[] {
  const { inventory: texts, costs } = TEXTS[lang];
  const sums = ['what', 'once', 'perMonth', 'months12', 'months36'] as const;
  const plans = ['what', 'price', 'tax', 'keeps', 'imports', 'extras', 'source'] as const;
  return [
    section('cost', sums, costRows(cost, costs)),
    section('breakEven', ['what', 'value'], breakEvenRows(cost, costs)),
    section('inputs', ['what', 'value'], inputRows(cost, costs)),
    section('plans', plans, planRows(texts)),
  ];
}

/** What the server has, by number and size, and the credentials in it. */
function contentSections(
  inventory: Inventory,
  texts: InventoryTexts,
  section: MakeSection,
): readonly InventorySection[] {
  const years = inventory.years.map(({ year, written, system, other }) => [
    year,
    ...[written, system, other].map(countText),
  ]);
  const months = inventory.months.map(({ month, posts }) => [month, countText(posts)]);
  const files = inventory.files.map(({ extension, files, sizeBytes }) => [
    extension === '' ? texts.unknown : extension,
    countText(files),
    sizeText(sizeBytes),
  ]);
  return [
    section('holds', ['what', 'count'], holdsRows(inventory, texts)),
    section('people', ['what', 'count'], peopleRows(inventory, texts)),
    section('channels', ['type', 'live', 'archived', 'posts'], channelRows(inventory, texts)),
    section('years', ['year', 'written', 'system', 'other'], years),
    section('months', ['month', 'posts'], months),
    section('files', ['type', 'files', 'size'], files),
    ...secretRows(inventory, texts).map(({ id, column, rows }) =>
      section(id, [column, 'count'], rows),
    ),
  ];
}

/** What need not move. */
function cleanUpSections(
  inventory: Inventory,
  texts: InventoryTexts,
  section: MakeSection,
): readonly InventorySection[] {
  const cleanUp = ['what', 'count', 'posts', 'size', 'saves', 'proposal'] as const;
  return [
    section('cleanUp', cleanUp, cleanUpRows(inventory, texts)),
    section('doubled', ['channel', 'twin', 'posts', 'lastPost'], doubledRows(inventory, texts)),
    section('largeFiles', ['file', 'channel', 'size', 'posted'], largeFileRows(inventory, texts)),
    section('quiet', ['channel', 'type', 'posts', 'lastPost'], quietRows(inventory, texts)),
  ];
}

/** The state of the server, and what is connected to it. */
function serverSections(
  inventory: Inventory,
  lang: Language,
  section: MakeSection,
): readonly InventorySection[] {
  const { inventory: texts, security } = TEXTS[lang];
  const server = ['what', 'version', 'age', 'behind', 'ends', 'overdue', 'source'] as const;
  const use = ['owner', 'places', 'use', 'lastPost'] as const;
  return [
    section('server', server, serverRows(inventory, lang)),
    section('security', ['what', 'state', 'from', 'cost'], securityRows(inventory, security)),
    section('health', ['what', 'count', 'samples', 'does'], healthRows(inventory, texts)),
    section(
      'integrations',
      ['what', 'kind', ...use, 'effort', 'todo', 'done'],
      integrationRows(inventory, lang),
    ),
  ];
}

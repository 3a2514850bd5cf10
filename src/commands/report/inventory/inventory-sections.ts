import type { CostLine } from '../../../mapping/inventory/cost.ts';
import type { Integration } from '../../../mapping/inventory/integrations.ts';
import type { Inventory } from '../../../mapping/inventory/inventory.ts';
import { figuresIn, type ReportLang } from '../plan/figures.ts';
import {
  type ColumnId,
  type FigureId,
  INVENTORY_TEXTS,
  type InventoryTexts,
  type SectionId,
} from './inventory-texts.ts';

/** A heading and a table: the terminal, Markdown and the page all show these. */
export interface InventorySection {
  readonly id: SectionId;
  readonly heading: string;
  readonly lead: string;
  readonly columns: readonly {
    readonly label: string;
    readonly align: 'text' | 'number' | 'word';
  }[];
  readonly rows: readonly (readonly string[])[];
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
  ...(['perMonth', 'months12', 'months36', 'posts30', 'posts90'] as const),
]);
const SENTENCES: ReadonlySet<ColumnId> = new Set<ColumnId>(['todo', 'source', 'places', 'warning']);

interface Words {
  readonly texts: InventoryTexts;
  readonly count: (value: number) => string;
  readonly bytes: (sizeBytes: number) => string;
}

/** The reports' content in one language; a section without rows says so in its lead. */
export function inventorySections(
  inventory: Inventory,
  lang: ReportLang,
): readonly InventorySection[] {
  const texts = INVENTORY_TEXTS[lang];
  const { count, bytes } = figuresIn(lang);
  const words = { texts, count, bytes };
  const section = (
    id: SectionId,
    columns: readonly ColumnId[],
    rows: readonly (readonly string[])[],
  ): InventorySection => ({
    id,
    heading: texts.sections[id].heading,
    lead: rows.length === 0 ? texts.none : texts.sections[id].lead,
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
    section('quiet', ['channel', 'type', 'posts', 'lastPost'], quietRows(inventory, words)),
    section('server', ['what', 'version', 'ends', 'source'], serverRows(inventory, words)),
    section(
      'integrations',
      ['what', 'kind', 'owner', 'places', 'posts', 'posts30', 'posts90', 'lastPost', 'todo'],
      inventory.integrations.map((integration) => integrationRow(integration, words)),
    ),
  ];
}

/** `2026-11-23`, UTC. */
export function dayText(ms: number): string {
  const date = new Date(ms);
  // A column can hold a number that no calendar knows.
  return Number.isNaN(date.getTime()) ? '?' : date.toISOString().slice(0, 10);
}

function warningRows(
  { serverWarnings, sourceWarnings }: Inventory,
  { texts }: Words,
): readonly (readonly string[])[] {
  return [...serverWarnings.map((code) => texts.serverWarnings[code]), ...sourceWarnings].map(
    (warning) => [warning],
  );
}

function costRows({ cost }: Inventory, { texts, count }: Words): readonly (readonly string[])[] {
  const money = (value: number): string => `${count(Math.round(value))} ${cost.inputs.currency}`;
  const row = (name: string, { month, months12, months36 }: CostLine): readonly string[] => [
    name,
    ...[month, months12, months36].map(money),
  ];
  return [
    row('Slack', cost.slack),
    ...cost.running.map((line) => row(line.name, line)),
    cost.staying === undefined
      ? [texts.figures.noRunning, '–', '–', '–']
      : row(texts.figures.staying, cost.staying),
  ];
}

function inputRows({ cost }: Inventory, { texts, count }: Words): readonly (readonly string[])[] {
  const { seatPrice, currency, running, runningRate } = cost.inputs;
  return [
    [texts.figures.seats, count(cost.seats)],
    [texts.figures.seatPrice, `${count(seatPrice)} ${currency}`],
    ...Object.entries(running).map(([name, amount]) => [name, count(amount)]),
    [texts.figures.runningRate, count(runningRate)],
  ];
}

function holdsRows(inventory: Inventory, { texts, count }: Words): readonly (readonly string[])[] {
  const ids = ['teams', 'posts', 'threads', 'emoji'] as const;
  return ids.map((id) => [texts.figures[id], count(inventory[id])]);
}

const PEOPLE = [
  ...(['total', 'active30', 'active90', 'active365', 'deactivated', 'guests', 'bots'] as const),
  'withoutEmail',
] as const satisfies readonly FigureId[];

function peopleRows(
  { people }: Inventory,
  { texts, count }: Words,
): readonly (readonly string[])[] {
  return PEOPLE.map((id) => [texts.figures[id], count(people[id])]);
}

/** Undefined for a letter that Mattermost does not use; the database may hold any word. */
function typeName(type: string, { channelTypes }: Words['texts']): string | undefined {
  return Object.hasOwn(channelTypes, type) ? channelTypes[type] : undefined;
}

function channelRows(
  { channels }: Inventory,
  { texts, count }: Words,
): readonly (readonly string[])[] {
  return channels.map(({ type, live, archived, posts }) => [
    typeName(type, texts) ?? `${texts.unknown} (${type})`,
    ...[live, archived, posts].map(count),
  ]);
}

function quietRows({ quiet }: Inventory, { texts, count }: Words): readonly (readonly string[])[] {
  return quiet.map(({ name, type, posts, lastPostMs }) => [
    name ?? texts.hidden,
    typeName(type, texts) ?? type,
    count(posts),
    lastPostMs === undefined ? texts.never : dayText(lastPostMs),
  ]);
}

function serverRows({ server }: Inventory, { texts }: Words): readonly (readonly string[])[] {
  return server.map(({ product, version, endsOn, isOver, source }) => [
    product === 'system' ? version : product,
    product === 'system' ? '' : version,
    endsOn === undefined ? texts.unknown : `${endsOn}${isOver ? ` (${texts.over})` : ''}`,
    source ?? '',
  ]);
}

function integrationRow(integration: Integration, { texts, count }: Words): readonly string[] {
  const { kind, name, owner, isOwnerActive, places, isDeleted, lastPostMs } = integration;
  const { posts, posts30, posts90, hosts, triggers } = integration;
  const calls = [...triggers, ...hosts];
  return [
    `${name === '' ? texts.unknown : name}${isDeleted ? ` (${texts.deleted})` : ''}`,
    texts.kinds[kind],
    owner === '' ? texts.unknown : `${owner}${isOwnerActive ? '' : ` (${texts.away})`}`,
    [...places, ...calls].join(', '),
    ...[posts, posts30, posts90].map(count),
    lastPostMs === undefined ? texts.never : dayText(lastPostMs),
    isDeleted ? '' : texts.counterparts[integration.counterpart],
  ];
}

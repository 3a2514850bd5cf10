import {
  type CostLine,
  JAPANESE_TAX_PERCENT,
  SLACK_PLANS,
  type SlackPlan,
} from '../../mapping/inventory/cost.ts';
import type { Integration } from '../../mapping/inventory/integrations.ts';
import type { Inventory } from '../../mapping/inventory/inventory.ts';
import {
  type FigureId,
  INVENTORY_TEXTS,
  type InventoryTexts,
} from '../../texts/inventory-types.ts';
import { figuresIn, filledIn, type ReportLang } from '../figures.ts';

/** What rows are written with. */
export interface SectionWords {
  readonly texts: InventoryTexts;
  readonly count: (value: number) => string;
  readonly bytes: (sizeBytes: number) => string;
}

export type Rows = readonly (readonly string[])[];

export function sectionWords(lang: ReportLang): SectionWords {
  const { count, bytes } = figuresIn(lang);
  return { texts: INVENTORY_TEXTS[lang], count, bytes };
}

/** `2026-11-23`, UTC. */
export function dayText(ms: number): string {
  const date = new Date(ms);
  // A column can hold a number that no calendar knows.
  return Number.isNaN(date.getTime()) ? '?' : date.toISOString().slice(0, 10);
}

/** Undefined for a letter that Mattermost does not use; the database may hold any word. */
export function typeName(type: string, { channelTypes }: InventoryTexts): string | undefined {
  return Object.hasOwn(channelTypes, type) ? channelTypes[type] : undefined;
}

export function holdsRows(inventory: Inventory, { texts, count }: SectionWords): Rows {
  const ids = ['teams', 'posts', 'threads', 'emoji'] as const;
  return ids.map((id) => [texts.figures[id], count(inventory[id])]);
}

const PEOPLE = [
  ...(['total', 'active30', 'active90', 'active365', 'deactivated', 'guests', 'bots'] as const),
  'withoutEmail',
] as const satisfies readonly FigureId[];

export function peopleRows({ people }: Inventory, { texts, count }: SectionWords): Rows {
  return PEOPLE.map((id) => [texts.figures[id], count(people[id])]);
}

export function channelRows({ channels }: Inventory, { texts, count }: SectionWords): Rows {
  return channels.map(({ type, live, archived, posts }) => [
    typeName(type, texts) ?? `${texts.unknown} (${type})`,
    ...[live, archived, posts].map(count),
  ]);
}

export function quietRows({ quiet }: Inventory, { texts, count }: SectionWords): Rows {
  return quiet.map(({ name, type, posts, lastPostMs }) => [
    name ?? texts.hidden,
    typeName(type, texts) ?? type,
    count(posts),
    lastPostMs === undefined ? texts.never : dayText(lastPostMs),
  ]);
}

export function costRows({ cost }: Inventory, { texts, count }: SectionWords): Rows {
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

export function inputRows({ cost }: Inventory, { texts, count }: SectionWords): Rows {
  const { seatPrice, currency, running, runningRate } = cost.inputs;
  return [
    [texts.figures.seats, count(cost.seats)],
    [texts.figures.seatPrice, `${count(seatPrice)} ${currency}`],
    ...Object.entries(running).map(([name, amount]) => [name, count(amount)]),
    [texts.figures.runningRate, count(runningRate)],
  ];
}

/** Slack's plans beside each other. */
export function planRows(words: SectionWords): Rows {
  const { texts } = words;
  return SLACK_PLANS.map((plan) => [
    plan.name,
    priceText(plan, words),
    plan.usdMonthly === 0
      ? '–'
      : filledIn(texts.taxFree, { percent: String(JAPANESE_TAX_PERCENT) }),
    texts.plans[plan.keeps],
    texts.plans[plan.imports],
    texts.plans[plan.extras],
    plan.source,
  ]);
}

function priceText({ usdMonthly, usdYearly }: SlackPlan, { texts }: SectionWords): string {
  if (usdMonthly === 0) return texts.free;
  if (usdMonthly === undefined || usdYearly === undefined) return texts.priceUnknown;
  const values = { monthly: usdMonthly.toFixed(2), yearly: usdYearly.toFixed(2) };
  return filledIn(texts.planPrice, values);
}

export function warningRows(
  { serverWarnings, sourceWarnings }: Inventory,
  { texts }: SectionWords,
): Rows {
  return [...serverWarnings.map((code) => texts.serverWarnings[code]), ...sourceWarnings].map(
    (warning) => [warning],
  );
}

export function serverRows({ server }: Inventory, { texts, count }: SectionWords): Rows {
  return server.map(({ product, version, ageDays, releasesAfter, endsOn, isOver, source }) => [
    product === 'system' ? version : product,
    product === 'system' ? '' : version,
    ageDays === undefined ? '' : filledIn(texts.age, { days: count(ageDays) }),
    releasesAfter === undefined
      ? ''
      : filledIn(texts.releasesAfter, {
          newer: count(releasesAfter.newer),
          newest: releasesAfter.newest,
        }),
    endsOn === undefined ? texts.unknown : `${endsOn}${isOver ? ` (${texts.over})` : ''}`,
    source ?? '',
  ]);
}

export function integrationRow(
  integration: Integration,
  { texts, count }: SectionWords,
): readonly string[] {
  const { kind, name, owner, isOwnerActive, places, isDeleted } = integration;
  const { posts, posts30, posts90, hosts, triggers } = integration;
  const calls = [...triggers, ...hosts];
  return [
    `${name === '' ? texts.unknown : name}${isDeleted ? ` (${texts.deleted})` : ''}`,
    texts.kinds[kind],
    owner === '' ? texts.unknown : `${owner}${isOwnerActive ? '' : ` (${texts.away})`}`,
    [...places, ...calls].join(', '),
    [posts, posts90, posts30].map(count).join(' / '),
    lastUse(integration, texts),
    isDeleted ? '' : texts.counterparts[integration.counterpart],
  ];
}

function lastUse({ lastPostMs, isUseKnown }: Integration, texts: InventoryTexts): string {
  if (lastPostMs !== undefined) return dayText(lastPostMs);
  return isUseKnown ? texts.never : texts.useUnknown;
}

/** What was found comes first; a search that found nothing stays, because that is good news. */
export function healthRows({ health }: Inventory, { texts, count }: SectionWords): Rows {
  const sorted = [...health].sort(
    (a, b) => Number((b.count ?? 0) > 0) - Number((a.count ?? 0) > 0),
  );
  return sorted.map(({ code, count: found, samples }) => [
    texts.health[code].says,
    found === undefined ? texts.notLooked : count(found),
    samples.join(', '),
    found === undefined || found === 0 ? '' : texts.health[code].does,
  ]);
}

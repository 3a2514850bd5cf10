import { FACT_SOURCES, isFactOld } from '../../mapping/inventory/dated-facts.ts';
import { JAPANESE_TAX_PERCENT } from '../../mapping/inventory/facts/slack-prices.ts';
import type { Inventory } from '../../mapping/inventory/inventory.ts';
import { SLACK_PLANS, type SlackPlan } from '../../mapping/inventory/slack-plans.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS, type Texts } from '../../texts/texts.ts';
import { countText, fill } from '../figures.ts';
import { releaseText } from '../release.ts';

export type InventoryTexts = Texts['inventory'];
export type SectionId = keyof InventoryTexts['sections'];
export type ColumnId = keyof InventoryTexts['columns'];

export type Rows = readonly (readonly string[])[];

/** Formats a day as `2026-11-23`, in UTC. */
export function dayText(ms: number): string {
  const date = new Date(ms);
  // The database may contain an invalid time.
  return Number.isNaN(date.getTime()) ? '?' : date.toISOString().slice(0, 10);
}

/** Name of a type of channel; undefined for an unknown letter, as the database may contain any. */
export function typeName(type: string, { channelTypes }: InventoryTexts): string | undefined {
  return Object.entries(channelTypes).find(([letter]) => letter === type)?.[1];
}

/** Rows of what the server holds. */
export function holdsRows(inventory: Inventory, texts: InventoryTexts): Rows {
  const ids = ['teams', 'posts', 'threads', 'emoji'] as const;
  return ids.map((id) => [texts.figures[id], countText(inventory[id])]);
}

const PEOPLE = [
  ...(['total', 'active30', 'active90', 'active365', 'deactivated', 'guests', 'bots'] as const),
  'withoutEmail',
  'undeliverableEmail',
] as const satisfies readonly (keyof InventoryTexts['figures'])[];

/** Rows of the numbers of people. */
export function peopleRows({ people }: Inventory, texts: InventoryTexts): Rows {
  return PEOPLE.map((id) => [texts.figures[id], countText(people[id])]);
}

/** Rows of channels by type; a type that is not known is shown as it is. */
export function channelRows({ channels }: Inventory, texts: InventoryTexts): Rows {
  return channels.map(({ type, live, archived, posts }) => [
    typeName(type, texts) ?? `${texts.unknown} (${type})`,
    ...[live, archived, posts].map(countText),
  ]);
}

/** Rows of channels in which nobody has posted for long. */
export function quietRows({ quiet }: Inventory, texts: InventoryTexts): Rows {
  return quiet.map(({ name, type, posts, lastPostMs }) => [
    name ?? texts.hidden,
    typeName(type, texts) ?? type,
    countText(posts),
    lastPostMs === undefined ? texts.never : dayText(lastPostMs),
  ]);
}

/** Rows that compare Slack's plans. */
export function planRows(texts: InventoryTexts): Rows {
  return SLACK_PLANS.map((plan) => [
    plan.name,
    priceText(plan, texts),
    plan.name === 'Free' ? '–' : fill(texts.taxFree, { percent: JAPANESE_TAX_PERCENT }),
    texts.plans[plan.keeps],
    texts.plans[plan.imports],
    texts.plans[plan.extras],
    plan.source,
  ]);
}

function priceText({ name, prices }: SlackPlan, texts: InventoryTexts): string {
  const { usdMonthly, usdYearly, jpyMonthly } = prices;
  if (name === 'Free') return texts.free;
  if (usdMonthly === undefined || usdYearly === undefined || jpyMonthly === undefined) {
    return texts.priceUnknown;
  }
  return fill(texts.planPrice, {
    monthly: usdMonthly.toFixed(2),
    yearly: usdYearly.toFixed(2),
    yen: jpyMonthly,
  });
}

/** Rows of the sources of dates and prices; those that are older than they should be say so. */
export function factRows({ todayMs }: Inventory, texts: InventoryTexts): Rows {
  return FACT_SOURCES.map((fact) => [
    texts.subjects[fact.subject],
    isFactOld(fact, todayMs) ? fill(texts.oldFact, { day: fact.asOf }) : fact.asOf,
    fact.source,
  ]);
}

/** Rows of warnings about server and source. */
export function warningRows(
  { serverWarnings, sourceWarnings }: Inventory,
  texts: InventoryTexts,
): Rows {
  return [...serverWarnings.map((code) => texts.serverWarnings[code]), ...sourceWarnings].map(
    (warning) => [warning],
  );
}

/** Rows of the versions of server, database and system, with their age. */
export function serverRows({ server }: Inventory, lang: Language): Rows {
  const texts = TEXTS[lang].inventory;
  const shown = (product: string, version: string): string =>
    (product === 'Mattermost' ? releaseText(version, lang) : version) || texts.unknown;
  return server.map(({ product, version, ageDays, releasesAfter, ...part }) => [
    product === 'system' ? version : product,
    product === 'system' ? '' : shown(product, version),
    ageDays === undefined ? '' : fill(texts.age, { days: ageDays }),
    releasesAfter === undefined
      ? ''
      : fill(texts.releasesAfter, {
          newer: releasesAfter.newer,
          newest: releasesAfter.newest,
        }),
    part.endsOn ?? (part.isOver ? texts.over : texts.unknown),
    part.overdueDays === undefined ? '' : fill(texts.age, { days: part.overdueDays }),
    part.source ?? '',
  ]);
}

/** Problems found first; checks without findings are kept, as they are good news. */
export function healthRows({ health }: Inventory, texts: InventoryTexts): Rows {
  const sorted = [...health].sort(
    (a, b) => Number((b.count ?? 0) > 0) - Number((a.count ?? 0) > 0),
  );
  return sorted.map(({ code, count: found, samples }) => [
    texts.health[code].found,
    found === undefined ? texts.notLooked : countText(found),
    samples.join(', '),
    found === undefined || found === 0 ? '' : texts.health[code].does,
  ]);
}

import type { Inventory } from '../../mapping/inventory/inventory.ts';
import type { Texts } from '../../texts/texts.ts';
import { type Bar, barChart, type ChartSize, columnChart } from '../charts.ts';
import { countText, sizeText } from '../figures.ts';
import type { Html } from '../html.ts';
import { everyMonth } from '../plan/report.ts';
import { costChart } from './cost-chart.ts';
import { typeName } from './rows.ts';
import type { InventorySection } from './sections.ts';

/** Draws the chart of a section; undefined where there is nothing to compare. */
type Draw = (inventory: Inventory, texts: Texts) => Promise<Html> | undefined;

/** Charts of sections; their tables have the same figures. */
export const INVENTORY_CHARTS: Partial<Readonly<Record<InventorySection['id'], Draw>>> = {
  cost: ({ cost }, texts) => costChart(cost, texts),
  channels: channelsChart,
  years: (inventory, texts) => yearsChart(inventory, texts),
  months: (inventory, texts) => monthsChart(inventory, texts),
  files: filesChart,
};

/** One bar compares nothing. */
const comparedBars = (alt: string, bars: readonly Bar[]): Promise<Html> | undefined =>
  bars.filter(({ value }) => value > 0).length < 2 ? undefined : barChart(alt, bars);

function channelsChart({ channels }: Inventory, { inventory: texts }: Texts): ReturnType<Draw> {
  const bars = channels.map(({ type, posts }) => ({
    label: typeName(type, texts) ?? type,
    value: posts,
    text: countText(posts),
  }));
  return comparedBars(`${texts.sections.channels.heading} (${texts.columns.posts})`, bars);
}

/** Draws the posts of each year, by who made them. */
export function yearsChart(
  { years }: Inventory,
  { inventory: texts }: Texts,
  size?: ChartSize,
): ReturnType<Draw> {
  if (years.length < 2) return undefined;
  const kinds = ['written', 'system', 'other'] as const;
  const drawn = {
    categories: years.map(({ year }) => year),
    series: kinds.map((kind, ink) => ({
      name: texts.columns[kind],
      ink,
      values: years.map((year) => year[kind]),
    })),
    count: countText,
  };
  return columnChart(texts.sections.years.heading, drawn, size);
}

/** Draws the posts of each month. */
export function monthsChart(
  { months }: Inventory,
  { inventory: texts }: Texts,
  size?: ChartSize,
): ReturnType<Draw> {
  if (months.length < 2) return undefined;
  const shown = everyMonth(months, (month) => ({ month, posts: 0 }));
  const drawn = {
    categories: shown.map(({ month }) => month),
    series: [{ name: texts.columns.posts, ink: 0, values: shown.map(({ posts }) => posts) }],
    count: countText,
  };
  return columnChart(texts.sections.months.heading, drawn, size);
}

function filesChart({ files }: Inventory, { inventory: texts }: Texts): ReturnType<Draw> {
  const bars = files.map(({ extension, sizeBytes }) => ({
    label: extension === '' ? texts.unknown : extension,
    value: sizeBytes,
    text: sizeText(sizeBytes),
  }));
  return comparedBars(texts.sections.files.heading, bars);
}

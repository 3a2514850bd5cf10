import type { Inventory } from '../../../mapping/inventory/inventory.ts';
import type { Html } from '../html.ts';
import { barChart } from '../plan/bar-chart.ts';
import { columnChart } from '../plan/column-chart.ts';
import { everyMonth } from '../plan/every-month.ts';
import type { SectionId } from './inventory-texts.ts';
import { type SectionWords, typeName } from './section-words.ts';

type Draw = (inventory: Inventory, words: SectionWords) => Promise<Html>;

/** Sections that people would rather look at; their tables have the same figures. */
export const INVENTORY_CHARTS: Partial<Readonly<Record<SectionId, Draw>>> = {
  cost: costChart,
  channels: channelsChart,
  years: yearsChart,
  months: monthsChart,
  files: filesChart,
};

/** Of 36 months, for that is what the decision is about. */
function costChart({ cost }: Inventory, { texts, count }: SectionWords): Promise<Html> {
  const { slack, staying } = cost;
  const bar = (label: string, value: number) => ({
    label,
    value,
    text: `${count(Math.round(value))} ${cost.inputs.currency}`,
  });
  return barChart(`${texts.sections.cost.heading} (${texts.columns.months36})`, [
    bar('Slack', slack.months36),
    ...(staying === undefined ? [] : [bar(texts.figures.staying, staying.months36)]),
  ]);
}

function channelsChart({ channels }: Inventory, { texts, count }: SectionWords): Promise<Html> {
  const bars = channels.map(({ type, posts }) => ({
    label: typeName(type, texts) ?? type,
    value: posts,
    text: count(posts),
  }));
  return barChart(`${texts.sections.channels.heading} (${texts.columns.posts})`, bars);
}

function yearsChart({ years }: Inventory, { texts, count }: SectionWords): Promise<Html> {
  const kinds = ['written', 'system', 'other'] as const;
  return columnChart(texts.sections.years.heading, {
    categories: years.map(({ year }) => year),
    series: kinds.map((kind, ink) => ({
      name: texts.columns[kind],
      ink,
      values: years.map((year) => year[kind]),
    })),
    count,
  });
}

function monthsChart({ months }: Inventory, { texts, count }: SectionWords): Promise<Html> {
  const shown = everyMonth(months, (month) => ({ month, posts: 0 }));
  return columnChart(texts.sections.months.heading, {
    categories: shown.map(({ month }) => month),
    series: [{ name: texts.columns.posts, ink: 0, values: shown.map(({ posts }) => posts) }],
    count,
  });
}

function filesChart({ files }: Inventory, { texts, bytes }: SectionWords): Promise<Html> {
  const bars = files.map(({ extension, sizeBytes }) => ({
    label: extension === '' ? texts.unknown : extension,
    value: sizeBytes,
    text: bytes(sizeBytes),
  }));
  return barChart(texts.sections.files.heading, bars);
}

import type { Inventory } from '../../mapping/inventory/inventory.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { barChart, columnChart } from '../charts.ts';
import { countText, sizeText } from '../figures.ts';
import { type Html, html, htmlPage } from '../html.ts';
import { alignedTableHtml } from '../html-table.ts';
import { markdownTable } from '../markdown.ts';
import { REPORT_CSS } from '../page-css.ts';
import { everyMonth } from '../plan/report.ts';
import { dayText, type InventoryTexts, typeName } from './rows.ts';
import { type InventorySection, inventorySections } from './sections.ts';

/** Its tables contain sentences, which need wide columns. */
const INVENTORY_CSS = `${REPORT_CSS}
  body { max-width: 84rem; }
  td, thead th { white-space: normal; }
  td.number { white-space: nowrap; }
  td.text { min-width: 10rem; }
`;

/** Renders the inventory as one self-contained page without scripts. */
export async function inventoryHtml(inventory: Inventory, lang: Language): Promise<string> {
  const { title, asOf, passOn } = TEXTS[lang].inventory;
  const note = inventory.withText ? passOn.shown : passOn.hidden;
  const sections = await Promise.all(
    inventorySections(inventory, lang).map((section) => sectionHtml(section, inventory, lang)),
  );
  const body = html`<header class="page"><h1>${title}</h1>
<p class="subtitle">${asOf} ${dayText(inventory.todayMs)} (UTC)</p>
<p class="pass-on${inventory.withText ? ' warning' : ''}">${note}</p></header>
<main>
${sections}</main>`;
  return htmlPage({ lang, title, css: INVENTORY_CSS, body, hasPictures: true });
}

async function sectionHtml(
  { id, heading, lead, columns, rows }: InventorySection,
  inventory: Inventory,
  lang: Language,
): Promise<Html> {
  const table = alignedTableHtml({
    id: `${id}-table`,
    caption: heading,
    columns,
    rows,
  });
  const draw = rows.length === 0 ? undefined : INVENTORY_CHARTS[id];
  const chart = await draw?.(inventory, TEXTS[lang].inventory);
  return html`<section id="${id}"><h2>${heading}</h2>
${lead === '' ? undefined : html`<p class="lead">${lead}</p>`}
${chart === undefined ? undefined : html`<figure>${chart}</figure>`}
${rows.length === 0 ? undefined : chart === undefined ? table : foldedTable(id, table, lang)}</section>
`;
}

/** A table that can be collapsed, as its chart shows the same. */
function foldedTable(id: InventorySection['id'], table: Html, lang: Language): Html {
  const open = CLOSED.has(id) ? undefined : html` open`;
  return html`<details${open}><summary>${TEXTS[lang].inventory.figuresHeading}</summary>
${table}</details>`;
}

/** Sections whose table is collapsed at first. */
const CLOSED: ReadonlySet<string> = new Set<InventorySection['id']>(['months', 'years']);

type Draw = (inventory: Inventory, texts: InventoryTexts) => Promise<Html>;

/** Charts of sections; their tables have the same figures. */
const INVENTORY_CHARTS: Partial<Readonly<Record<InventorySection['id'], Draw>>> = {
  cost: costChart,
  channels: channelsChart,
  years: yearsChart,
  months: monthsChart,
  files: filesChart,
};

/** Shows 36 months, the period that matters for the decision. */
function costChart({ cost }: Inventory, texts: InventoryTexts): Promise<Html> {
  const { slack, staying } = cost;
  const bar = (label: string, value: number) => ({
    label,
    value,
    text: `${countText(Math.round(value))} ${cost.inputs.currency}`,
  });
  return barChart(`${texts.sections.cost.heading} (${texts.columns.months36})`, [
    bar('Slack', slack.months36),
    ...(staying === undefined ? [] : [bar(texts.figures.staying, staying.months36)]),
  ]);
}

function channelsChart({ channels }: Inventory, texts: InventoryTexts): Promise<Html> {
  const bars = channels.map(({ type, posts }) => ({
    label: typeName(type, texts) ?? type,
    value: posts,
    text: countText(posts),
  }));
  return barChart(`${texts.sections.channels.heading} (${texts.columns.posts})`, bars);
}

function yearsChart({ years }: Inventory, texts: InventoryTexts): Promise<Html> {
  const kinds = ['written', 'system', 'other'] as const;
  return columnChart(texts.sections.years.heading, {
    categories: years.map(({ year }) => year),
    series: kinds.map((kind, ink) => ({
      name: texts.columns[kind],
      ink,
      values: years.map((year) => year[kind]),
    })),
    count: countText,
  });
}

function monthsChart({ months }: Inventory, texts: InventoryTexts): Promise<Html> {
  const shown = everyMonth(months, (month) => ({ month, posts: 0 }));
  return columnChart(texts.sections.months.heading, {
    categories: shown.map(({ month }) => month),
    series: [{ name: texts.columns.posts, ink: 0, values: shown.map(({ posts }) => posts) }],
    count: countText,
  });
}

function filesChart({ files }: Inventory, texts: InventoryTexts): Promise<Html> {
  const bars = files.map(({ extension, sizeBytes }) => ({
    label: extension === '' ? texts.unknown : extension,
    value: sizeBytes,
    text: sizeText(sizeBytes),
  }));
  return barChart(texts.sections.files.heading, bars);
}

/** Renders the inventory as Markdown. */
export function inventoryMarkdown(inventory: Inventory, lang: Language): string {
  const { title, asOf, passOn } = TEXTS[lang].inventory;
  const head = [`# ${title}`, '', `${asOf} ${dayText(inventory.todayMs)} (UTC)`, ''];
  const note = inventory.withText ? passOn.shown : passOn.hidden;
  const sections = inventorySections(inventory, lang).flatMap(sectionLines);
  return `${[...head, note, '', ...sections].join('\n').trimEnd()}\n`;
}

function sectionLines({ heading, lead, columns, rows }: InventorySection): readonly string[] {
  return [
    `## ${heading}`,
    '',
    ...(lead === '' ? [] : [lead, '']),
    ...(rows.length === 0 ? [] : [...markdownTable(columns, rows), '']),
  ];
}

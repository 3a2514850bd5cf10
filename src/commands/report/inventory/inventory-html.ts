import type { Inventory } from '../../../mapping/inventory/inventory.ts';
import { type Html, html, htmlPage } from '../html.ts';
import type { ReportLang } from '../plan/figures.ts';
import { tableHtml } from '../plan/html-table.ts';
import { PLAN_CSS } from '../plan/plan-css.ts';
import { INVENTORY_CHARTS } from './inventory-charts.ts';
import { type InventorySection, inventorySections } from './inventory-sections.ts';
import { INVENTORY_TEXTS, type SectionId } from './inventory-texts.ts';
import { dayText, sectionWords } from './section-words.ts';

/** Its tables hold sentences, which need room beside each other. */
const INVENTORY_CSS = `${PLAN_CSS}
  body { max-width: 84rem; }
  td, thead th { white-space: normal; }
  td.number { white-space: nowrap; }
  td.text { min-width: 10rem; }
`;

/** One page that needs nothing beside it and runs nothing. */
export async function inventoryHtml(inventory: Inventory, lang: ReportLang): Promise<string> {
  const { title, asOf, passOn } = INVENTORY_TEXTS[lang];
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
  lang: ReportLang,
): Promise<Html> {
  const table = tableHtml({
    id: `${id}-table`,
    caption: heading,
    columns: columns.map(({ label, align }) => ({
      label,
      isNumber: align === 'number',
      isText: align === 'text',
    })),
    rows: rows.map((cells) => ({ cells })),
  });
  const draw = rows.length === 0 ? undefined : INVENTORY_CHARTS[id];
  const chart = await draw?.(inventory, sectionWords(lang));
  return html`<section id="${id}"><h2>${heading}</h2>
${lead === '' ? undefined : html`<p class="lead">${lead}</p>`}
${chart === undefined ? undefined : html`<figure>${chart}</figure>`}
${rows.length === 0 ? undefined : chart === undefined ? table : foldedTable(id, table, lang)}</section>
`;
}

/** Beside a chart a table may be closed. */
function foldedTable(id: SectionId, table: Html, lang: ReportLang): Html {
  const open = CLOSED.has(id) ? undefined : html` open`;
  return html`<details${open}><summary>${INVENTORY_TEXTS[lang].figuresHeading}</summary>
${table}</details>`;
}

/** A chart says enough of these at first sight. */
const CLOSED: ReadonlySet<string> = new Set<SectionId>(['months', 'years']);

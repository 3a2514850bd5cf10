import type { Inventory } from '../../mapping/inventory/inventory.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Html, html, htmlPage } from '../html.ts';
import { alignedTableHtml } from '../html-table.ts';
import { REPORT_CSS } from '../page-css.ts';
import { INVENTORY_CHARTS } from './charts.ts';
import { dayText } from './rows.ts';
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
  const chart = await draw?.(inventory, TEXTS[lang]);
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

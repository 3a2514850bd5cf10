import type { Inventory } from '../../../mapping/inventory/inventory.ts';
import { type Html, html, htmlPage } from '../html.ts';
import type { ReportLang } from '../plan/figures.ts';
import { tableHtml } from '../plan/html-table.ts';
import { PLAN_CSS } from '../plan/plan-css.ts';
import { dayText, type InventorySection, inventorySections } from './inventory-sections.ts';
import { INVENTORY_TEXTS } from './inventory-texts.ts';

/** One page that needs nothing beside it and runs nothing. */
export function inventoryHtml(inventory: Inventory, lang: ReportLang): string {
  const { title, asOf, passOn } = INVENTORY_TEXTS[lang];
  const note = inventory.withText ? passOn.shown : passOn.hidden;
  const body = html`<header class="page"><h1>${title}</h1>
<p class="subtitle">${asOf} ${dayText(inventory.todayMs)} (UTC)</p>
<p class="pass-on${inventory.withText ? ' warning' : ''}">${note}</p></header>
<main>
${inventorySections(inventory, lang).map(sectionHtml)}</main>`;
  return htmlPage({ lang, title, css: PLAN_CSS, body });
}

function sectionHtml({ id, heading, lead, columns, rows }: InventorySection): Html {
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
  return html`<section id="${id}"><h2>${heading}</h2>
${lead === '' ? undefined : html`<p class="lead">${lead}</p>`}
${rows.length === 0 ? undefined : table}</section>
`;
}

import type { Inventory } from '../../mapping/inventory/inventory.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { dayOf } from '../figures.ts';
import { type Html, type HtmlValue, html, htmlLink, htmlPage } from '../html.ts';
import { alignedTableHtml } from '../html-table.ts';
import { REPORT_CSS } from '../page-css.ts';
import { INVENTORY_CHARTS } from './charts.ts';
import { decisionHtml } from './decision-html.ts';
import { UNTICKED } from './integration-rows.ts';
import { type InventorySection, inventorySections } from './sections.ts';

/** Its tables contain sentences, which need wide columns. */
const INVENTORY_CSS = `${REPORT_CSS}
  body { max-width: 84rem; }
  td, thead th { white-space: normal; overflow-wrap: break-word; min-width: 5em; }
  .day { white-space: nowrap; }
  td.number { white-space: nowrap; }
  td.text { min-width: 10rem; }
  .decision { margin-top: 1.5rem; }
  .point {
    display: grid; grid-template-columns: 11rem 1fr; gap: 0 1.2rem; margin: 0; padding: 0.8rem 0;
    border-top: 1px solid var(--line);
  }
  .point h2 { margin: 0.3rem 0 0; font-size: 1.05rem; color: var(--accent); }
  .point p { margin: 0.25rem 0; }
  #decide-propose p:first-child { font-weight: 650; }
  .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
  .pair figure { margin: 0.4rem 0; }
  figcaption { font-size: 0.92rem; font-weight: 600; margin-bottom: 0.5rem; }
  @media screen and (max-width: 760px) {
    .point, .pair { grid-template-columns: 1fr; }
  }
  @page { size: A4; margin: 14mm; }
  @media print {
    .decision { break-after: page; margin-top: 3mm; }
    .point {
      padding: 1.6mm 0; grid-template-columns: 30mm 1fr; break-inside: avoid; font-size: 9.5pt; line-height: 1.4;
    }
    .point h2 { margin-top: 0.6mm; font-size: 11pt; }
    .point p { margin: 0.6mm 0; }
    .pair { grid-template-columns: 1fr 1fr; }
    .pair figure { padding: 3mm; }
    .pair img { max-height: 58mm; }
    h1 { font-size: 18pt; }
  }
`;

/** Renders the inventory as one self-contained page without scripts. */
export async function inventoryHtml(inventory: Inventory, lang: Language): Promise<string> {
  const { asOf, passOn } = TEXTS[lang].inventory;
  const { title } = TEXTS[lang].decision;
  const note = inventory.withText ? passOn.shown : passOn.hidden;
  const sections = await Promise.all(
    inventorySections(inventory, lang).map((section) => sectionHtml(section, inventory, lang)),
  );
  const body = html`<header class="page"><h1>${title}</h1>
<p class="subtitle">${asOf} ${dayOf(inventory.todayMs, lang)} (UTC)</p>
<p class="pass-on${inventory.withText ? ' warning' : ''}">${note}</p></header>
<main>
${await decisionHtml(inventory, lang)}${sections}</main>`;
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
    rows: rows.map((cells) =>
      cells.map((cell) =>
        cell === UNTICKED
          ? html`<input type="checkbox" aria-label="${cells[0]}">`
          : shownCell(cell, SOURCED.has(id)),
      ),
    ),
  });
  const draw = rows.length === 0 ? undefined : INVENTORY_CHARTS[id];
  const chart = await draw?.(inventory, TEXTS[lang]);
  return html`<section id="${id}"><h2>${heading}</h2>
${lead === '' ? undefined : html`<p class="lead">${lead}</p>`}
${chart === undefined ? undefined : html`<figure>${chart}</figure>`}
${rows.length === 0 ? undefined : chart === undefined ? table : foldedTable(id, table, lang)}</section>
`;
}

/** Sections whose addresses are sources of ours: those of integrations are cut, and nobody should follow them. */
const SOURCED: ReadonlySet<string> = new Set<InventorySection['id']>(['server', 'plans', 'facts']);

/** Shows a source by its host, as whole addresses take the width of three columns, and a day on one line. */
function shownCell(cell: string, isSourced: boolean): HtmlValue {
  if (isSourced && /^https:\/\/\S+$/.test(cell)) return htmlLink(cell, new URL(cell).host);
  return /^\d{4}-\d\d-\d\d$/.test(cell) ? html`<span class="day">${cell}</span>` : cell;
}

/** A table that can be collapsed, as its chart shows the same. */
function foldedTable(id: InventorySection['id'], table: Html, lang: Language): Html {
  const open = CLOSED.has(id) ? undefined : html` open`;
  return html`<details${open}><summary>${TEXTS[lang].inventory.figuresHeading}</summary>
${table}</details>`;
}

/** Sections whose table is collapsed at first. */
const CLOSED: ReadonlySet<string> = new Set<InventorySection['id']>(['months', 'years']);

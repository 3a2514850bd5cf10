import { type Html, html } from '../html.ts';
import type { SummaryRow } from './summary-rows.ts';

/** Figures with their labels, as tiles. */
export function figureList(rows: readonly SummaryRow[]): Html {
  const tiles = rows.map(
    ([label, value]) => html`<div><dt>${label}</dt><dd><bdi>${value}</bdi></dd></div>
`,
  );
  return html`<dl class="figures">${tiles}</dl>`;
}

/** Facts whose values are sentences: label and value on a line. */
export function factList(rows: readonly SummaryRow[]): Html {
  const lines = rows.map(
    ([label, value]) => html`<div><dt>${label}</dt><dd><bdi>${value}</bdi></dd></div>
`,
  );
  return html`<dl class="facts">${lines}</dl>`;
}

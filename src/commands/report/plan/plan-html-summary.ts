import { type Html, html } from '../html.ts';
import { figureList } from './figure-list.ts';
import type { PlanReport } from './plan-report.ts';
import { cannotText, MOVE_PATHS, noteText, type PlanWords } from './plan-words.ts';
import { shownText } from './shown-text.ts';
import { totalRows } from './summary-rows.ts';

/** What the people who decide read first: which way, why, how long, how big. */
export function summaryHtml(report: PlanReport, words: PlanWords): Html {
  const { headings, paths } = words.texts;
  const { path, reasons } = report.recommendation;
  return html`<section class="summary">
<div class="advice"><h2>${headings.recommendation}</h2>
<p class="path">${paths[path]}</p>
${listHtml(reasons.map((note) => noteText(note, words)))}</div>
${keyFigures(report, words)}
</section>
${warningsHtml(report, words)}
<section><h2>${headings.totals}</h2>
${figureList(totalRows(report, words))}</section>
${waysHtml(report, words)}`;
}

/** The size of the one way and the time of the other. */
function keyFigures({ forecast }: PlanReport, { texts, figures }: PlanWords): Html {
  const { zip, apiDuration, endsAt } = texts.totals;
  return html`<dl class="key">
<div><dt>${zip}</dt><dd>${figures.bytes(forecast.zip.sizeBytes)}</dd></div>
<div><dt>${apiDuration}</dt><dd>${figures.duration(forecast.seconds)}</dd></div>
<div><dt>${endsAt}</dt><dd>${figures.moment(forecast.endsAtMs)}</dd></div>
</dl>`;
}

function warningsHtml(report: PlanReport, words: PlanWords): Html | undefined {
  const notes = report.recommendation.warnings.map(
    (note) => html`<li>${noteText(note, words)}</li>`,
  );
  const others = report.warnings.map((text) => html`<li lang="en">${shownText(text)}</li>`);
  if (notes.length + others.length === 0) return undefined;
  return html`<section class="warnings"><h2>${words.texts.headings.warnings}</h2>
<ul>${notes}${others}</ul></section>`;
}

function waysHtml({ recommendation }: PlanReport, words: PlanWords): Html {
  const { headings, paths, recommended, none } = words.texts;
  const ways = MOVE_PATHS.map((path) => {
    const codes = recommendation.cannot[path];
    const chip =
      path === recommendation.path ? html` <span class="chip">${recommended}</span>` : undefined;
    return html`<div class="way"><h3>${paths[path]}${chip}</h3>
${codes.length === 0 ? html`<p>${none}</p>` : listHtml(codes.map((code) => cannotText(code, words)))}</div>
`;
  });
  return html`<section><h2>${headings.cannot}</h2><div class="ways">${ways}</div></section>`;
}

const listHtml = (texts: readonly string[]): Html =>
  html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;

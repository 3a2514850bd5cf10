import { type Html, html, htmlPage } from '../html.ts';
import { figureList } from './figure-list.ts';
import { PLAN_CSS } from './plan-css.ts';
import { changesSection } from './plan-html-changes.ts';
import { forecastSection, largestSection, lossSection, monthsSection } from './plan-html-charts.ts';
import { summaryHtml } from './plan-html-summary.ts';
import { channelsTable, peopleTable, unmatchedTable } from './plan-html-tables.ts';
import type { PlanReport } from './plan-report.ts';
import { type PlanWords, subtitleText } from './plan-words.ts';
import { peopleRows } from './summary-rows.ts';
import { TABLE_FILTER_SCRIPT } from './table-filter-script.ts';

/** One page that needs nothing beside it: it opens offline, and works without its script but for the search. */
export async function planHtml(report: PlanReport, words: PlanWords): Promise<string> {
  const { texts, lang } = words;
  const passOn = report.withText ? texts.passOn.shown : texts.passOn.hidden;
  const body = html`<header class="page"><h1>${texts.title}</h1>
<p class="subtitle">${subtitleText(report, words)}</p>
<p class="pass-on${report.withText ? ' warning' : ''}">${passOn}</p></header>
<main>
${summaryHtml(report, words)}
${contentsHtml(words)}
${changesSection(report, words)}
${await monthsSection(report, words)}
${await largestSection(report, words)}
${await lossSection(report, words)}
${await forecastSection(report, words)}
${peopleSection(report, words)}
<section id="channels"><h2>${texts.headings.channels}</h2>
${channelsTable(report, words)}</section>
</main>`;
  return htmlPage({
    lang,
    title: texts.title,
    css: PLAN_CSS,
    body,
    script: TABLE_FILTER_SCRIPT,
    hasPictures: true,
  });
}

const SECTIONS = [
  'changes',
  'months',
  'largest',
  'losses',
  'forecast',
  'people',
  'channels',
] as const;

function contentsHtml({ texts }: PlanWords): Html {
  const links = SECTIONS.map(
    (section) => html`<li><a href="#${section}">${texts.headings[section]}</a></li>`,
  );
  return html`<nav aria-label="${texts.headings.contents}"><ul>${links}</ul></nav>`;
}

function peopleSection(report: PlanReport, words: PlanWords): Html {
  const { headings, leads } = words.texts;
  return html`<section id="people"><h2>${headings.people}</h2>
${figureList(peopleRows(report, words))}
<h3>${headings.unmatched}</h3>
<p class="lead">${leads.unmatched}</p>
${unmatchedTable(report, words)}
<h3>${headings.allPeople}</h3>
${peopleTable(report, words)}</section>`;
}

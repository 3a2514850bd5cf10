import type { DiffMark } from '../../mapping/plan/diff-model.ts';
import { databaseHeadings, databaseHtml } from '../database.ts';
import { durationText } from '../duration.ts';
import { countText, fill, momentText, sizeText } from '../figures.ts';
import { type Html, html, htmlFrame, htmlText, unbroken } from '../html.ts';
import { TABLE_FILTER_SCRIPT, tableHtml } from '../html-table.ts';
import { REPORT_CSS } from '../page-css.ts';
import { shownText } from '../shown-text.ts';
import {
  figureList,
  forecastSection,
  largestSection,
  lossSection,
  monthsSection,
} from './html-charts.ts';
import { channelsTable, peopleTable, unmatchedTable } from './html-tables.ts';
import type { ReportDiffItem, ReportDiffSection } from './names.ts';
import type { PlanReport } from './report.ts';
import { peopleRows, totalRows } from './summary-rows.ts';
import {
  againstText,
  cannotText,
  changeText,
  MOVE_PATHS,
  nameText,
  noteText,
  type PlanWords,
  subtitleText,
  sumText,
} from './words.ts';

/** Renders the plan as one self-contained page, piece by piece; only its search needs the script. */
export async function* planHtml(report: PlanReport, words: PlanWords): AsyncGenerator<string> {
  const { head, foot } = htmlFrame({
    lang: words.lang,
    title: words.texts.title,
    css: REPORT_CSS,
    script: TABLE_FILTER_SCRIPT,
    hasPictures: true,
  });
  yield head;
  yield htmlText(await overview(report, words));
  for (const piece of tablesOf(report, words)) yield htmlText(piece);
  yield foot;
}

/** Everything before the tables of people and channels, which can be long. */
async function overview(report: PlanReport, words: PlanWords): Promise<Html> {
  const { texts } = words;
  const passOn = report.withText ? texts.passOn.shown : texts.passOn.hidden;
  return html`<header class="page"><h1>${texts.title}</h1>
<p class="subtitle">${unbroken(subtitleText(report, words))}</p>
<p class="pass-on${report.withText ? ' warning' : ''}">${passOn}</p></header>
<main>
${summaryHtml(report, words)}
${contentsHtml(report, words)}
${changesSection(report, words)}
${await monthsSection(report, words)}
${await largestSection(report, words)}
${await lossSection(report, words)}
${await forecastSection(report, words)}
`;
}

function* tablesOf(report: PlanReport, words: PlanWords): Generator<Html> {
  yield* peopleSection(report, words);
  yield html`
<section id="channels"><h2>${words.texts.headings.channels}</h2>
`;
  yield* channelsTable(report, words);
  yield html`</section>
${report.database === undefined ? undefined : databaseHtml(report.database, words.lang)}
</main>`;
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

function contentsHtml({ database }: PlanReport, { texts, lang }: PlanWords): Html {
  const own = SECTIONS.map((section) => ({ id: section, heading: texts.headings[section] }));
  const behind = database === undefined ? [] : databaseHeadings(database, lang);
  const links = [...own, ...behind].map(
    ({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>`,
  );
  return html`<nav aria-label="${texts.headings.contents}"><ul>${links}</ul></nav>`;
}

function* peopleSection(report: PlanReport, words: PlanWords): Generator<Html> {
  const { headings, leads } = words.texts;
  yield html`<section id="people"><h2>${headings.people}</h2>
${figureList(peopleRows(report, words))}
<h3>${headings.unmatched}</h3>
<p class="lead">${leads.unmatched}</p>
`;
  yield* unmatchedTable(report, words);
  yield html`
<h3>${headings.allPeople}</h3>
`;
  yield* peopleTable(report, words);
  yield html`</section>`;
}

/** Summary for decision makers: the recommended approach, its reasons, duration and size. */
function summaryHtml(report: PlanReport, words: PlanWords): Html {
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

/** Size of an import and duration of a replay. */
function keyFigures({ forecast }: PlanReport, { texts, lang }: PlanWords): Html {
  const { zip, apiDuration, endsAt } = texts.totals;
  return html`<dl class="key">
<div><dt>${zip}</dt><dd>${sizeText(forecast.zip.sizeBytes)}</dd></div>
<div><dt>${apiDuration}</dt><dd>${durationText(forecast.seconds, lang)}</dd></div>
<div><dt>${endsAt}</dt><dd>${momentText(forecast.endsAtMs, lang)}</dd></div>
</dl>`;
}

function warningsHtml(report: PlanReport, words: PlanWords): Html | undefined {
  const notes = report.recommendation.warnings.map(
    (note) => html`<li>${noteText(note, words)}</li>`,
  );
  const others = report.warnings.map(
    (text) => html`<li lang="${words.lang}">${shownText(text)}</li>`,
  );
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

/** More items of a section are in plan.json only. */
const MAX_ITEMS = 500;
const MARKS: readonly DiffMark[] = ['+', '~', '-', '=', '!'];

/** The diff: counts by kind and mark, then every item that differs. */
function changesSection(report: PlanReport, words: PlanWords): Html {
  const { texts } = words;
  const { sections } = report.diff;
  const table = tableHtml({
    id: 'changes-table',
    caption: texts.headings.changes,
    columns: [
      { label: texts.columns.kind },
      ...MARKS.map((mark) => ({ label: `${mark} ${texts.marks[mark]}`, isNumber: true })),
    ],
    rows: sections.map(({ kind, counts }) => ({
      cells: [texts.kinds[kind], ...MARKS.map((mark) => countText(counts[mark]))],
    })),
  });
  return html`<section id="changes"><h2>${texts.headings.changes}</h2>
<p class="lead">${againstText(report, words)} ${texts.leads.changes}</p>
<p class="sum">${sumText(report, words)}</p>
${table}
${sections.map((section) => itemsHtml(section, words))}</section>`;
}

function itemsHtml({ kind, items }: ReportDiffSection, words: PlanWords): Html | undefined {
  if (items.length === 0) return undefined;
  const { texts } = words;
  const { columns } = texts;
  const table = tableHtml({
    id: `changes-${kind}`,
    caption: texts.kinds[kind],
    columns: [
      { label: columns.name },
      { label: columns.action },
      { label: columns.count, isNumber: true },
      { label: columns.what, isText: true },
    ],
    rows: items.slice(0, MAX_ITEMS).map((item) => ({
      cells: [
        nameText(item.name, words),
        markHtml(item, words),
        countText(item.count),
        html`<span lang="${words.lang}">${changeText(item, words)}</span>`,
      ],
    })),
  });
  const hidden = items.length - MAX_ITEMS;
  const more = fill(texts.more, { count: hidden });
  return html`<details><summary>${texts.kinds[kind]} (${countText(items.length)})</summary>
${table}${hidden > 0 ? html`<p class="lead">${more}</p>` : undefined}</details>`;
}

const MARK_CLASSES: Readonly<Record<ReportDiffItem['mark'], string>> = {
  '+': 'create',
  '~': 'change',
  '-': 'gone',
  '!': 'conflict',
};

function markHtml({ mark }: ReportDiffItem, { texts }: PlanWords): Html {
  return html`<span class="mark ${MARK_CLASSES[mark]}"><b>${mark}</b> ${texts.marks[mark]}</span>`;
}

import { CHANNEL_TYPES } from '../../mapping/decisions.ts';
import { barChart, columnChart } from '../charts.ts';
import { durationText } from '../duration.ts';
import { countText, sizeText } from '../figures.ts';
import { type Html, html } from '../html.ts';
import { type TableParts, type TableRow, tableHtml } from '../html-table.ts';
import type { PlanReport } from './report.ts';
import { forecastRows, type SummaryRow } from './summary-rows.ts';
import { lossName, nameText, type PlanWords } from './words.ts';

/** More channels of a loss are only counted. */
const MAX_PLACES = 3;

/** Posts of each month by type of channel, as a chart and a table. */
export async function monthsSection(report: PlanReport, words: PlanWords): Promise<Html> {
  const { texts } = words;
  const rows = report.months.map((month) => ({
    cells: [
      month.month,
      ...CHANNEL_TYPES.map((type) => countText(month[type])),
      countText(CHANNEL_TYPES.reduce((sum, type) => sum + month[type], 0)),
    ],
  }));
  const columns = [
    { label: texts.columns.month },
    ...CHANNEL_TYPES.map((type) => ({ label: texts.shortTypes[type], isNumber: true })),
    { label: texts.columns.sum, isNumber: true },
  ];
  return chartSection('months', words, {
    chart: () => monthsChart(report, words),
    table: { id: 'months-table', caption: texts.headings.months, columns, rows },
  });
}

/** The largest channels, as a chart and a table. */
export async function largestSection(report: PlanReport, words: PlanWords): Promise<Html> {
  const { texts } = words;
  const rows = report.largestChannels.map((channel) => ({
    cells: [
      nameText(channel.name, words),
      texts.shortTypes[channel.type],
      countText(channel.posts),
      countText(channel.files),
      sizeText(channel.fileBytes),
    ],
  }));
  const columns = [
    { label: texts.columns.channel },
    { label: texts.columns.type },
    { label: texts.columns.posts, isNumber: true },
    { label: texts.columns.files, isNumber: true },
    { label: texts.columns.size, isNumber: true },
  ];
  return chartSection('largest', words, {
    chart: () => largestChart(report, words),
    table: { id: 'largest-table', caption: texts.headings.largest, columns, rows },
  });
}

/** Losses by code with the channels that have most of them, as a chart and a table. */
export async function lossSection(report: PlanReport, words: PlanWords): Promise<Html> {
  const { texts } = words;
  const rows = report.losses.map(({ code, count, channels }) => {
    const { message, hint } = words.losses[code];
    const where = channels
      .slice(0, MAX_PLACES)
      .map((place) => `${nameText(place.name, words)} (${countText(place.count)})`);
    const what = html`${lossName(code, words)} <span class="says">${message}</span>`;
    return { cells: [what, countText(count), hint, where.join(', ')] };
  });
  const columns = [
    { label: texts.columns.loss },
    { label: texts.columns.count, isNumber: true },
    { label: texts.columns.advice, isText: true },
    { label: texts.columns.where, isText: true },
  ];
  return chartSection('losses', words, {
    chart: () => lossChart(report, words),
    table: { id: 'losses-table', caption: texts.headings.losses, columns, rows },
    isOpen: true,
  });
}

/** Calls that replay will need, by method, and how long rate limits make them take, in seconds. */
export async function forecastSection(report: PlanReport, words: PlanWords): Promise<Html> {
  const { texts } = words;
  const rows = report.forecast.calls.map(({ method, calls, perMinute, seconds }) => ({
    cells: [method, countText(calls), countText(perMinute), durationText(seconds, words.lang)],
  }));
  const columns = [
    { label: texts.columns.method },
    { label: texts.columns.calls, isNumber: true },
    { label: texts.columns.perMinute, isNumber: true },
    { label: texts.columns.time, isNumber: true },
  ];
  return chartSection('forecast', words, {
    figures: factList(forecastRows(report, words)),
    chart: () => forecastChart(report, words),
    table: { id: 'forecast-table', caption: texts.headings.forecast, columns, rows },
  });
}

interface ChartParts {
  /** Shown above the chart. */
  readonly figures?: Html;
  readonly chart: () => Promise<Html>;
  /** All figures of the chart, also for readers who cannot see it. */
  readonly table: TableParts & { readonly rows: readonly TableRow[] };
  readonly isOpen?: boolean;
}

async function chartSection(
  name: 'months' | 'largest' | 'losses' | 'forecast',
  { texts }: PlanWords,
  { figures, chart, table, isOpen = false }: ChartParts,
): Promise<Html> {
  const head = html`<h2>${texts.headings[name]}</h2>`;
  if (table.rows.length === 0) {
    return html`<section id="${name}">${head}${figures}<p>${texts.none}</p></section>`;
  }
  // One bar compares nothing.
  const compares = table.rows.length > 1;
  return html`<section id="${name}">${head}
<p class="lead">${texts.leads[name]}</p>
${figures}
${compares ? html`<figure>${await chart()}</figure>` : undefined}
<details${isOpen || !compares ? html` open` : undefined}><summary>${texts.headings.figures}</summary>
${tableHtml(table)}</details></section>`;
}

/** Posts per month, stacked by type of channel. */
function monthsChart({ months }: PlanReport, words: PlanWords): Promise<Html> {
  const { headings, shortTypes } = words.texts;
  const shown = CHANNEL_TYPES.filter((type) => months.some((month) => month[type] > 0));
  return columnChart(headings.months, {
    categories: months.map(({ month }) => month),
    series: shown.map((type) => ({
      name: shortTypes[type],
      ink: CHANNEL_TYPES.indexOf(type),
      values: months.map((month) => month[type]),
    })),
    count: countText,
  });
}

function largestChart({ largestChannels }: PlanReport, words: PlanWords): Promise<Html> {
  const bars = largestChannels.map(({ name, posts }) => ({
    label: nameText(name, words),
    value: posts,
    text: countText(posts),
  }));
  return barChart(words.texts.headings.largest, bars);
}

function lossChart({ losses }: PlanReport, words: PlanWords): Promise<Html> {
  const bars = losses.map(({ code, count }) => ({
    label: lossName(code, words),
    value: count,
    text: countText(count),
  }));
  return barChart(words.texts.headings.losses, bars);
}

function forecastChart({ forecast }: PlanReport, words: PlanWords): Promise<Html> {
  const bars = forecast.calls.map(({ method, seconds }) => ({
    label: method,
    value: seconds,
    text: durationText(seconds, words.lang),
  }));
  return barChart(words.texts.headings.forecast, bars);
}

/** Renders figures with their labels as tiles. */
export function figureList(rows: readonly SummaryRow[]): Html {
  const tiles = rows.map(
    ([label, value]) => html`<div><dt>${label}</dt><dd><bdi>${value}</bdi></dd></div>
`,
  );
  return html`<dl class="figures">${tiles}</dl>`;
}

/** Renders facts whose values are sentences, one per line. */
function factList(rows: readonly SummaryRow[]): Html {
  const lines = rows.map(
    ([label, value]) => html`<div><dt>${label}</dt><dd><bdi>${value}</bdi></dd></div>
`,
  );
  return html`<dl class="facts">${lines}</dl>`;
}

import { CHANNEL_TYPES } from '../../mapping/decisions.ts';
import { databaseMarkdown } from '../database.ts';
import { durationText } from '../duration.ts';
import { countText, fill } from '../figures.ts';
import { markdownCell } from '../markdown.ts';
import { shownReason } from '../reasons.ts';
import { shownText } from '../shown-text.ts';
import type { ReportDiffItem, ReportDiffSection } from './names.ts';
import type { PlanReport, ReportChannel, ReportLoss, ReportPerson } from './report.ts';
import { forecastRows, peopleRows, type SummaryRow, totalRows } from './summary-rows.ts';
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

/** More rows are in the page and plan.json only. */
const MAX_ROWS = 50;

/** Renders the plan as Markdown, for a wiki or a ticket. */
export function planMarkdown(report: PlanReport, words: PlanWords): string {
  const { texts } = words;
  const sections = [
    [`# ${texts.title}`, subtitleCell(report, words), passOnText(report, words)],
    recommendationSection(report, words),
    [`## ${texts.headings.totals}`, pairs(totalRows(report, words))],
    diffSection(report, words),
    monthSection(report, words),
    [`## ${texts.headings.largest}`, channelTable(report.largestChannels, words)],
    lossSection(report, words),
    forecastSection(report, words),
    peopleSection(report, words),
    [`## ${texts.headings.channels}`, channelTable(report.channels, words)],
    ...(report.database === undefined ? [] : [databaseMarkdown(report.database, words.lang)]),
  ];
  return `${sections.map((section) => section.join('\n\n')).join('\n\n')}\n`;
}

const subtitleCell = (report: PlanReport, words: PlanWords): string =>
  markdownCell(subtitleText(report, words));

const passOnText = ({ withText }: PlanReport, { texts }: PlanWords): string =>
  withText ? `**${texts.passOn.shown}**` : `_${texts.passOn.hidden}_`;

function recommendationSection(report: PlanReport, words: PlanWords): readonly string[] {
  const { texts } = words;
  const { path, reasons, cannot, warnings } = report.recommendation;
  const notes = [
    ...warnings.map((note) => noteText(note, words)),
    ...report.warnings.map(shownText),
  ];
  return [
    `## ${texts.headings.recommendation}`,
    `**${texts.paths[path]}**`,
    bullets(
      reasons.map((note) => noteText(note, words)),
      words,
    ),
    ...(notes.length === 0 ? [] : [`### ${texts.headings.warnings}`, bullets(notes, words)]),
    `### ${texts.headings.cannot}`,
    ...MOVE_PATHS.flatMap((way) => [
      `**${texts.paths[way]}**`,
      bullets(
        cannot[way].map((code) => cannotText(code, words)),
        words,
      ),
    ]),
  ];
}

function diffSection(report: PlanReport, words: PlanWords): readonly string[] {
  const { texts } = words;
  const marks = ['+', '~', '-', '=', '!'] as const;
  const header = [texts.columns.kind, ...marks.map((mark) => `${mark} ${texts.marks[mark]}`)];
  const rows = report.diff.sections.map(({ kind, counts }) => [
    texts.kinds[kind],
    ...marks.map((mark) => countText(counts[mark])),
  ]);
  return [
    `## ${texts.headings.changes}`,
    markdownCell(againstText(report, words)),
    `**${sumText(report, words)}**`,
    table(header, rows, words),
    ...report.diff.sections
      .filter(({ items }) => items.length > 0)
      .flatMap((section) => diffItems(section, words)),
  ];
}

function diffItems({ kind, items }: ReportDiffSection, words: PlanWords): readonly string[] {
  const { texts } = words;
  const rowOf = (item: ReportDiffItem) => [
    `${item.mark} ${texts.marks[item.mark]}`,
    nameText(item.name, words),
    countText(item.count),
    changeText(item, words),
  ];
  const { columns } = texts;
  return [
    `### ${texts.kinds[kind]}`,
    longTable([columns.action, columns.name, columns.count, columns.what], items, rowOf, words),
  ];
}

function monthSection({ months }: PlanReport, words: PlanWords): readonly string[] {
  const { texts } = words;
  const rows = months.map((month) => [
    month.month,
    ...CHANNEL_TYPES.map((type) => countText(month[type])),
  ]);
  const header = [texts.columns.month, ...CHANNEL_TYPES.map((type) => texts.shortTypes[type])];
  return [`## ${texts.headings.months}`, texts.leads.months, table(header, rows, words)];
}

function lossSection({ losses }: PlanReport, words: PlanWords): readonly string[] {
  const { texts } = words;
  const rowOf = ({ code, count, channels }: ReportLoss) => {
    const where = channels
      .slice(0, 3)
      .map((place) => `${nameText(place.name, words)} (${countText(place.count)})`);
    const { message, hint } = words.losses[code];
    return [countText(count), message, hint, where.join(', ')];
  };
  const { count, loss, advice, where } = texts.columns;
  return [
    `## ${texts.headings.losses}`,
    texts.leads.losses,
    longTable([count, loss, advice, where], losses, rowOf, words),
  ];
}

function forecastSection(report: PlanReport, words: PlanWords): readonly string[] {
  const { texts } = words;
  const { columns } = texts;
  const rows = report.forecast.calls.map(({ method, calls, perMinute, seconds }) => [
    method,
    countText(calls),
    countText(perMinute),
    durationText(seconds, words.lang),
  ]);
  const header = [columns.method, columns.calls, columns.perMinute, columns.time];
  return [
    `## ${texts.headings.forecast}`,
    texts.leads.forecast,
    pairs(forecastRows(report, words)),
    table(header, rows, words),
  ];
}

function peopleSection(report: PlanReport, words: PlanWords): readonly string[] {
  const { headings, leads } = words.texts;
  return [
    `## ${headings.people}`,
    pairs(peopleRows(report, words)),
    `### ${headings.unmatched}`,
    leads.unmatched,
    peopleTable(report.unmatched, words),
    `### ${headings.allPeople}`,
    peopleTable(report.people, words),
  ];
}

function peopleTable(people: readonly ReportPerson[], words: PlanWords): string {
  const { columns, personActions, personStates } = words.texts;
  const rowOf = (person: ReportPerson) => [
    person.username,
    person.fullName,
    person.email,
    personStates[person.state],
    countText(person.posts),
    personActions[person.action],
    person.slackId,
    shownReason(person.reason, words.lang),
  ];
  const { username, fullName, email, state, posts, action, slackId, reason } = columns;
  const header = [username, fullName, email, state, posts, action, slackId, reason];
  return longTable(header, people, rowOf, words);
}

function channelTable(channels: readonly ReportChannel[], words: PlanWords): string {
  const { texts } = words;
  const rowOf = (channel: ReportChannel) => [
    nameText(channel.name, words),
    texts.shortTypes[channel.type],
    texts.channelActions[channel.action],
    channel.slackName,
    countText(channel.members),
    countText(channel.posts),
    countText(channel.files),
    shownReason(channel.reason, words.lang),
  ];
  const { columns } = texts;
  const { type, action, slackName, members, posts, files, reason } = columns;
  return longTable(
    [columns.channel, type, action, slackName, members, posts, files, reason],
    channels,
    rowOf,
    words,
  );
}

/** Makes rows of the things that a table shows, and of no others. */
const longTable = <Thing>(
  header: readonly string[],
  things: readonly Thing[],
  rowOf: (thing: Thing) => readonly string[],
  words: PlanWords,
): string => table(header, things.slice(0, MAX_ROWS).map(rowOf), words, things.length);

function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  { texts }: PlanWords,
  total = rows.length,
): string {
  if (rows.length === 0) return texts.none;
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => markdownCell(shownText(cell))).join(' | ')} |`;
  const hidden = total - rows.length;
  return [
    line(header),
    `|${header.map(() => ' --- |').join('')}`,
    ...rows.map(line),
    ...(hidden > 0 ? ['', fill(texts.more, { count: hidden })] : []),
  ].join('\n');
}

const pairs = (rows: readonly SummaryRow[]): string =>
  rows.map(([label, value]) => `- ${label}: **${markdownCell(value)}**`).join('\n');

const bullets = (items: readonly string[], { texts }: PlanWords): string =>
  items.length === 0 ? texts.none : items.map((item) => `- ${markdownCell(item)}`).join('\n');

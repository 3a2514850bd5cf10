import { textWidth } from '../../mapping/text.ts';
import { databaseLines, unknownLines } from '../database.ts';
import { durationText } from '../duration.ts';
import { countText, fill } from '../figures.ts';
import { excerpt, shownText } from '../shown-text.ts';
import type { ReportDiffItem, ReportDiffSection } from './names.ts';
import type { PlanReport } from './report.ts';
import { forecastRows, peopleRows, type SummaryRow, totalRows } from './summary-rows.ts';
import {
  againstText,
  fieldText,
  nameText,
  noteText,
  type PlanWords,
  subtitleText,
  sumText,
} from './words.ts';

const MAX_SECTION_LINES = 20;

/** Losses and warnings that the summary shows. */
const MAX_SUMMARY_LINES = 5;

/** Sums of the report for stdout, the recommendation last; `plan.md` and `planTerminal` have the lists. */
export function planSummary(report: PlanReport, words: PlanWords): readonly string[] {
  const { texts } = words;
  const shownTexts = (lines: readonly string[]): readonly string[] => {
    const hidden = lines.length - 1 - MAX_SUMMARY_LINES;
    if (hidden <= 0) return lines;
    return [...lines.slice(0, MAX_SUMMARY_LINES + 1), `  ${fill(texts.more, { count: hidden })}`];
  };
  return inParts([
    [`${texts.title}: ${subtitleText(report, words)}`, againstText(report, words)],
    report.diff.sections.filter(isNotEmpty).map((section) => sectionSums(section, words)),
    [sumText(report, words)],
    labelled(texts.headings.totals, totalRows(report, words)),
    labelled(texts.headings.people, peopleRows(report, words)),
    labelled(texts.headings.forecast, forecastRows(report, words)),
    shownTexts(lossLines({ losses: byCount(report.losses) }, words)),
    report.database === undefined ? [] : unknownLines(report.database, words.lang),
    shownTexts(warningLines(report, words)),
    recommendationLines(report, words),
  ]);
}

/** Lines of the whole report for stdout (`--full`); `Output` removes secrets from them. */
export function planTerminal(report: PlanReport, words: PlanWords): readonly string[] {
  const { texts } = words;
  const sections = [
    [`${texts.title}: ${subtitleText(report, words)}`, againstText(report, words)],
    ...report.diff.sections.filter(isNotEmpty).map((section) => diffLines(section, words)),
    [sumText(report, words)],
    labelled(texts.headings.totals, totalRows(report, words)),
    labelled(texts.headings.people, peopleRows(report, words)),
    forecastLines(report, words),
    lossLines(report, words),
    recommendationLines(report, words),
    report.database === undefined ? [] : databaseLines(report.database, words.lang),
    warningLines(report, words),
  ];
  return inParts(sections);
}

const inParts = (parts: readonly (readonly string[])[]): readonly string[] =>
  parts
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));

const isNotEmpty = ({ counts }: ReportDiffSection): boolean =>
  Object.values(counts).some((count) => count > 0);

/** `Users: + 2  ~ 1  - 0  = 40  ! 0`, then a line each. */
function diffLines(section: ReportDiffSection, words: PlanWords): readonly string[] {
  const { items } = section;
  const { texts } = words;
  const blocks = items.map((item) => itemLines(item, words));
  const shown = blocks.slice(0, blocksThatFit(blocks));
  const hidden = blocks.length - shown.length;
  const more = hidden === 0 ? [] : [`  ${fill(texts.more, { count: hidden })}`];
  return [sectionSums(section, words), ...shown.flat(), ...more];
}

function sectionSums({ counts, kind }: ReportDiffSection, { texts }: PlanWords): string {
  const sums = (['+', '~', '-', '=', '!'] as const)
    .map((mark) => `${mark} ${countText(counts[mark])}`)
    .join('  ');
  return `${texts.kinds[kind]}: ${sums}`;
}

/** Number of complete blocks that fit, at least one. */
function blocksThatFit(blocks: readonly (readonly string[])[]): number {
  let lines = 0;
  const overflow = blocks.findIndex((block) => {
    lines += block.length;
    return lines > MAX_SECTION_LINES;
  });
  return overflow === -1 ? blocks.length : Math.max(overflow, 1);
}

function itemLines(item: ReportDiffItem, words: PlanWords): readonly string[] {
  const count = item.count === 1 ? '' : ` (${countText(item.count)})`;
  const note = item.note === '' ? '' : `: ${shownText(item.note)}`;
  return [
    `  ${item.mark} ${nameText(item.name, words)}${count}${note}`,
    ...item.changes.map(
      (change) =>
        `      ${fieldText(change.field, words)}: ${quoted(change.old)} → ${quoted(change.new)}`,
    ),
  ];
}

const quoted = (text: string): string => JSON.stringify(excerpt(text));

function forecastLines(report: PlanReport, words: PlanWords): readonly string[] {
  const { texts } = words;
  const calls = report.forecast.calls.map(
    ({ method, calls, seconds }): SummaryRow => [
      `  ${method}`,
      `${countText(calls)} × (${durationText(seconds, words.lang)})`,
    ],
  );
  return labelled(texts.headings.forecast, [...forecastRows(report, words), ...calls]);
}

const byCount = (losses: PlanReport['losses']): PlanReport['losses'] =>
  [...losses].sort((a, b) => b.count - a.count);

function lossLines({ losses }: Pick<PlanReport, 'losses'>, words: PlanWords): readonly string[] {
  const { texts } = words;
  const lines = losses.map(
    ({ code, count }) => `  ${countText(count)} × ${words.losses[code].message}`,
  );
  return [texts.headings.losses, ...(lines.length === 0 ? [`  ${texts.none}`] : lines)];
}

function recommendationLines(report: PlanReport, words: PlanWords): readonly string[] {
  const { path, reasons } = report.recommendation;
  return [
    `${words.texts.headings.recommendation}: ${words.texts.paths[path]}`,
    ...reasons.map((note) => `  ${noteText(note, words)}`),
  ];
}

function warningLines(report: PlanReport, words: PlanWords): readonly string[] {
  const lines = [
    ...report.recommendation.warnings.map((note) => noteText(note, words)),
    ...report.warnings.map(shownText),
  ];
  return lines.length === 0
    ? []
    : [words.texts.headings.warnings, ...lines.map((line) => `  ! ${line}`)];
}

/** A heading, then labels and values in two columns. */
function labelled(heading: string, rows: readonly SummaryRow[]): readonly string[] {
  const widest = Math.max(...rows.map(([label]) => textWidth(label)));
  return [
    heading,
    ...rows.map(([label, value]) => `  ${label}${' '.repeat(widest - textWidth(label))}  ${value}`),
  ];
}

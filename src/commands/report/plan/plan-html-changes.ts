import type { DiffMark } from '../../../mapping/plan/plan-diff.ts';
import { type Html, html } from '../html.ts';
import { tableHtml } from './html-table.ts';
import type { PlanReport } from './plan-report.ts';
import {
  againstText,
  changeText,
  filled,
  nameText,
  type PlanWords,
  sumText,
} from './plan-words.ts';
import type { ReportDiffItem, ReportDiffSection } from './report-diff.ts';

/** Things of a section that a page lists; plan.json has all. */
const ITEMS_SHOWN = 500;
const MARKS: readonly DiffMark[] = ['+', '~', '-', '=', '!'];

/** The diff: counts by kind and mark, and below them each thing that is not the same. */
export function changesSection(report: PlanReport, words: PlanWords): Html {
  const { texts, figures } = words;
  const { sections } = report.diff;
  const table = tableHtml({
    id: 'changes-table',
    caption: texts.headings.changes,
    columns: [
      { label: texts.columns.kind },
      ...MARKS.map((mark) => ({ label: `${mark} ${texts.marks[mark]}`, isNumber: true })),
    ],
    rows: sections.map(({ kind, counts }) => ({
      cells: [texts.kinds[kind], ...MARKS.map((mark) => figures.count(counts[mark]))],
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
  const { texts, figures } = words;
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
    rows: items.slice(0, ITEMS_SHOWN).map((item) => ({
      cells: [
        nameText(item.name, words),
        markHtml(item, words),
        figures.count(item.count),
        html`<span lang="en">${changeText(item)}</span>`,
      ],
    })),
  });
  const hidden = items.length - ITEMS_SHOWN;
  const more = filled(texts.more, { count: figures.count(hidden) });
  return html`<details><summary>${texts.kinds[kind]} (${figures.count(items.length)})</summary>
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

import {
  DIFF_KINDS,
  type DiffItem,
  type DiffKind,
  type DiffMark,
  type DiffSection,
  type FieldChange,
  type PlanDiff,
} from '../../../mapping/plan/plan-diff.ts';
import type { ReportName, ReportNames } from './report-names.ts';

export interface ReportDiff {
  readonly against: PlanDiff['against'];
  readonly label: string;
  readonly sections: readonly ReportDiffSection[];
  /** Sums of the sections' counts by mark. */
  readonly counts: DiffCounts;
}

export type DiffCounts = Readonly<Record<DiffMark, number>>;

export interface ReportDiffSection {
  readonly kind: DiffKind;
  readonly counts: DiffCounts;
  readonly items: readonly ReportDiffItem[];
}

export interface ReportDiffItem {
  readonly mark: DiffItem['mark'];
  readonly name: ReportName;
  /** Empty when the values are not for passing on. */
  readonly changes: readonly FieldChange[];
  readonly note: string;
  readonly count: number;
}

/** The diff as reports may show it, its sections in the order of `DIFF_KINDS`. */
export function reportDiff(diff: PlanDiff, names: ReportNames, withText: boolean): ReportDiff {
  const sections = DIFF_KINDS.flatMap((kind) =>
    diff.sections
      .filter((section) => section.kind === kind)
      .map((section) => reportSection(section, names, withText)),
  );
  return { against: diff.against, label: diff.label, sections, counts: sumsOf(sections) };
}

function reportSection(
  { kind, counts, items }: DiffSection,
  names: ReportNames,
  withText: boolean,
): ReportDiffSection {
  return { kind, counts, items: items.map((item) => reportItem(item, names, withText)) };
}

function reportItem(item: DiffItem, names: ReportNames, withText: boolean): ReportDiffItem {
  const { mark, count } = item;
  if (!withText && (item.isPrivate || names.isHidden(item.id))) {
    // Old and new values and notes may hold the very name.
    return { mark, name: names.hidden(item.id), changes: [], note: '', count };
  }
  const changes = item.changes.map(
    (change): FieldChange => ({
      field: change.field,
      old: names.text(change.old),
      new: names.text(change.new),
    }),
  );
  const name: ReportName = { kind: 'named', text: names.text(item.name) };
  return { mark, name, changes, note: names.text(item.note), count };
}

function sumsOf(sections: readonly ReportDiffSection[]): DiffCounts {
  const sum = (mark: DiffMark): number =>
    sections.reduce((total, { counts }) => total + counts[mark], 0);
  return { '+': sum('+'), '~': sum('~'), '-': sum('-'), '=': sum('='), '!': sum('!') };
}

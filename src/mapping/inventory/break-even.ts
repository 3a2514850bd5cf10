import type { CostSide } from './cost-sums.ts';

/**
 * When moving has cost no more than staying: from the first day; after some months; only for some months; never within
 * what the figures allow; or not known, because one side has no figures.
 */
export type BreakEvenMonths =
  | { readonly when: 'at-once' }
  | { readonly when: 'after'; readonly months: number }
  | { readonly when: 'until'; readonly months: number }
  | { readonly when: 'never' }
  | { readonly when: 'unknown' };

/** From how many hours of care a month on staying costs as much a month as moving. */
export type BreakEvenCare =
  | { readonly when: 'always' }
  | { readonly when: 'from'; readonly hours: number }
  | { readonly when: 'unknown' };

export interface BreakEven {
  readonly months: BreakEvenMonths;
  readonly care: BreakEvenCare;
  /** False when a line lacks an input, so that both answers count what is known alone. */
  readonly isComplete: boolean;
}

/** Whole months, rounded up for `after` and down for `until`; hours to a tenth, rounded up. */
export function breakEvenOf(
  moving: CostSide,
  staying: CostSide | undefined,
  hourlyRate: number | undefined,
): BreakEven {
  const isKnown = staying !== undefined && hasFigures(moving) && hasFigures(staying);
  return {
    months: isKnown ? monthsOf(moving, staying) : { when: 'unknown' },
    care: isKnown ? careOf(moving, staying, hourlyRate) : { when: 'unknown' },
    isComplete: moving.isComplete && staying?.isComplete === true,
  };
}

const hasFigures = ({ lines }: CostSide): boolean =>
  lines.some(({ missing }) => missing.length === 0);

function monthsOf(moving: CostSide, staying: CostSide): BreakEvenMonths {
  const once = moving.once - staying.once;
  const saved = staying.month - moving.month;
  if (once <= 0 && saved >= 0) return { when: 'at-once' };
  if (once > 0 && saved > 0) return { when: 'after', months: Math.ceil(settled(once / saved)) };
  if (once < 0) return { when: 'until', months: Math.floor(settled(once / saved)) };
  return { when: 'never' };
}

/** The months alone are compared: what is paid once is the subject of the other answer. */
function careOf(
  moving: CostSide,
  staying: CostSide,
  hourlyRate: number | undefined,
): BreakEvenCare {
  const care = staying.lines.reduce((sum, line) => sum + (line.isCare ? line.month : 0), 0);
  const gap = moving.month - (staying.month - care);
  if (gap <= 0) return { when: 'always' };
  if (hourlyRate === undefined || hourlyRate === 0) return { when: 'unknown' };
  return { when: 'from', hours: Math.ceil(settled((gap / hourlyRate) * 10)) / 10 };
}

/** Without the last bits, in which 0.1 * 3 is more than 0.3. */
const settled = (value: number): number => Number(value.toPrecision(12));

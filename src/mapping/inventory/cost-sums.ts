/** An input that nobody gave, without which a line has no sum. */
export type CostGap = 'amount' | 'hourly-rate' | 'hours' | 'people' | 'per-year' | 'seat-price';

/** Sums in the currency of the report. */
export interface CostSums {
  readonly once: number;
  /** Average of a month, without what is paid once. */
  readonly month: number;
  /** With what is paid once. */
  readonly months12: number;
  readonly months36: number;
}

export interface CostLine extends CostSums {
  /** '' for the seats of Slack. */
  readonly name: string;
  readonly kind: 'seats' | 'cost' | 'incident';
  /** Monthly hours of work: what break-even in hours of care asks for. */
  readonly isCare: boolean;
  readonly missing: readonly CostGap[];
}

/** Staying or moving; sums leave out the lines that lack an input. */
export interface CostSide extends CostSums {
  readonly lines: readonly CostLine[];
  readonly isComplete: boolean;
}

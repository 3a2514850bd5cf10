import { NO_TOTALS, type PostTotals } from '../post-totals.ts';

/** Counts of a replay: what is in the workspace afterwards, whenever it was posted. */
export interface ReplayTally extends PostTotals {
  /** What Slack refused for good, with what hung on it. */
  postsRefused: number;
  reactionsRefused: number;
  /** Files that are not in the store, or that Slack does not take. */
  filesRefused: number;
}

export const NO_TALLY: Readonly<ReplayTally> = {
  ...NO_TOTALS,
  postsRefused: 0,
  reactionsRefused: 0,
  filesRefused: 0,
};

export function addTallies(tallies: readonly ReplayTally[]): ReplayTally {
  const sum = { ...NO_TALLY };
  for (const tally of tallies) for (const key of KEYS) sum[key] += tally[key];
  return sum;
}

const KEYS = Object.keys(NO_TALLY) as (keyof ReplayTally)[];

import type { SlackMethod } from '../../mapping/api-limits.ts';

export interface CallCount {
  readonly method: SlackMethod;
  readonly calls: number;
}

/** Calls by method, most first. */
export function callCounts(calls: ReadonlyMap<SlackMethod, number>): readonly CallCount[] {
  return [...calls]
    .map(([method, count]) => ({ method, calls: count }))
    .sort((a, b) => b.calls - a.calls || (a.method < b.method ? -1 : 1));
}

import type { PacerCounts } from '../../importers/pacer/pacer.ts';
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

const MS_PER_MINUTE = 60_000;
/** No rate is told of the first moments. */
const LEAST_MS = 5_000;

/** For the progress: `chat.postMessage 280/min · Slack asked to wait 3 s`. */
export function callsText({ calls, throttledMs }: PacerCounts, elapsedMs: number): string {
  if (elapsedMs < LEAST_MS) return '';
  const busiest = callCounts(calls)
    .slice(0, 2)
    .map(
      ({ method, calls: count }) =>
        `${method} ${Math.round((count / elapsedMs) * MS_PER_MINUTE)}/min`,
    );
  const waited = Math.round(throttledMs / 1000);
  return [...busiest, ...(waited === 0 ? [] : [`Slack asked to wait ${waited} s`])].join(' · ');
}

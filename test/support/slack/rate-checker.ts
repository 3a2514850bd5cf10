/** When a call started and what it counts against. */
export interface TimedCall {
  readonly key: string;
  readonly atMs: number;
}

/** A limit: so many calls in any window of so many milliseconds. */
export interface RateLimit {
  readonly calls: number;
  readonly windowMs: number;
}

/** Calls that were one too many in their window, counted from the times alone. */
export function callsOverLimit(calls: readonly TimedCall[], limit: RateLimit): number {
  const byKey = new Map<string, number[]>();
  for (const { key, atMs } of calls) {
    const times = byKey.get(key) ?? [];
    times.push(atMs);
    byKey.set(key, times);
  }
  let over = 0;
  for (const times of byKey.values()) {
    times.sort((a, b) => a - b);
    times.forEach((atMs, index) => {
      const before = times[index - limit.calls];
      // Half a microsecond for what adding up intervals rounds away.
      if (before !== undefined && atMs - before < limit.windowMs - 0.0005) over += 1;
    });
  }
  return over;
}

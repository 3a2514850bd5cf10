const SHAPE = /^(\d{1,10})\.(\d{6})$/;

/** Microseconds since the epoch of Slack's `ts`; undefined where the text is none. */
export function microsecondsOf(ts: string): bigint | undefined {
  const match = SHAPE.exec(ts);
  return match === null ? undefined : BigInt(`${match[1]}${match[2]}`);
}

/** The day file that holds a message of this `ts`, by UTC; undefined where the text is no `ts`. */
export function dayFileOf(ts: string): string | undefined {
  const microseconds = microsecondsOf(ts);
  if (microseconds === undefined) return undefined;
  return `${new Date(Number(microseconds / 1000n)).toISOString().slice(0, 10)}.json`;
}

/** Negative when `a` is earlier; what is no `ts` counts as the earliest. */
export function compareTs(a: string, b: string): number {
  const difference = (microsecondsOf(a) ?? -1n) - (microsecondsOf(b) ?? -1n);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

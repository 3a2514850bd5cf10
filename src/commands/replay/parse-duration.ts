import { UsageError } from '../../errors.ts';

const UNITS_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
/** The longest time that a timer holds. */
const MOST_MS = 2_147_483_647;

/** Milliseconds of `90s`, `30m`, `9h` or `1d`; undefined when nothing is given. UsageError for anything else. */
export function parseDuration(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, count = '', unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const ms = Number(count) * (UNITS_MS[unit] ?? 0);
  if (ms > 0 && ms <= MOST_MS) return ms;
  throw new UsageError(`${flag}: '${text}', expected a time such as 30m or 9h, at most 24d`);
}

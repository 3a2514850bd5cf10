import { ConfigError } from '../errors.ts';

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/**
 * Milliseconds of `2024-01-31` (midnight UTC) or of a full ISO moment with its offset. ConfigError for
 * anything else, days that no calendar has included.
 */
export function parseMoment(key: string, text: string): number {
  const day = MOMENT.exec(text)?.[1];
  const ms = day === undefined || !isDay(day) ? Number.NaN : Date.parse(text);
  if (!Number.isNaN(ms)) return ms;
  throw new ConfigError([
    `${key}: '${text}', expected a day like 2024-01-31 or a moment like 2024-01-31T09:00:00+09:00`,
  ]);
}

/** Date.parse takes the 31st of February for a day in March. */
function isDay(day: string): boolean {
  const ms = Date.parse(day);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

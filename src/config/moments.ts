import { ConfigError } from '../errors.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Milliseconds of `2024-01-31` (midnight UTC) or of a full ISO moment with its offset. ConfigError for
 * anything else, days that no calendar has included.
 */
export function parseMoment(key: string, text: string): number {
  const ms = DAY.test(text) || MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  const isRealDay =
    !Number.isNaN(ms) && (!DAY.test(text) || new Date(ms).toISOString().startsWith(text));
  if (!isRealDay) {
    throw new ConfigError([
      `${key}: '${text}', expected a day like 2024-01-31 or a moment like 2024-01-31T09:00:00+09:00`,
    ]);
  }
  return ms;
}

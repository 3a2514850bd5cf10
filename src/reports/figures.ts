import type { Language } from '../texts/language.ts';

/** Formats a number as both languages group it: `1,234`. */
export const countText = (value: number): string => value.toLocaleString('en-US');

/**
 * Fills the `{placeholders}` of a sentence and groups numbers; a placeholder without a value stays. `{count:file|files}`
 * is the word for one, or for any other number.
 */
export const fill = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(PLACEHOLDER, (whole, name: string, one?: string, many?: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return whole;
    if (one !== undefined) return String(value) === '1' ? one : (many ?? '');
    return typeof value === 'number' ? countText(value) : value;
  });

const PLACEHOLDER = /\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}/g;

/** Formats a time in UTC, to the minute; an empty text for an invalid time. */
export const momentText = (ms: number, lang: Language): string =>
  lang === 'ja' ? japaneseMinute(ms) : utcMinute(ms);

/** `2026-04-03 01:30 UTC` */
const utcMinute = (ms: number): string => utcMs(ms).replace(/:\d\d UTC$/, ' UTC');

/** Formats the day of a time in UTC: `2026-04-03`, `2026年4月3日`; an empty text for an invalid time. */
export function dayOf(ms: number, lang: Language): string {
  const day = utcMs(ms).slice(0, 10);
  return lang === 'ja' ? japaneseDay(day) : day;
}

/** `2026年4月3日 01:30 UTC` */
const japaneseMinute = (ms: number): string => japaneseDay(utcMinute(ms));

/** Writes the date at the begin of a text as `2026年4月3日`. */
function japaneseDay(text: string): string {
  return text.replace(
    /^(\d+)-(\d\d)-(\d\d)/,
    (_all, year: string, month: string, day: string) =>
      `${year}年${Number(month)}月${Number(day)}日`,
  );
}

/** Formats a time as `2023-04-03 01:30:00 UTC`; an empty text for an invalid time. */
export function utcSeconds(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime())
    ? ''
    : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Formats a time in milliseconds as `2023-04-03 01:30:00 UTC`; an empty text for an invalid time. */
export const utcMs = (ms: number): string => utcSeconds(ms / 1000);

/** Formats a size as `1.4 MB`, with decimal units as in Slack. */
export function sizeText(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log10(sizeBytes) / 3), units.length);
  return `${(sizeBytes / 1000 ** power).toFixed(1)} ${units[power - 1]}`;
}

import type { Language } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';

/** A number as both languages group it: `1,234`. */
export const countText = (value: number): string => value.toLocaleString('en-US');

/** The sentence with its `{placeholders}` filled, numbers grouped; one that has no value stays as it is. */
export const fill = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return whole;
    return typeof value === 'number' ? countText(value) : value;
  });

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** The two largest units of a span: `3 days 4 hours`. */
export function durationText(seconds: number, lang: Language): string {
  const units = TEXTS[lang].figures;
  // A forecast of minutes and more is not good to the second.
  const rounded = seconds >= 3_600 ? Math.round(seconds / 60) * 60 : Math.round(seconds);
  const largest = UNITS.findIndex(([, length]) => rounded >= length);
  if (largest === -1) return fill(units.second.many, { count: 0 });
  let rest = rounded;
  const parts: string[] = [];
  for (const [unit, length] of UNITS.slice(largest, largest + 2)) {
    const value = Math.floor(rest / length);
    rest -= value * length;
    if (value > 0) parts.push(fill(units[unit][value === 1 ? 'one' : 'many'], { count: value }));
  }
  return parts.join(' ');
}

/** A time in UTC, to the minute; an empty text when no calendar holds it. */
export const momentText = (ms: number, lang: Language): string =>
  lang === 'ja' ? japaneseMinute(ms) : utcMinute(ms);

/** `2026-04-03 01:30 UTC` */
const utcMinute = (ms: number): string => utcMs(ms).replace(/:\d\d UTC$/, ' UTC');

/** `2026年4月3日 01:30 UTC` */
function japaneseMinute(ms: number): string {
  return utcMinute(ms).replace(
    /^(\d+)-(\d\d)-(\d\d)/,
    (_all, year: string, month: string, day: string) =>
      `${year}年${Number(month)}月${Number(day)}日`,
  );
}

/** `2023-04-03 01:30:00 UTC`; an empty text when no calendar holds the time. */
export function utcSeconds(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime())
    ? ''
    : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

export const utcMs = (ms: number): string => utcSeconds(ms / 1000);

/** `1.4 MB`, decimal as Slack counts. */
export function sizeText(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log10(sizeBytes) / 3), units.length);
  return `${(sizeBytes / 1000 ** power).toFixed(1)} ${units[power - 1]}`;
}

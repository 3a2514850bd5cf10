/** How numbers, sizes, spans and times read in one language. Times are UTC. */
export interface Figures {
  count(value: number): string;
  /** `1.4 GB`, decimal as Slack counts. */
  bytes(sizeBytes: number): string;
  /** The two largest units: `3 days 4 hours`. */
  duration(seconds: number): string;
  /** To the minute; an empty text when no calendar holds the time. */
  moment(ms: number): string;
}

export type ReportLang = 'en' | 'ja';

const LOCALES: Readonly<Record<ReportLang, string>> = { en: 'en-US', ja: 'ja-JP' };

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;
type UnitName = (typeof UNITS)[number][0];

const JAPANESE_UNITS: Readonly<Record<UnitName, string>> = {
  day: '日',
  hour: '時間',
  minute: '分',
  second: '秒',
};

export function figuresIn(lang: ReportLang): Figures {
  const count = (value: number): string => value.toLocaleString(LOCALES[lang]);
  const amount = (value: number, unit: UnitName): string =>
    lang === 'ja'
      ? `${count(value)} ${JAPANESE_UNITS[unit]}`
      : `${count(value)} ${unit}${value === 1 ? '' : 's'}`;
  return {
    count,
    bytes: sizeText,
    duration: (seconds) => durationText(seconds, amount),
    moment: (ms) => (lang === 'ja' ? japaneseMinute(ms) : utcMinute(ms)),
  };
}

function durationText(seconds: number, amount: (value: number, unit: UnitName) => string): string {
  // A forecast of minutes and more is not good to the second.
  const rounded = seconds >= 3_600 ? Math.round(seconds / 60) * 60 : Math.round(seconds);
  const largest = UNITS.findIndex(([, length]) => rounded >= length);
  if (largest === -1) return amount(0, 'second');
  let rest = rounded;
  const parts: string[] = [];
  for (const [unit, length] of UNITS.slice(largest, largest + 2)) {
    const value = Math.floor(rest / length);
    rest -= value * length;
    if (value > 0) parts.push(amount(value, unit));
  }
  return parts.join(' ');
}

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

/** A sentence with its values. */
export const filledIn = (
  sentence: string,
  values: Readonly<Record<string, string | number>>,
): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? value.toLocaleString('en-US') : value;
  });

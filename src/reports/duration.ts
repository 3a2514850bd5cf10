import type { Language } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { fill } from './figures.ts';

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Formats a duration with its two largest units: `3 days 4 hours`. */
export function durationText(seconds: number, lang: Language): string {
  const units = TEXTS[lang].figures;
  // A forecast of an hour or more is not accurate to the second.
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

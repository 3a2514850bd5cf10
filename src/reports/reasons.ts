import { parseReason, type ReasonPart } from '../mapping/reasons.ts';
import { reasons as japanese } from '../texts/ja/reasons.ts';
import type { Language } from '../texts/language.ts';
import { fill } from './figures.ts';

/** Words the reason of a decision, which lists and plan.json have in English; one that is not known stays as it is. */
export function shownReason(reason: string, lang: Language): string {
  if (lang === 'en') return reason;
  const parts = parseReason(reason);
  return parts === undefined ? reason : wordedParts(parts);
}

const wordedParts = (parts: readonly ReasonPart[]): string =>
  parts
    .map(({ code, values, reason }) =>
      fill(
        japanese[code],
        reason === undefined ? values : { ...values, reason: wordedParts(reason) },
      ),
    )
    .join('、');

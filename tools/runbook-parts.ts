import {
  glossaryLines,
  roleLines,
  timeLines,
  troubleLines,
} from '../src/reports/runbook/reference.ts';
import type { Language } from '../src/texts/language.ts';
import { TEXTS } from '../src/texts/texts.ts';

/** Pages of the written runbook. */
export const RUNBOOK_PAGES: Readonly<Record<Language, string>> = {
  en: 'docs/runbook.md',
  ja: 'docs/runbook.ja.md',
};

/** Parts of docs/runbook.md that `mm2slack runbook` prints as well, by the name of their place in the page. */
const PARTS: Readonly<Record<string, (lang: Language) => string>> = {
  roles: roleLines,
  times: timeLines,
  trouble: (lang) => [TEXTS[lang].runbook.troubleLead, troubleLines(lang)].join('\n\n'),
  words: glossaryLines,
};

/** A page with its generated parts made anew. A page without the place of a part throws an error. */
export function withRunbookParts(page: string, lang: Language): string {
  return Object.entries(PARTS).reduce((text, [name, part]) => {
    const place = new RegExp(`(<!-- ${name}: .*-->\\n)[^]*?(<!-- end of ${name} -->)`);
    if (!place.test(text)) throw new Error(`${RUNBOOK_PAGES[lang]} has no place for ${name}`);
    return text.replace(place, (_whole, begin, end) => `${begin}\n${part(lang)}\n\n${end}`);
  }, page);
}

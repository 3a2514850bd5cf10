import type { Language } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';

const RULE = '-'.repeat(72);

/** The text that asks people about their direct and group messages, ready to be sent once its blanks are filled in. */
export function consentRequestText(lang: Language): string {
  const { subject, opening, answers, rules, facts, closing, collectors } =
    TEXTS[lang].consentRequest;
  const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');
  const parts = [subject, ...opening, list(answers), ...rules, list(facts), ...closing, RULE];
  return `${[...parts, ...collectors].join('\n\n')}\n`;
}

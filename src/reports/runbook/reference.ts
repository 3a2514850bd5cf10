import { ROLE_OF, ROLES, RUNBOOK_STEPS } from '../../mapping/runbook/order.ts';
import { TROUBLE_CODES, type TroubleCode } from '../../mapping/runbook/trouble.ts';
import { textWidth } from '../../mapping/text.ts';
import type { Language } from '../../texts/language.ts';
import { NOTICE_TEXTS } from '../../texts/notices.ts';
import { TEXTS } from '../../texts/texts.ts';
import { fill } from '../figures.ts';

/* Parts that every runbook has: those that `mm2slack runbook` prints, and docs/runbook.md. */

/** Who takes part and what they do, as lines of Markdown. */
export const roleLines = (lang: Language): string =>
  ROLES.map((role) => pairLine(TEXTS[lang].runbook.roles[role])).join('\n');

/** Who does each step and how long it takes, as lines of Markdown. */
export function timeLines(lang: Language): string {
  const texts = TEXTS[lang].runbook;
  return RUNBOOK_STEPS.map((step) => {
    const [who] = texts.roles[ROLE_OF[step]];
    return pairLine([`${texts.steps[step].heading} (${who})`, texts.needs[step]]);
  }).join('\n');
}

/** What to do about a message, for messages that have a code and for what is seen without one. */
export function troubleLines(lang: Language): string {
  const texts = TEXTS[lang].runbook;
  const coded = TROUBLE_CODES.map((code) =>
    pairLine([`**${messageText(code, lang)}** (\`${code}\`)`, texts.trouble[code]]),
  );
  return [...coded, ...texts.troubleSeen.map(pairLine)].join('\n');
}

/** Words of a move and what they mean, as lines of Markdown. */
export const glossaryLines = (lang: Language): string =>
  TEXTS[lang].runbook.glossary.map(pairLine).join('\n');

/** Item of a list: a term, and what it means. */
export const pairLine = ([name = '', text = '']: readonly string[]): string => `- ${name}: ${text}`;

/** From this width on, in columns, a message is shown by its beginning: what it says to do is said behind it. */
const LONG_MESSAGE = 90;

/** The sentence of a notice, with an ellipsis for each value; of a long one the part that says what is wrong. */
function messageText(code: TroubleCode, lang: Language): string {
  const sentence = NOTICE_TEXTS[lang][code];
  const names = [...sentence.matchAll(/\{(\w+)/g)].map(([, name = '']) => [name, '…'] as const);
  const filled = fill(sentence, Object.fromEntries(names));
  const [beginning = filled] = /^.{20,}?(?=: |; |。)/.exec(filled) ?? [];
  const shown = textWidth(filled) < LONG_MESSAGE ? filled : beginning;
  return shown.replace(/[\\`*_[\]<>|#]/g, '\\$&');
}

import type { LossCode } from '../../mapping/losses.ts';
import type { MovePath, RecommendationNote } from '../../mapping/plan/plan.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS, type Texts } from '../../texts/texts.ts';
import { durationText } from '../duration.ts';
import { countText, fill, momentText, sizeText } from '../figures.ts';
import { type LossTexts, lossTexts } from '../losses.ts';
import { releaseText } from '../release.ts';
import { excerpt, shownText } from '../shown-text.ts';
import type { ReportDiffItem, ReportName } from './names.ts';
import type { PlanReport } from './report.ts';

/** Texts of a report in one language. */
export interface PlanWords {
  readonly lang: Language;
  readonly texts: Texts['plan'];
  readonly losses: LossTexts;
}

/** In the order of the reports. */
export const MOVE_PATHS: readonly MovePath[] = ['zip', 'zip-then-sync', 'replay'];

/** The texts of a plan report in a language. */
export function planWords(lang: Language): PlanWords {
  return { lang, texts: TEXTS[lang].plan, losses: lossTexts(lang) };
}

/** A name that may be shown, or the type and the beginning of the id. */
export function nameText(name: ReportName, { texts }: PlanWords): string {
  if (name.kind === 'named') return shownText(name.text);
  return fill(texts.hiddenName, { type: texts.types[name.type], id: shownText(name.idStart) });
}

/** Sentence of a note; its code and values if it has no sentence or a value is missing. */
export function noteText({ code, values }: RecommendationNote, words: PlanWords): string {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) shown[name] = valueText(name, value, words);
  const sentence = own(words.texts.notes, code);
  const text = sentence === undefined ? undefined : fill(sentence, shown);
  if (text !== undefined && !/\{\w+\}/.test(text)) return text;
  const pairs = Object.entries(shown).map(([name, value]) => `${name} ${value}`);
  return pairs.length === 0 ? code : `${code} (${pairs.join(', ')})`;
}

/** Formats a value; its name contains the unit. */
function valueText(name: string, value: string | number, { lang }: PlanWords): string {
  if (typeof value === 'string') return shownText(value);
  if (/bytes$/i.test(name)) return sizeText(value);
  if (/seconds$/i.test(name)) return durationText(value, lang);
  return countText(value);
}

/** Sentence for something that Slack cannot do; its code where there is none. */
export function cannotText(code: string, { texts }: PlanWords): string {
  return own(texts.cannot, code) ?? code;
}

/** Short name of a loss. */
export function lossName(code: LossCode, { losses }: PlanWords): string {
  return losses[code].name;
}

/** What limits the speed of a replay. */
export function boundText(boundBy: string, { texts }: PlanWords): string {
  if (boundBy === 'longest-channel') return texts.bounds.channel;
  if (boundBy === 'workspace') return texts.bounds.workspace;
  return fill(texts.bounds.method, { what: boundBy });
}

/** Sentence that says with what a plan was compared. */
export function againstText({ diff }: PlanReport, { texts }: PlanWords): string {
  return fill(texts.against[diff.against], { label: shownText(diff.label) });
}

/** Sentence with the numbers of a diff by kind. */
export function sumText({ diff }: PlanReport, { texts }: PlanWords): string {
  const { counts } = diff;
  return fill(texts.sum, {
    create: counts['+'],
    change: counts['~'],
    gone: counts['-'],
    conflict: counts['!'],
  });
}

/** Source, target and date of the plan. */
export function subtitleText(report: PlanReport, { texts, lang }: PlanWords): string {
  const { mattermostVersion, engine } = report.source;
  const release = releaseText(mattermostVersion, lang);
  return fill(texts.subtitle, {
    source: ['Mattermost', shownText(release), `(${engine})`]
      .filter((part) => part !== '')
      .join(' '),
    target: targetText(report, texts),
    time: momentText(report.madeAtMs, lang),
  });
}

function targetText({ target }: PlanReport, texts: Texts['plan']): string {
  if (target.kind === 'none') return texts.noTarget;
  const plan = target.slackPlan === undefined ? '' : ` (${texts.slackPlans[target.slackPlan]})`;
  return `${shownText(target.label)}${plan}`;
}

/** Changed fields of an item of the diff, or its conflict. */
export function changeText({ changes, note }: ReportDiffItem, words: PlanWords): string {
  const fields = changes.map(
    (change) =>
      `${fieldText(change.field, words)}: ${excerpt(change.old) || '∅'} → ${excerpt(change.new) || '∅'}`,
  );
  return shownText([...fields, ...(note === '' ? [] : [note])].join('; '));
}

/** Name of a field of the diff. */
export const fieldText = (field: string, { texts }: PlanWords): string =>
  shownText(own(texts.fields, field) ?? field);

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

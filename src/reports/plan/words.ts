import type { LossCode } from '../../mapping/losses.ts';
import type { MovePath, RecommendationNote } from '../../mapping/plan/plan.ts';
import { PLAN_TEXTS_EN } from '../../texts/en/plan.ts';
import { PLAN_TEXTS_JA } from '../../texts/ja/plan.ts';
import type { PlanTexts } from '../../texts/plan-types.ts';
import { type Figures, figuresIn, type ReportLang } from '../figures.ts';
import { excerpt, shownText } from '../shown-text.ts';
import type { ReportDiffItem, ReportName } from './names.ts';
import type { PlanReport } from './report.ts';

/** Everything that a report in one language needs to say something. */
export interface PlanWords {
  readonly lang: ReportLang;
  readonly texts: PlanTexts;
  readonly figures: Figures;
}

/** In the order in which reports compare them. */
export const MOVE_PATHS: readonly MovePath[] = ['zip', 'zip-then-sync', 'replay'];

export const PLAN_TEXTS: Readonly<Record<ReportLang, PlanTexts>> = {
  en: PLAN_TEXTS_EN,
  ja: PLAN_TEXTS_JA,
};

export function planWords(lang: ReportLang): PlanWords {
  return { lang, texts: PLAN_TEXTS[lang], figures: figuresIn(lang) };
}

/** The sentence with its `{placeholders}` filled; one that has no value stays as it is. */
export function filled(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

export function nameText(name: ReportName, { texts }: PlanWords): string {
  if (name.kind === 'named') return shownText(name.text);
  return filled(texts.hiddenName, { type: texts.types[name.type], id: shownText(name.idStart) });
}

/** A note of the recommendation; one that has no sentence, or not the values for it, as code and values. */
export function noteText({ code, values }: RecommendationNote, words: PlanWords): string {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) shown[name] = valueText(name, value, words);
  const sentence = own(words.texts.notes, code);
  const text = sentence === undefined ? undefined : filled(sentence, shown);
  if (text !== undefined && !/\{\w+\}/.test(text)) return text;
  const pairs = Object.entries(shown).map(([name, value]) => `${name} ${value}`);
  return pairs.length === 0 ? code : `${code} (${pairs.join(', ')})`;
}

/** The unit is in the value's name. */
function valueText(name: string, value: string | number, { figures }: PlanWords): string {
  if (typeof value === 'string') return shownText(value);
  if (/bytes$/i.test(name)) return figures.bytes(value);
  if (/seconds$/i.test(name)) return figures.duration(value);
  return figures.count(value);
}

export function cannotText(code: string, { texts }: PlanWords): string {
  return own(texts.cannot, code) ?? code;
}

/** The loss's short name. */
export function lossName(code: LossCode, { texts }: PlanWords): string {
  return texts.losses[code].name ?? code.replaceAll('_', ' ');
}

/** What sets the time of a replay. */
export function boundText(boundBy: string, { texts }: PlanWords): string {
  if (boundBy === 'longest-channel') return texts.bounds.channel;
  if (boundBy === 'workspace') return texts.bounds.workspace;
  return filled(texts.bounds.method, { what: boundBy });
}

export function againstText({ diff }: PlanReport, { texts }: PlanWords): string {
  return filled(texts.against[diff.against], { label: shownText(diff.label) });
}

export function sumText({ diff }: PlanReport, { texts, figures }: PlanWords): string {
  const { counts } = diff;
  return filled(texts.sum, {
    create: figures.count(counts['+']),
    change: figures.count(counts['~']),
    gone: figures.count(counts['-']),
    conflict: figures.count(counts['!']),
  });
}

/** From where to where, and when the plan was made. */
export function subtitleText(report: PlanReport, { texts, figures }: PlanWords): string {
  const { mattermostVersion, engine } = report.source;
  return filled(texts.subtitle, {
    source: `Mattermost ${shownText(mattermostVersion)} (${engine})`,
    target: targetText(report, texts),
    time: figures.moment(report.madeAtMs),
  });
}

function targetText({ target }: PlanReport, texts: PlanTexts): string {
  if (target.kind === 'none') return texts.noTarget;
  const plan = target.slackPlan === undefined ? '' : ` (${texts.slackPlans[target.slackPlan]})`;
  return `${shownText(target.label)}${plan}`;
}

/** What changes in one thing of the diff: its fields, or what is in conflict. */
export function changeText({ changes, note }: ReportDiffItem): string {
  const fields = changes.map(
    (change) => `${change.field}: ${excerpt(change.old) || '∅'} → ${excerpt(change.new) || '∅'}`,
  );
  return shownText([...fields, ...(note === '' ? [] : [note])].join('; '));
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

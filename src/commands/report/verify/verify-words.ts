import { LEFT_OUT_REASONS } from '../../../mapping/account.ts';
import { LOSS_CATALOGUE, type LossCode } from '../../../mapping/losses.ts';
import { PENDING_ADVICE, type PendingKind } from '../../../mapping/pending-changes.ts';
import { type DifferenceCount, NOT_FETCHED } from '../../verify/difference-book.ts';
import { LOSS_TEXTS_JA } from '../plan/loss-texts-ja.ts';
import type { VerifyTexts } from './verify-texts.ts';

export type Language = 'en' | 'ja';

/** `message: text differs`. */
export function whatDiffers(
  { kind, thing, field }: DifferenceCount,
  lang: Language,
  texts: VerifyTexts,
): string {
  const about = texts.things[thing];
  const part = texts.fields[field];
  if (lang === 'ja') return `${part === '' ? about : `${about}の${part}`}${texts.kinds[kind]}`;
  return part === '' ? `${about} ${texts.kinds[kind]}` : `${about}: ${part} ${texts.kinds[kind]}`;
}

/** Why it is expected, in a sentence. */
export function causeText(cause: string, lang: Language): string {
  if (isLoss(cause)) return (lang === 'ja' ? LOSS_TEXTS_JA : LOSS_CATALOGUE)[cause].says;
  if (isReason(cause)) return lang === 'ja' ? REASONS_JA[cause] : LEFT_OUT_REASONS[cause];
  if (cause === NOT_FETCHED) return NOT_FETCHED_TEXTS[lang];
  if (!isPending(cause)) return cause;
  return lang === 'ja'
    ? `pending-changes.csv に記録済み（${cause}）`
    : `listed in pending-changes.csv (${cause}): ${PENDING_ADVICE[cause]}`;
}

const NOT_FETCHED_TEXTS: Readonly<Record<Language, string>> = {
  en: 'no whole download of it is in served-files.jsonl: Slack has not picked it up, or not yet',
  ja: 'served-files.jsonl に最後までのダウンロードがありません。Slack はまだ取得していません。',
};

const REASONS_JA = {
  'not-in-a-replay': 'カスタム絵文字は API では移せません。手で追加します。',
} as const;

const isReason = (cause: string): cause is keyof typeof REASONS_JA =>
  Object.hasOwn(REASONS_JA, cause);
const isLoss = (cause: string): cause is LossCode => Object.hasOwn(LOSS_CATALOGUE, cause);
const isPending = (cause: string): cause is PendingKind => Object.hasOwn(PENDING_ADVICE, cause);

import { LEFT_OUT_REASONS } from '../mapping/account.ts';
import { LOSS_CATALOGUE, type LossCode } from '../mapping/losses.ts';
import { PENDING_ADVICE, type PendingKind } from '../mapping/manual-changes.ts';
import { type DifferenceCount, NOT_FETCHED, type VerifyReport } from '../mapping/verify/report.ts';
import { LOSS_TEXTS_JA } from '../texts/ja/losses.ts';
import { VERIFY_TEXTS, type VerifyTexts } from '../texts/verify.ts';
import { filledIn } from './figures.ts';
import { markdownCell } from './markdown.ts';

/** `verify.md`: what was compared and what differs, without a word of any post. */
export function verifyMarkdown(report: VerifyReport, lang: Language): string {
  const texts = VERIFY_TEXTS[lang];
  const { posts } = report.account;
  const sections: readonly (readonly string[])[] = [
    [`# ${texts.title}`],
    [`- ${texts.targets[report.kind]}: ${report.targets.map(markdownCell).join(', ')}`],
    [report.isClean ? texts.clean : `**${texts.notClean}**`],
    [filledIn(texts.compared, { posts: posts.written, conversations: report.conversations })],
    report.foreign === 0 ? [] : [filledIn(texts.foreign, { count: report.foreign })],
    report.pickedUp.linked === 0 ? [] : [filledIn(texts.pickedUp, { ...report.pickedUp })],
    causes(texts.differences, report.differences, lang, texts),
    causes(texts.expected, report.expected, lang, texts),
    leftOut(report, texts),
    report.warnings.length === 0
      ? []
      : [`## ${texts.warnings}`, '', ...report.warnings.map((text) => `- ${markdownCell(text)}`)],
    [`${filledIn(texts.details, { file: '`differences.jsonl`' })} ${texts.withText}`],
  ];
  const filled = sections.filter((section) => section.length > 0);
  return `${filled.map((section) => section.join('\n')).join('\n\n')}\n`;
}

function causes(
  title: string,
  counts: readonly DifferenceCount[],
  lang: Language,
  texts: VerifyTexts,
): readonly string[] {
  if (counts.length === 0) return [];
  const [count = '', what = '', cause = ''] = texts.columns;
  const header = [count, what, cause, texts.samples];
  const rows = counts.map((each) => [
    each.count.toLocaleString('en-US'),
    whatDiffers(each, lang, texts),
    markdownCell(causeText(each.cause, lang)),
    each.samples.map(markdownCell).join('<br>'),
  ]);
  const table = [header, header.map(() => '---'), ...rows];
  return [`## ${title}`, '', ...table.map((cells) => `| ${cells.join(' | ')} |`)];
}

function leftOut({ account }: VerifyReport, texts: VerifyTexts): readonly string[] {
  const reasons = Object.entries(account.posts.leftOut);
  if (reasons.length === 0) return [];
  const lines = reasons.map(([reason, rows]) => `- ${reason}: ${rows.toLocaleString('en-US')}`);
  return [`## ${texts.leftOut}`, '', ...lines];
}

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

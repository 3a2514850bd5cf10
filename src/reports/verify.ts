import type { LossCode } from '../mapping/losses.ts';
import type { PendingKind } from '../mapping/manual-changes.ts';
import { type DifferenceCount, NOT_FETCHED, type VerifyReport } from '../mapping/verify/report.ts';
import type { Language } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { VERIFY_TEXTS, type VerifyTexts } from '../texts/verify.ts';
import { countText, fill } from './figures.ts';
import { lossTexts } from './losses.ts';
import { markdownCell } from './markdown.ts';
import { lineText } from './notices.ts';

/** `verify.md`: what was compared and what differs, without a word of any post. */
export function verifyMarkdown(report: VerifyReport, lang: Language): string {
  const texts = VERIFY_TEXTS[lang];
  const { posts } = report.account;
  const sections: readonly (readonly string[])[] = [
    [`# ${texts.title}`],
    [`- ${texts.targets[report.kind]}: ${report.targets.map(markdownCell).join(', ')}`],
    [report.isClean ? texts.clean : `**${texts.notClean}**`],
    [fill(texts.compared, { posts: posts.written, conversations: report.conversations })],
    report.foreign === 0 ? [] : [fill(texts.foreign, { count: report.foreign })],
    report.pickedUp.linked === 0 ? [] : [fill(texts.pickedUp, { ...report.pickedUp })],
    causes(texts.differences, report.differences, lang, texts),
    causes(texts.expected, report.expected, lang, texts),
    leftOut(report, texts),
    report.warnings.length === 0
      ? []
      : [
          `## ${texts.warnings}`,
          '',
          ...report.warnings.map((line) => `- ${markdownCell(lineText(line, lang))}`),
        ],
    [`${fill(texts.details, { file: '`differences.jsonl`' })} ${texts.withText}`],
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
    countText(each.count),
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
  const lines = reasons.map(([reason, rows]) => `- ${reason}: ${countText(rows)}`);
  return [`## ${texts.leftOut}`, '', ...lines];
}

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
  if (isLoss(cause)) return lossTexts(lang)[cause].message;
  if (isReason(cause)) return TEXTS[lang].account.reasons[cause];
  if (cause === NOT_FETCHED) return NOT_FETCHED_TEXTS[lang];
  if (!isPending(cause)) return cause;
  const hint = TEXTS[lang].pending[cause];
  return lang === 'ja'
    ? `pending-changes.csv に記録済み（${cause}）: ${hint}`
    : `listed in pending-changes.csv (${cause}): ${hint}`;
}

const NOT_FETCHED_TEXTS: Readonly<Record<Language, string>> = {
  en: 'no whole download of it is in served-files.jsonl: Slack has not picked it up, or not yet',
  ja: 'served-files.jsonl に最後までのダウンロードがありません。Slack はまだ取得していません。',
};

const isReason = (cause: string): cause is 'not-in-a-replay' => cause === 'not-in-a-replay';
const isLoss = (cause: string): cause is LossCode => Object.hasOwn(TEXTS.en.losses, cause);
const isPending = (cause: string): cause is PendingKind => Object.hasOwn(TEXTS.en.pending, cause);

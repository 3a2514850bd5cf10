import type { DifferenceCount } from '../../verify/difference-book.ts';
import type { VerifyReport } from '../../verify/verify-report.ts';
import { filledIn } from '../filled-in.ts';
import { markdownCell } from '../markdown-cell.ts';
import { VERIFY_TEXTS, type VerifyTexts } from './verify-texts.ts';
import { causeText, type Language, whatDiffers } from './verify-words.ts';

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

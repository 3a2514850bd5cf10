import { LEFT_OUT_REASONS } from '../mapping/account.ts';
import type { LossCode } from '../mapping/losses.ts';
import type { PendingKind } from '../mapping/manual-changes.ts';
import { type DifferenceCount, NOT_FETCHED, type VerifyReport } from '../mapping/verify/report.ts';
import type { Language } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { countText, fill } from './figures.ts';
import { lossTexts } from './losses.ts';
import { markdownCell } from './markdown.ts';
import { lineText } from './notices.ts';

/** Writes `verify.md`: what was compared and what differs, without any text of posts. */
export function verifyMarkdown(report: VerifyReport, lang: Language): string {
  const texts = TEXTS[lang].verify;
  const { posts } = report.account;
  const sections: readonly (readonly string[])[] = [
    [`# ${texts.title}`],
    ...madePublic(report, lang).map((line) => [`**${line}**`]),
    [`- ${texts.targets[report.kind]}: ${report.targets.map(markdownCell).join(', ')}`],
    [report.isClean ? texts.clean : `**${texts.notClean}**`],
    [fill(texts.compared, { posts: posts.written, conversations: report.conversations })],
    report.foreign === 0 ? [] : [fill(texts.foreign, { count: report.foreign })],
    report.pickedUp.linked === 0 ? [] : [fill(texts.pickedUp, { ...report.pickedUp })],
    causes(texts.differences, report.differences, lang),
    causes(texts.expected, report.expected, lang),
    leftOut(report, lang),
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
): readonly string[] {
  if (counts.length === 0) return [];
  const texts = TEXTS[lang].verify;
  const { count, what, cause, samples } = texts.columns;
  const header = [count, what, cause, samples];
  const rows = counts.map((each) => [
    countText(each.count),
    whatDiffers(each, lang),
    markdownCell(causeText(each.cause, lang)),
    each.samples.map(markdownCell).join('<br>'),
  ]);
  const table = [header, header.map(() => '---'), ...rows];
  return [`## ${title}`, '', ...table.map((cells) => `| ${cells.join(' | ')} |`)];
}

function leftOut({ account }: VerifyReport, lang: Language): readonly string[] {
  const { reasons } = TEXTS[lang].account;
  const lines = LEFT_OUT_REASONS.flatMap((reason) => {
    const rows = account.posts.leftOut[reason];
    return rows === undefined ? [] : [`- ${countText(rows)}: ${reasons[reason]}`];
  });
  return lines.length === 0 ? [] : [`## ${TEXTS[lang].verify.leftOut}`, '', ...lines];
}

/** Says first of all how much that is private is public in the target; empty when nothing is. */
export function madePublic({ differences }: VerifyReport, lang: Language): readonly string[] {
  const count = differences
    .filter(({ field }) => field === 'public')
    .reduce((sum, each) => sum + each.count, 0);
  return count === 0 ? [] : [fill(TEXTS[lang].verify.madePublicFirst, { count })];
}

/** Names a difference: `message: text differs`. */
export function whatDiffers({ kind, thing, field }: DifferenceCount, lang: Language): string {
  const { whole, part, madePublic: open, things, fields, kinds } = TEXTS[lang].verify;
  if (field === 'public') return fill(open, { thing: things[thing] });
  return fill(fields[field] === '' ? whole : part, {
    thing: things[thing],
    field: fields[field],
    kind: kinds[kind],
  });
}

/** Explains why a difference is expected, in a sentence. */
export function causeText(cause: string, lang: Language): string {
  const texts = TEXTS[lang];
  if (isLoss(cause)) return lossTexts(lang)[cause].message;
  if (isReason(cause)) return texts.account.reasons[cause];
  if (cause === NOT_FETCHED) return texts.verify.notFetched;
  if (!isPending(cause)) return cause;
  return fill(texts.verify.pending, { cause, hint: texts.pending[cause] });
}

const isReason = (cause: string): cause is 'not-in-a-replay' => cause === 'not-in-a-replay';
const isLoss = (cause: string): cause is LossCode => Object.hasOwn(TEXTS.en.losses, cause);
const isPending = (cause: string): cause is PendingKind => Object.hasOwn(TEXTS.en.pending, cause);

import type { VerifyReport } from '../../mapping/verify/report.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { fill, momentText } from '../figures.ts';
import { markdownCell, markdownTable } from '../markdown.ts';
import { type VerifySection, verifySections } from './sections.ts';
import { madePublic } from './words.ts';

/** Writes `verify.md`: what was compared with what, and what differs, without any text of posts. */
export function verifyMarkdown(report: VerifyReport, lang: Language): string {
  const texts = TEXTS[lang].verify;
  const made = { time: momentText(report.madeAtMs, lang), version: report.programVersion };
  const { signature, headings, leads } = texts;
  const paragraphs = [
    `# ${texts.title}`,
    ...madePublic(report, lang).map((line) => `**${line}**`),
    `${texts.targets[report.kind]}: ${report.targets.map(markdownCell).join(', ')}`,
    report.isClean ? texts.clean : `**${texts.notClean}**`,
    fill(texts.compared, {
      posts: report.account.posts.written,
      conversations: report.conversations,
    }),
    fill(texts.made, made),
    report.withText ? texts.passOn.shown : texts.passOn.hidden,
    ...verifySections(report, lang).flatMap(sectionParagraphs),
    `${fill(texts.details, { file: '`differences.jsonl`' })} ${texts.withText}`,
    `## ${headings.signature}`,
    leads.signature,
    ...[signature.name, signature.date, signature.signature].map((label) => `${label}: ${LINE}`),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

/** A line to write on, in Markdown. */
const LINE = '\\_'.repeat(32);

function sectionParagraphs({ heading, lead, columns, rows }: VerifySection): readonly string[] {
  return [
    `## ${heading}`,
    ...(lead === '' ? [] : [lead]),
    ...(rows.length === 0 ? [] : [markdownTable(columns, rows).join('\n')]),
  ];
}

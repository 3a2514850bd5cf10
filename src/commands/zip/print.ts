import { accountTable } from '../../reports/account-table.ts';
import { databaseLines, wordedParts } from '../../reports/database.ts';
import { countText, fill } from '../../reports/figures.ts';
import { lossLines, wordedLosses } from '../../reports/losses.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS, type Texts } from '../../texts/texts.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import { archiveRecords } from '../run/record-files.ts';
import { printWarnings, wordedWarnings } from '../run/warnings.ts';
import type { ZipReport } from './report.ts';

/** The report for a terminal, and the same facts as JSON. */
export function printZipReport(
  report: ZipReport,
  ending: Ending,
  out: string,
  lang: Language,
  output: Output,
): void {
  const warnings = wordedWarnings(report.warnings, lang, output);
  const { leftBehind, ...facts } = report;
  const losses = [...wordedLosses(report.losses, lang), ...wordedParts(leftBehind, lang)];
  output.json({ ...facts, losses, warnings, next: ending.next });
  const texts = TEXTS[lang].terminal;
  printWarnings(warnings, lang, output);
  for (const line of accountTable(report.account, lang, report.lacks)) output.line(line);
  if (report.losses.length > 0) {
    output.line('');
    output.line(fill(texts.slackLosses, { file: archiveRecords(out).losses }));
    for (const line of lossLines(report.losses, lang)) output.line(line);
  }
  const stays = report.database === undefined ? [] : databaseLines(report.database, lang);
  if (stays.length > 0) output.line('');
  for (const line of stays) output.line(line);
  for (const line of besideLines(report, texts)) output.line(line);
  output.line('');
  for (const { file, sizeBytes, sha256 } of report.archives) {
    const bytes = fill(texts.zip.bytes, { bytes: sizeBytes });
    output.line(file, 'exact');
    output.line(`  ${bytes}`);
    output.line(`  SHA-256 ${sha256}`);
  }
  const { messages, conversations } = report;
  output.line(fill(texts.zip.done, { messages, conversations }));
  printEnding(ending, lang, output);
}

/** What the archive does not have as the source or the plan has it; an empty line before each subject. */
function besideLines(
  { emojiRenames, postsSincePlan, bookmarkLists, pending }: ZipReport,
  texts: Texts['terminal'],
): readonly string[] {
  const lines: string[] = [];
  if (emojiRenames.length > 0) {
    lines.push('', texts.zip.emojiRenames);
    for (const { from, to } of emojiRenames) lines.push(`  :${from}: → :${to}:`);
  }
  if (postsSincePlan !== undefined) {
    const count = `${postsSincePlan < 0 ? '' : '+'}${countText(postsSincePlan)}`;
    lines.push('', fill(texts.zip.sincePlan, { count }));
  }
  if (bookmarkLists > 0) lines.push('', fill(texts.zip.bookmarkLists, { count: bookmarkLists }));
  if (pending > 0) lines.push('', fill(texts.pending, { count: pending }));
  return lines;
}

import { accountTable } from '../../reports/account-table.ts';
import { databaseLines, wordedParts } from '../../reports/database.ts';
import { countText, fill } from '../../reports/figures.ts';
import { lossLines, wordedLosses } from '../../reports/losses.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
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
  if (report.emojiRenames.length > 0) {
    output.line('');
    output.line(texts.zip.emojiRenames);
    for (const { from, to } of report.emojiRenames) output.line(`  :${from}: → :${to}:`);
  }
  if (report.postsSincePlan !== undefined) {
    const sign = report.postsSincePlan < 0 ? '' : '+';
    output.line('');
    const count = `${sign}${countText(report.postsSincePlan)}`;
    output.line(fill(texts.zip.sincePlan, { count }));
  }
  if (report.bookmarkLists > 0) {
    output.line('');
    output.line(fill(texts.zip.bookmarkLists, { count: report.bookmarkLists }));
  }
  if (report.pending > 0) {
    output.line('');
    output.line(fill(texts.pending, { count: report.pending }));
  }
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

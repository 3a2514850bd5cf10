import type { DifferenceCount, VerifyReport } from '../../mapping/verify/report.ts';
import { countText, fill } from '../../reports/figures.ts';
import { wordedRecordedLosses } from '../../reports/verify/json.ts';
import {
  causeText,
  laterLines,
  madePublic,
  placesText,
  whatDiffers,
} from '../../reports/verify/words.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import { printWarnings, wordedWarnings } from '../run/warnings.ts';

/** Prints the report for a terminal, or the same facts as JSON. */
export function printVerifyReport(
  report: VerifyReport,
  ending: Ending,
  lang: Language,
  output: Output,
): void {
  const warnings = wordedWarnings(report.warnings, lang, output);
  output.json({
    ...report,
    losses: wordedRecordedLosses(report, lang),
    warnings,
    next: ending.next,
  });
  printWarnings(warnings, lang, output);
  const texts = TEXTS[lang].verify;
  const { account, conversations, foreign } = report;
  for (const line of madePublic(report, lang)) output.line(line);
  output.line(`${texts.targets[report.kind]}: ${report.targets.join(', ')}`);
  output.line(fill(texts.compared, { posts: account.posts.written, conversations }));
  if (foreign > 0) output.line(fill(texts.foreign, { count: foreign }));
  if (report.pickedUp.linked > 0) output.line(fill(texts.pickedUp, { ...report.pickedUp }));
  for (const [title, counts] of [
    [texts.headings.differences, report.differences],
    [texts.headings.expected, report.expected],
  ] as const) {
    for (const line of lines(title, counts, lang)) output.line(line);
  }
  output.line('');
  output.line(report.isClean ? texts.clean : texts.notClean);
  for (const line of laterLines(report, lang)) output.line(line);
  const count = report.differences.length + report.expected.length;
  if (count > 0) output.line(fill(texts.details, { file: 'differences.jsonl' }));
  printEnding(ending, lang, output);
}

function lines(
  title: string,
  counts: readonly DifferenceCount[],
  lang: Language,
): readonly string[] {
  if (counts.length === 0) return [];
  return [
    '',
    `${title}:`,
    ...counts.flatMap((each) => {
      const cause = each.cause === '' ? '' : ` — ${causeText(each.cause, lang)}`;
      const head = `  ${countText(each.count)} × ${whatDiffers(each, lang)}${cause}`;
      const places = each.places.length === 0 ? [] : [`      ${placesText(each, lang)}`];
      return [head, ...places, ...each.samples.slice(0, 3).map((sample) => `      ${sample}`)];
    }),
  ];
}

import { isZip } from '../../importers/site/target.ts';
import { countText, fill } from '../../reports/figures.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import { printWarnings, wordedWarnings } from '../run/warnings.ts';
import type { ArchiveReport } from './archive.ts';
import type { HoldReport } from './hold.ts';
import { siteCounts } from './manifest.ts';
import type { SiteComparison, SiteDifference } from './verify-site.ts';

/** Prints the report, and the same facts as JSON. */
export function printArchive(
  report: ArchiveReport,
  ending: Ending,
  lang: Language,
  output: Output,
): void {
  const { areas, out, channels } = report;
  const warnings = wordedWarnings(report.warnings, lang, output);
  output.json({ ...report, areas: siteCounts(areas), warnings, next: ending.next });
  const texts = TEXTS[lang];
  printWarnings(warnings, lang, output);
  const words = texts.terminal.archive;
  for (const { type, tally } of areas) {
    output.line(`${texts.site.areas[type]}: ${fill(words.area, { ...tally })}`);
    if (tally.neverShown > 0)
      output.line(`  ${fill(words.neverShown, { count: tally.neverShown })}`);
    if (tally.tombstones > 0)
      output.line(`  ${fill(words.tombstones, { count: tally.tombstones })}`);
    const { deleted, formerTexts: former } = tally;
    if (deleted + former > 0) output.line(`  ${fill(words.deleted, { count: deleted, former })}`);
    if (tally.filesWithoutBytes > 0) {
      output.line(`  ${fill(words.withoutBytes, { count: tally.filesWithoutBytes })}`);
    }
  }
  if (report.hold !== undefined) printHold(report.hold, lang, output);
  // Not those that were read: of one person's data only theirs are on the pages.
  const posts = areas.reduce((sum, { tally }) => sum + tally.posts, 0);
  const figures = { out, channels: countText(channels), posts: countText(posts) };
  output.line(fill(isZip(out) ? words.packed : words.done, figures));
  printEnding(ending, lang, output);
}

/** Prints what differs, and the same facts as JSON. */
export function printComparison(
  report: SiteComparison,
  ending: Ending,
  lang: Language,
  output: Output,
): void {
  const { differences, out, posts, channels } = report;
  const warnings = wordedWarnings(report.warnings, lang, output);
  output.json({ ...report, warnings, next: ending.next });
  const texts = TEXTS[lang].terminal;
  printWarnings(warnings, lang, output);
  for (const difference of differences) output.line(differenceText(difference, lang));
  if (report.hold !== undefined) printHold(report.hold, lang, output);
  if (report.isClean) output.line(fill(texts.archive.clean, { out, posts, channels }));
  printEnding(ending, lang, output);
}

function printHold(hold: HoldReport, lang: Language, output: Output): void {
  const words = TEXTS[lang].terminal.archive.hold;
  const { people, channels, subjects, missing } = hold;
  output.line(fill(words.title, { people, channels }));
  for (const { name, posts, deleted, formerTexts } of subjects) {
    output.line(`  ${fill(words.rows, { name, posts, deleted, formerTexts })}`);
  }
  const count = missing.reduce((sum, { rows }) => sum + rows, 0);
  const reasons = missing
    .map(({ reason, rows }) => fill(words.reasons[reason], { rows }))
    .join(', ');
  output.line(`  ${hold.isMet ? words.met : fill(words.notMet, { count, reasons })}`);
}

function differenceText({ place, what, source, site }: SiteDifference, lang: Language): string {
  const words = TEXTS[lang].terminal.archive;
  if (what === 'folder') return fill(words.strange, { place });
  if (what === 'changed' || what === 'missing' || what === 'strange')
    return fill(words.files[what], { place });
  if (what === 'moreFiles') return fill(words.files.more, { count: site });
  if (what === 'ids') return fill(words.idsDiffer, { place });
  return fill(words.difference, { place, what: words.what[what], source, site });
}

import type { Line } from '../../errors/errors.ts';
import { LOSS_CODES, type LossSummary } from '../../mapping/losses.ts';
import { CONSTRUCTS, type Construct } from '../../mapping/messages/constructs.ts';
import { countText, fill } from '../../reports/figures.ts';
import { lossLines, wordedLosses } from '../../reports/losses.ts';
import type { PlacedPost, Samples, Tally } from '../../reports/preview/samples.ts';
import { terminalTable } from '../../reports/terminal-table.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import { printWarnings, wordedWarnings } from '../run/warnings.ts';

export interface ConstructSummary {
  readonly construct: Construct;
  readonly count: number;
  /** Links to the posts that the page shows. */
  readonly samples: readonly string[];
}

/** Report of `preview`: links and counts, no text of a post. */
export interface PreviewReport {
  readonly command: 'preview';
  readonly file: string;
  /** Number of posts read. */
  readonly posts: number;
  readonly constructs: readonly ConstructSummary[];
  /** Empty: nothing is migrated, so nothing has to balance. */
  readonly account: Readonly<Record<string, never>>;
  readonly losses: readonly LossSummary[];
  readonly warnings: readonly Line[];
}

/** Makes the report of `preview`: samples by kind, with links to their posts. */
export function previewReport(
  file: string,
  samples: Samples,
  linkOf: (post: PlacedPost) => string,
  warnings: readonly Line[],
): PreviewReport {
  const summaryOf = ({ count, samples: shown }: Tally) => ({ count, samples: shown.map(linkOf) });
  return {
    command: 'preview',
    file,
    posts: samples.posts,
    constructs: CONSTRUCTS.flatMap((construct) => {
      const tally = samples.constructs.get(construct);
      return tally === undefined ? [] : [{ construct, ...summaryOf(tally) }];
    }),
    account: {},
    losses: LOSS_CODES.flatMap((code) => {
      const tally = samples.losses.get(code);
      return tally === undefined ? [] : [{ code, ...summaryOf(tally) }];
    }),
    warnings,
  };
}

/** Prints the report: lines for a terminal, or the same facts as JSON. */
export function printPreviewReport(
  report: PreviewReport,
  ending: Ending,
  lang: Language,
  output: Output,
): void {
  const warnings = wordedWarnings(report.warnings, lang, output);
  output.json({
    ...report,
    losses: wordedLosses(report.losses, lang),
    warnings,
    next: ending.next,
  });
  const texts = TEXTS[lang].terminal;
  printWarnings(warnings, lang, output);
  const words = TEXTS[lang].preview.constructs;
  const rows = report.constructs.map(({ construct, count }) => [
    words[construct],
    countText(count),
  ]);
  const { construct, count } = texts.preview;
  const columns = [
    { label: construct, align: 'word' },
    { label: count, align: 'number' },
  ] as const;
  for (const line of terminalTable(columns, rows)) output.line(line);
  if (report.losses.length > 0) {
    output.line('');
    output.line(texts.slackLossesShort);
    for (const line of lossLines(report.losses, lang)) output.line(line);
  }
  output.line('');
  output.line(fill(texts.preview.done, { file: report.file }));
  printEnding(ending, lang, output);
}

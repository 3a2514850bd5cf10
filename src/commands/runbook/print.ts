import type { Runbook } from '../../mapping/runbook/steps.ts';
import { runbookMarkdown } from '../../reports/runbook/markdown.ts';
import type { Language } from '../../texts/language.ts';
import { printEnding } from '../run/ending.ts';
import type { Next } from '../run/next.ts';
import type { Output } from '../run/output.ts';

/** Prints a runbook, or where it was written, or the same facts as JSON. */
export function printRunbook(
  runbook: Runbook,
  { out, next }: { readonly out: string | undefined; readonly next: Next | undefined },
  lang: Language,
  output: Output,
): void {
  output.json({ ...runbook, account: {}, losses: [], warnings: [], next });
  if (out === undefined) {
    // Markdown, which another width of lines would not change, but a command line would.
    output.line(runbookMarkdown(runbook, lang), 'exact');
    return;
  }
  printEnding({ written: [out], next }, lang, output);
}

import type { Config } from '../../config/config.ts';
import { FILE_REASONS } from '../../mapping/plugins/board-files.ts';
import { PLUGIN_REASONS } from '../../mapping/plugins/places.ts';
import { accountTable } from '../../reports/account-table.ts';
import { wordedParts } from '../../reports/database.ts';
import { fill } from '../../reports/figures.ts';
import { lossTexts, wordedLosses } from '../../reports/losses.ts';
import { planSummary, planTerminal } from '../../reports/plan/terminal.ts';
import { planWords } from '../../reports/plan/words.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import { noteWarnings } from '../run/warnings.ts';
import type { PlanCommandReport } from './plan.ts';
import type { PluginCounts } from './plugin-files.ts';

/** Prints the plan for a terminal, or as JSON. */
export function printPlanReport(
  report: PlanCommandReport,
  ending: Ending,
  { config, isFull }: { readonly config: Config; readonly isFull: boolean },
  output: Output,
): void {
  const { command, shown, account, lacks, losses, leftBehind, repairedTexts, edits } = report;
  const { pluginFiles, files, warnings } = report;
  noteWarnings([...warnings, ...shown.recommendation.warnings], output);
  output.json({
    command,
    account,
    lacks,
    losses: [...wordedLosses(losses, config.lang), ...wordedParts(leftBehind, config.lang)],
    repairedTexts,
    ...shownFacts(shown, config.lang),
    edits,
    pluginFiles,
    files,
    next: ending.next,
  });
  const words = planWords(config.lang);
  for (const line of accountTable(account, config.lang, lacks)) output.line(line);
  output.line('');
  for (const line of isFull ? planTerminal(shown, words) : planSummary(shown, words)) {
    output.line(line);
  }
  for (const line of pluginLines(pluginFiles, config.lang)) output.line(line);
  printEnding(ending, config.lang, output);
}

/** `losses` has the same form as in every command; the plan's own are `lossesByChannel`. */
function shownFacts({ losses, ...shown }: PlanCommandReport['shown'], lang: Language) {
  const texts = lossTexts(lang);
  const lossesByChannel = losses.map(({ code, ...where }) => {
    const { message, hint } = texts[code];
    return { code, says: message, advice: hint, ...where };
  });
  return { ...shown, lossesByChannel };
}

/** A line for each kind that the source has, and for each reason why something of it is in no file. */
function pluginLines(counts: readonly PluginCounts[], lang: Language): readonly string[] {
  const texts = TEXTS[lang].plugins.counts;
  return counts
    .filter(({ read }) => read > 0)
    .flatMap(({ kind, read, written, leftOut }) => [
      fill(texts.line, { kind: texts.kinds[kind], read, written }),
      ...[...PLUGIN_REASONS, ...FILE_REASONS].flatMap((reason) => {
        const count = leftOut[reason];
        if (count === undefined) return [];
        return [`  ${fill(texts.leftOut, { count, reason: texts.reasons[reason] })}`];
      }),
    ]);
}

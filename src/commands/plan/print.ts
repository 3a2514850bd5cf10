import type { Config } from '../../config/config.ts';
import { accountTable } from '../../reports/account-table.ts';
import { wordedParts } from '../../reports/database.ts';
import { lossTexts, wordedLosses } from '../../reports/losses.ts';
import { planSummary, planTerminal } from '../../reports/plan/terminal.ts';
import { planWords } from '../../reports/plan/words.ts';
import type { Language } from '../../texts/language.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import type { PlanCommandReport } from './plan.ts';

/** Prints the plan for a terminal, or as JSON. */
export function printPlanReport(
  report: PlanCommandReport,
  ending: Ending,
  { config, isFull }: { readonly config: Config; readonly isFull: boolean },
  output: Output,
): void {
  const { command, shown, account, lacks, losses, leftBehind, repairedTexts, edits, files } =
    report;
  output.json({
    command,
    account,
    lacks,
    losses: [...wordedLosses(losses, config.lang), ...wordedParts(leftBehind, config.lang)],
    repairedTexts,
    ...shownFacts(shown, config.lang),
    edits,
    files,
    next: ending.next,
  });
  const words = planWords(config.lang);
  for (const line of accountTable(account, config.lang, lacks)) output.line(line);
  output.line('');
  for (const line of isFull ? planTerminal(shown, words) : planSummary(shown, words)) {
    output.line(line);
  }
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

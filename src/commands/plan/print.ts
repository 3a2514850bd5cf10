import type { Config } from '../../config/config.ts';
import { accountTable } from '../../reports/account-table.ts';
import { lossTexts, wordedLosses } from '../../reports/losses.ts';
import { planTerminal } from '../../reports/plan/terminal.ts';
import { planWords } from '../../reports/plan/words.ts';
import type { Language } from '../../texts/language.ts';
import type { Output } from '../run/output.ts';
import type { PlanCommandReport } from './plan.ts';

/** The plan for a terminal, and the same facts as JSON. */
export function printPlanReport(report: PlanCommandReport, config: Config, output: Output): void {
  const { command, shown, account, losses, edits, files } = report;
  output.json({
    command,
    account,
    losses: wordedLosses(losses, config.lang),
    ...shownFacts(shown, config.lang),
    edits,
    files,
  });
  for (const line of planTerminal(shown, planWords(config.lang))) output.line(line);
  output.line('');
  for (const line of accountTable(account, config.lang)) output.line(line);
  output.line('');
  for (const file of files) output.line(file);
}

/** Losses stand in the JSON as in every command's; the report's own go by channel. */
function shownFacts({ losses, ...shown }: PlanCommandReport['shown'], lang: Language) {
  const texts = lossTexts(lang);
  const lossesByChannel = losses.map(({ code, ...where }) => {
    const { message, hint } = texts[code];
    return { code, says: message, advice: hint, ...where };
  });
  return { ...shown, lossesByChannel };
}

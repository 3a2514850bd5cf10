import { SETTINGS_FILE } from '../../config/defaults.ts';
import type { Line } from '../../errors/errors.ts';
import { nextCommand } from '../../mapping/status/next-command.ts';
import { fill } from '../../reports/figures.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import type { Check } from '../run/checks/check.ts';
import { checkLines, wordedChecks } from '../run/checks/lines.ts';
import { printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import { printWarnings, wordedWarnings } from '../run/warnings.ts';
import type { InitReport } from './init.ts';

interface ShownInit {
  readonly lang: Language;
  /** True when the checks follow. */
  readonly isChecked: boolean;
  /** True when a password was typed, which the next command does not know. */
  readonly isTyped: boolean;
}

/** Prints which file was written, and what is next where no checks follow; the same facts as JSON. */
export function printInitReport(
  report: InitReport,
  { lang, isChecked, isTyped }: ShownInit,
  output: Output,
): void {
  const { file } = report;
  // Behind the checks the line that types the password says the same.
  const isSaid = (line: Line): boolean =>
    isChecked && isTyped && typeof line !== 'string' && line.code === 'password-left-out';
  const shown = report.warnings.filter((line) => !isSaid(line));
  const warnings = wordedWarnings(shown, lang, output);
  const next = nextAfterInit('doctor', file);
  output.json({ ...report, account: {}, losses: [], warnings, next });
  const texts = TEXTS[lang].terminal;
  printWarnings(warnings, lang, output);
  output.line(fill(isChecked ? texts.init.checked : texts.init.written, { file }));
  if (!isChecked) printEnding({ written: [], next }, lang, output);
}

export interface ShownChecks {
  /** The settings that were written. */
  readonly file: string;
  readonly lang: Language;
  readonly isUsable: boolean;
  /** True when a password was typed, which the next command does not know. */
  readonly isTyped: boolean;
}

/** Prints what was found with the settings that were written, and the command to go on with. */
export function printChecks(
  checks: readonly Check[],
  { file, lang, isUsable, isTyped }: ShownChecks,
  output: Output,
): void {
  const { terminal, status } = TEXTS[lang];
  for (const line of checkLines(wordedChecks(checks, lang), lang)) output.line(line);
  if (isTyped) {
    output.line('');
    output.line(terminal.init.passwordNext);
    output.line(TYPE_PASSWORD, 'exact');
  }
  if (isUsable) {
    printEnding({ written: [], next: nextAfterInit('inventory', file) }, lang, output);
    return;
  }
  output.line('');
  output.line(terminal.init.mend);
  const { command } = nextAfterInit('doctor', file);
  output.line(fill(status.nextCommand, { command }), 'exact');
}

/** For bash and zsh: a password that is typed here stands in no history. */
const TYPE_PASSWORD = '  read -rs MM2SLACK_SOURCE_PASSWORD && export MM2SLACK_SOURCE_PASSWORD';

/** The settings hold everything but their own place. */
function nextAfterInit(step: 'doctor' | 'inventory', file: string) {
  const flags = file === SETTINGS_FILE ? {} : { config: file };
  const places = { flags, plan: undefined, archives: [], argv: [] };
  return { step, command: nextCommand(step, places) };
}

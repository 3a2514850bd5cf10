import { textWidth } from '../../mapping/text.ts';
import { lineText, lineTexts, noticeText } from '../../reports/notices.ts';
import { appManifest } from '../../slack/scopes.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import type { Check } from './check.ts';
import type { DoctorReport } from './doctor.ts';

/** A check in words, under the names that `--json` promises. */
interface WordedCheck {
  readonly id: string;
  readonly state: Check['state'];
  readonly says: string;
  readonly advice: readonly string[];
}

/** Prints the checks for a terminal, and the same as JSON. */
export function printDoctorReport(
  report: DoctorReport,
  ending: Ending,
  lang: Language,
  output: Output,
): void {
  const checks = report.checks.map(
    ({ id, state, message, hints }): WordedCheck => ({
      id,
      state,
      says: lineText(message, lang),
      advice: lineTexts(hints, lang),
    }),
  );
  const warnings = checks.filter(({ state }) => state === 'warning').map(({ says }) => says);
  const { command, manifestScopes: scopes } = report;
  const manifest =
    scopes.length === 0 ? '' : appManifest(scopes, (purpose) => noticeText(purpose, lang));
  output.json({ command, checks, manifest, account: {}, losses: [], warnings, next: ending.next });
  const texts = TEXTS[lang].doctor;
  for (const { id, state, says, advice } of checks) {
    // Words and not only colours: the list is read aloud and pasted into tickets.
    output.line(`${padded(texts.states[state], 10)}${padded(id, 16)}${says}`);
    for (const line of advice) output.line(`${' '.repeat(26)}${line}`);
  }
  if (manifest !== '') {
    output.line('');
    output.line(texts.manifest);
    output.line('');
    for (const line of manifest.trimEnd().split('\n')) output.line(line, 'exact');
  }
  printEnding(ending, lang, output);
}

const padded = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(1, columns - textWidth(text)));

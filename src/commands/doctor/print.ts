import { type Hide, noticeText } from '../../reports/notices.ts';
import { appManifest } from '../../slack/scopes.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { checkLines, wordedChecks } from '../run/checks/lines.ts';
import type { CheckReport } from '../run/checks/run-checks.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import { factsOfLine } from '../run/facts.ts';
import type { Output } from '../run/output.ts';

/** Prints the checks for a terminal, and the same as JSON. */
export function printDoctorReport(
  report: CheckReport,
  ending: Ending,
  { lang, hide }: { readonly lang: Language; readonly hide: Hide },
  output: Output,
): void {
  const checks = wordedChecks(report.checks, lang, hide);
  const warnings = checks.filter(({ state }) => state === 'warning').map(({ says }) => says);
  const { manifestScopes: scopes } = report;
  const manifest =
    scopes.length === 0 ? '' : appManifest(scopes, (purpose) => noticeText(purpose, lang));
  const command = 'doctor';
  for (const { id, state, message } of report.checks) {
    if (state !== 'ok') output.note('check', { check: id, state, ...factsOfLine(message) });
  }
  output.json({ command, checks, manifest, account: {}, losses: [], warnings, next: ending.next });
  // Before the checks: what failed stays on the screen, right above what to do next.
  if (manifest !== '') {
    output.line(TEXTS[lang].doctor.manifest);
    output.line('');
    for (const line of manifest.trimEnd().split('\n')) output.line(line, 'exact');
    output.line('');
  }
  for (const line of checkLines(checks, lang)) output.line(line, 'worded');
  printEnding(ending, lang, output);
}

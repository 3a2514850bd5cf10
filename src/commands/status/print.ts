import { stepsOfWay } from '../../mapping/status/next-step.ts';
import { PERSONAL_KINDS } from '../../mapping/status/personal-files.ts';
import type { StatusReport } from '../../mapping/status/report.ts';
import { fill } from '../../reports/figures.ts';
import { pendingLines } from '../../reports/pending-lines.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';

/** Prints how far a move is for a terminal, or the same facts as JSON. */
export function printStatusReport(report: StatusReport, lang: Language, output: Output): void {
  output.json({ ...report, account: {}, losses: [], warnings: [] });
  const texts = TEXTS[lang].status;
  output.line(fill(texts.heading, { work: report.work }));
  for (const step of stepsOfWay(report.state)) {
    const mark = report.reached.includes(step) ? '[x]' : '[ ]';
    output.line(`  ${mark} ${step.padEnd(11)} ${texts.steps[step]}`);
  }
  printPart(texts.pendingHeading, pendingLines(report, lang), output);
  printPart(texts.personalHeading, personalLines(report, lang), output);
  const { step } = report.next;
  if (!report.state.hasPlan && !WITHOUT_SELECTION.includes(step)) {
    output.line('');
    output.line(texts.sameFlags);
  }
  printEnding({ written: [], next: report.next }, lang, output);
}

/** Steps whose command, where there is one, selects no conversations. */
const WITHOUT_SELECTION: readonly StatusReport['next']['step'][] = [
  'init',
  'doctor',
  'plan',
  'evidence',
  'end',
];

function printPart(heading: string, lines: readonly string[], output: Output): void {
  if (lines.length === 0) return;
  output.line('');
  output.line(heading);
  for (const line of lines) output.line(`  ${line}`);
}

function personalLines({ personalFiles }: StatusReport, lang: Language): readonly string[] {
  const texts = TEXTS[lang].status.holds;
  return PERSONAL_KINDS.flatMap((kind) => {
    const names = personalFiles.filter(({ holds }) => holds === kind).map(({ name }) => name);
    return names.length === 0 ? [] : [`${texts[kind]}:`, ...names.map((name) => `  ${name}`)];
  });
}

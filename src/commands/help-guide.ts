import { textWidth } from '../mapping/text.ts';
import type { help as HELP } from '../texts/en/help.ts';

type HelpTexts = Pick<typeof HELP, 'guide' | 'exitCodes'>;

/** What stands behind the lists of --help: the first steps, examples, exit codes and where to read on. */
export function helpGuide({ guide, exitCodes }: HelpTexts): readonly string[] {
  return [
    ...[guide.firstSteps, ...columns(STEPS.map(([step, line]) => [line, guide.steps[step]])), ''],
    ...[guide.examples, ...LINES.map((line) => `  ${line}`), ''],
    ...[guide.exitCodes, ...columns(Object.entries(exitCodes)), ''],
    ...guide.more,
  ];
}

/** The way from an empty folder to a trial archive. */
export const STEPS: readonly (readonly [step: keyof HelpTexts['guide']['steps'], line: string])[] =
  [
    ['init', 'mm2slack init'],
    ['doctor', 'mm2slack doctor'],
    ['inventory', 'mm2slack inventory'],
    ['plan', 'mm2slack plan'],
    ['status', 'mm2slack status'],
  ];

/** A trial, the real archive, and the check of either. */
export const LINES = [
  'mm2slack zip --rehearsal trial.example.com --out trial.zip',
  'mm2slack zip --plan mm2slack-work/plan.json --out slack.zip',
  'mm2slack verify --zip slack.zip',
] as const;

function columns(rows: readonly (readonly [term: string, text: string])[]): readonly string[] {
  const width = Math.max(...rows.map(([term]) => textWidth(term)));
  return rows.map(([term, text]) => `  ${term}${' '.repeat(width - textWidth(term))}  ${text}`);
}

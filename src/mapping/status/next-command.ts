import type { NextStep } from './next-step.ts';

/** What the command line of a step is made of. */
export interface CommandPlaces {
  /** As the person gave it. */
  readonly work: string;
  readonly config: string | undefined;
  /** Undefined when there is none. */
  readonly plan: string | undefined;
  /** Archives that were found, in import order. */
  readonly archives: readonly string[];
}

/** Words of each step behind `mm2slack`; `follows` for those that take a plan. */
const WORDS: Readonly<Record<NextStep, { words: readonly string[]; follows: boolean }>> = {
  doctor: { words: ['doctor'], follows: false },
  plan: { words: ['plan'], follows: false },
  zip: { words: ['zip', '--out', 'bulk.zip'], follows: true },
  'verify-zip': { words: ['verify'], follows: true },
  replay: { words: ['replay'], follows: true },
  adopt: { words: ['adopt'], follows: true },
  sync: { words: ['sync'], follows: true },
  files: { words: ['files'], follows: true },
  verify: { words: ['verify'], follows: true },
  repair: { words: ['sync', '--repair', '--dry-run'], follows: true },
  evidence: { words: ['evidence', '--out', 'evidence.zip'], follows: false },
};

/** Writes the command line of a step, to be pasted into a shell. */
export function nextCommand(step: NextStep, places: CommandPlaces): string {
  const { words, follows } = WORDS[step];
  const { work, config, plan, archives } = places;
  return [
    'mm2slack',
    ...words,
    ...(step === 'verify-zip' ? archives.flatMap((archive) => ['--zip', archive]) : []),
    ...(follows && plan !== undefined ? ['--plan', plan] : []),
    ...(config === undefined ? [] : ['--config', config]),
    ...['--work', work],
  ]
    .map(shellWord)
    .join(' ');
}

/** Quotes a word that a POSIX shell would read otherwise. */
const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

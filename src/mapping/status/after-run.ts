import { type NextStep, nextStep, type WorkState } from './next-step.ts';

/**
 * How a run ended, as far as it decides what is next. `incomplete`: checks failed, or something differs; `checked`:
 * `doctor` found no failure; `trial`: an archive for a rehearsal, `trial-compared`: it is as it should be; `pages`: `archive` wrote, `packed-pages`: into a ZIP, `pages-compared`: it found
 * no difference; `nothing-to-repair`: a dry run of a repair listed nothing; `packed`: `evidence`; `undone`: nothing of
 * the app's is left in the workspace; `edited`: `people` wrote lists that the plan does not follow yet.
 */
export const OUTCOMES = [
  'done',
  'incomplete',
  'archive-differs',
  'checked',
  'dry-replay',
  'dry-adopt',
  'dry-repair',
  'nothing-to-repair',
  'repaired',
  'trial',
  'trial-compared',
  'pages',
  'packed-pages',
  'pages-compared',
  'packed',
  'undone',
  'edited',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * Steps that only a run proposes. `again` is the same command, and so is `reverify` after a comparison; `send` the repair
 * that a dry run listed; `after-trial` builds the archive for the real import, `leave-trial` turns to the work directory of
 * the move, because a rehearsal has one of its own; `accept` packs the records of a move whose differences no repair can remove.
 */
export const RUN_STEPS = [
  'inventory',
  'again',
  'reverify',
  'send',
  'accept',
  'verify-trial',
  'after-trial',
  'leave-trial',
  'verify-pages',
  'verify-unpacked',
  'status',
  'replan',
] as const;
/** `init` is proposed by `status` alone, before there are settings. */
export type StepAfterRun = NextStep | (typeof RUN_STEPS)[number] | 'init';

/** Decides the one next step after a run; undefined where nothing was begun that goes on. */
export function stepAfter(outcome: Outcome, state: WorkState): StepAfterRun | undefined {
  return AFTER[outcome](state);
}

const AFTER: Readonly<Record<Outcome, (state: WorkState) => StepAfterRun | undefined>> = {
  done: nextStep,
  incomplete: () => 'again',
  'archive-differs': () => 'reverify',
  checked: (state) => instead(nextStep(state), 'doctor', 'inventory'),
  'dry-replay': () => 'replay',
  'dry-adopt': () => 'adopt',
  'dry-repair': () => 'send',
  'nothing-to-repair': () => 'accept',
  repaired: () => 'verify',
  trial: () => 'verify-trial',
  'trial-compared': (state) =>
    instead(instead(nextStep(state), 'zip', 'after-trial'), 'doctor', 'leave-trial'),
  pages: () => 'verify-pages',
  'packed-pages': () => 'verify-unpacked',
  'pages-compared': (state) => instead(nextStep(state), 'doctor', undefined),
  packed: (state) => instead(nextStep({ ...state, isPacked: true }), 'end', 'status'),
  undone: () => 'plan',
  edited: () => 'replan',
};

const instead = (
  step: StepAfterRun | undefined,
  of: NextStep,
  other: StepAfterRun | undefined,
): StepAfterRun | undefined => (step === of ? other : step);

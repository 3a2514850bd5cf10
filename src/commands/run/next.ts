import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Outcome, type StepAfterRun, stepAfter } from '../../mapping/status/after-run.ts';
import { type CarriedFlags, nextCommand } from '../../mapping/status/next-command.ts';
import { type LeftTask, whatIsLeft } from '../../mapping/status/what-is-left.ts';
import { PLAN_FILE } from './decisions.ts';
import { type ReadWork, type RunPlaces, readWork } from './work-state.ts';

/** What is to be done next, and the command line that does it. */
export interface Next {
  readonly step: StepAfterRun;
  /** Undefined at the end, where no command is left. */
  readonly command: string | undefined;
  /** What people have left to do; at the end alone. */
  readonly left?: readonly LeftTask[];
}

/** A run that came to its end. */
export interface FinishedRun extends RunPlaces {
  readonly outcome: Outcome;
  readonly flags: CarriedFlags;
  /** The words of the run behind `mm2slack`. */
  readonly argv: readonly string[];
}

/** Finds what is next after a run; undefined when nothing is, or the work directory cannot be read. */
export async function findNext(run: FinishedRun): Promise<Next | undefined> {
  const read = await readWork(run.work, await namesIn(run.work).catch(() => []), run);
  const step = stepAfter(run.outcome, read.state);
  return step === undefined ? undefined : makeNext(step, run, read);
}

/** Writes the command line of a step, or what is left to people, for what was found in the work directory. */
export function makeNext<Step extends StepAfterRun>(
  step: Step,
  { work, flags, argv, archives: given = [] }: Omit<FinishedRun, 'outcome' | 'uploadsFiles'>,
  { state, archives }: ReadWork,
): Next & { readonly step: Step } {
  if (step === 'end') return { step, command: undefined, left: whatIsLeft(state) };
  const plan = state.hasPlan ? join(work, PLAN_FILE) : undefined;
  const known = archives.flatMap(({ path }) => path ?? []);
  const places = { flags, argv, plan, archives: step === 'verify-trial' ? given : known };
  return { step, command: nextCommand(step, places) };
}

/** Names of the entries of a work directory; a folder's name ends with `/`. */
export async function namesIn(work: string): Promise<readonly string[]> {
  const entries = await readdir(work, { withFileTypes: true });
  return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
}

import { UsageError } from '../errors.ts';
import type { Plan } from '../mapping/plan/plan.ts';
import { parsePlan } from '../mapping/plan/plan-format.ts';
import { readIfThere } from './read-if-there.ts';

/** A plan; undefined when there is no such file. UsageError when it is none, or of another version. */
export async function readPlan(path: string): Promise<Plan | undefined> {
  const bytes = await readIfThere(path);
  return bytes === undefined ? undefined : parsePlan(bytes.toString('utf8'), path);
}

/** The plan that a flag names. */
export async function readNamedPlan(path: string): Promise<Plan> {
  const plan = await readPlan(path);
  if (plan === undefined) throw new UsageError(`there is no plan ${path}; mm2slack plan makes one`);
  return plan;
}

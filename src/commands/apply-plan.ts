import type { Config, Flags } from '../config.ts';
import { UsageError } from '../errors.ts';
import type { AppliedPlan } from './hold-against-plan.ts';
import { readNamedPlan } from './read-plan.ts';
import { withPlanOptions } from './with-plan-options.ts';

export interface PlanFlags extends Flags {
  readonly plan?: string;
  readonly strict?: true;
}

/** The plan that a command applies, if it does, and the configuration with the plan's options. */
export async function applyPlan(
  config: Config,
  flags: PlanFlags,
): Promise<{ readonly applied: AppliedPlan | undefined; readonly planned: Config }> {
  if (flags.plan === undefined) {
    if (flags.strict === true) throw new UsageError('--strict needs --plan');
    return { applied: undefined, planned: config };
  }
  const plan = await readNamedPlan(flags.plan);
  const applied = { plan, file: flags.plan, isStrict: flags.strict === true };
  return { applied, planned: withPlanOptions(config, flags, plan) };
}

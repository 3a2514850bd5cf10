import { UsageError } from '../errors.ts';
import { checkPlan } from '../mapping/plan/check-plan.ts';
import type { Plan } from '../mapping/plan/plan.ts';
import type { ReadWorkspace } from './read-workspace.ts';

/** A plan that a run applies. */
export interface AppliedPlan {
  readonly plan: Plan;
  readonly file: string;
  /** Any change of people or channels since the plan refuses, not only what contradicts it. */
  readonly isStrict: boolean;
}

/**
 * What changed since the plan was made, for the report. UsageError when a decision of the plan no longer
 * fits the source, naming both values; with `isStrict` for any change.
 */
export function holdAgainstPlan(
  { plan, file, isStrict }: AppliedPlan,
  { users, teams, selection, workspace }: ReadWorkspace,
): readonly string[] {
  const { contradictions, changes } = checkPlan(plan, {
    users,
    teams,
    channels: workspace.conversations.map(({ channel }) => channel),
    selected: selection.channels,
  });
  const refused = isStrict ? [...contradictions, ...changes] : contradictions;
  if (refused.length === 0) return changes;
  throw new UsageError(
    `${file} no longer fits the source; make a new plan:\n${refused.map((line) => `  ${line}`).join('\n')}`,
  );
}

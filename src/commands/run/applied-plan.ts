import { type Line, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { SourceDescription } from '../../exporters/source.ts';
import { checkPlan, type SourceNow } from '../../mapping/plan/check-plan.ts';
import type { Plan } from '../../mapping/plan/plan.ts';
import type { TargetFacts } from '../../mapping/plan/target.ts';
import { sourceKind } from '../../model/source-kind.ts';

/** A plan that a run applies. */
export interface AppliedPlan {
  readonly plan: Plan;
  readonly file: string;
  /** True when the run selects less than the plan. */
  readonly isPart: boolean;
  /** True when any change of people or channels since the plan is refused, not only a contradiction. */
  readonly isStrict: boolean;
}

/** Throws UsageError for a plan of the other kind of source, whose ids are others. */
export function refuseOtherSource(
  applied: AppliedPlan | undefined,
  { engine }: Pick<SourceDescription, 'engine'>,
): void {
  if (applied === undefined) return;
  const [known, kind] = [sourceKind(applied.plan.source.engine), sourceKind(engine)];
  if (known === kind) return;
  throw new UsageError(notice('plan-of-other-source', { file: applied.file, known, kind }));
}

/** Throws UsageError for a plan of another workspace, whose channels and accounts have other ids. */
export function refuseOtherWorkspace(
  applied: AppliedPlan | undefined,
  { teamId }: Pick<TargetFacts, 'teamId'>,
): void {
  const known = applied?.plan.target.teamId;
  if (applied === undefined || known === undefined || teamId === undefined) return;
  if (known === teamId) return;
  throw new UsageError(notice('plan-of-other-workspace', { file: applied.file, known, teamId }));
}

/**
 * Returns what changed since the plan was made, for the report. UsageError with both values when a decision of the plan
 * no longer fits the source; with `isStrict` for any change.
 */
export function checkAgainstPlan(
  { plan, file, isStrict }: AppliedPlan,
  now: SourceNow,
): readonly Line[] {
  const { contradictions, changes } = checkPlan(plan, now);
  const refused = isStrict ? [...contradictions, ...changes] : contradictions;
  if (refused.length === 0) return changes;
  throw new UsageError([
    notice('plan-no-longer-fits', { file }),
    ...refused.map((difference) => notice('plan-difference', { difference })),
  ]);
}

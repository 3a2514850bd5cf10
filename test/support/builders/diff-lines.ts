import { type DiffAgainst, diffPlan } from '../../../src/mapping/plan/diff.ts';
import type { DiffKind, DiffSection, PostChanges } from '../../../src/mapping/plan/diff-model.ts';
import type { Plan } from '../../../src/mapping/plan/plan.ts';
import { NO_TARGET, type TargetFacts } from '../../../src/mapping/plan/target.ts';
import { aPlan, aPlannedChannel, aPlannedPerson } from './plan-builders.ts';

/** A plan of one person and one channel, and nothing else. */
export function aSmallPlan(over: Partial<Plan> = {}): Plan {
  return aPlan({
    people: [aPlannedPerson()],
    channels: [aPlannedChannel()],
    emoji: [],
    ...over,
  });
}

/** Against a plan made before. */
export const olderPlan = (
  plan: Plan,
  changes: ReadonlyMap<string, PostChanges> = new Map(),
): DiffAgainst => ({ kind: 'plan', label: 'older.json', plan, changes });

/** Against what is there. */
export const target = (facts: Partial<TargetFacts>): DiffAgainst => ({
  kind: 'target',
  target: { ...NO_TARGET, ...facts },
});

/** Everything that is not the same: kind, mark, name, count. */
export const linesOf = (plan: Plan, against: DiffAgainst) =>
  diffPlan(plan, against).sections.flatMap(({ kind, items }) =>
    items.map(({ mark, name, count }) => [kind, mark, name, count] as const),
  );

export function section(plan: Plan, against: DiffAgainst, kind: DiffKind): DiffSection {
  const found = diffPlan(plan, against).sections.find((candidate) => candidate.kind === kind);
  if (found === undefined) throw new Error(`no section ${kind}`);
  return found;
}

import { diffChannelCounts, diffMembers, diffNames, diffThings } from './diff-things.ts';
import type { Plan } from './plan.ts';
import { conflictsWith } from './plan-conflicts.ts';
import type { DiffItem, DiffKind, DiffMark, DiffSection, PlanDiff } from './plan-diff.ts';
import type { PostChanges } from './post-changes.ts';
import { type ProjectedThing, type Projection, projectPlan, projectTarget } from './projection.ts';
import type { TargetFacts } from './target-facts.ts';

/** What a plan is compared with. */
export type DiffAgainst =
  | { readonly kind: 'none' }
  | { readonly kind: 'target'; readonly target: TargetFacts }
  | {
      readonly kind: 'plan';
      readonly label: string;
      readonly plan: Plan;
      readonly changes: ReadonlyMap<string, PostChanges>;
    };

/** An item of a comparison, or so many things that are the same. */
export type Compared = DiffItem | { readonly mark: '='; readonly count: number };

/** What the plan would make of what is there. */
export function diffPlan(plan: Plan, against: DiffAgainst): PlanDiff {
  const next = projectPlan(plan);
  const before = beforeOf(plan, against);
  const people = new Map(plan.people.map(({ userId, username }) => [userId as string, username]));
  const kind = against.kind === 'target' ? against.target.kind : against.kind;
  const compared: Readonly<Record<DiffKind, readonly Compared[]>> = {
    users: withConflicts(conflicts('users', plan, against), before.users, next.users),
    channels: withConflicts(conflicts('channels', plan, against), before.channels, next.channels),
    memberships: diffMembers(before.channels, next.channels, (key) => people.get(key) ?? key),
    messages: diffChannelCounts(before.channels, next.channels, 'messages', changesOf(against)),
    files: diffChannelCounts(before.channels, next.channels, 'files', undefined),
    emoji: diffNames(before.emoji, next.emoji),
    'user-groups': diffNames(before.userGroups, next.userGroups),
  };
  // What is in a workspace beside the plan is somebody else's, and stays.
  const isKept = ({ mark }: Compared): boolean => kind !== 'slack' || mark !== '-';
  const label =
    against.kind === 'plan' ? against.label : against.kind === 'target' ? against.target.label : '';
  return {
    against: kind,
    label,
    sections: Object.entries(compared).map(([section, items]) =>
      sectionOf(section as DiffKind, items.filter(isKept)),
    ),
  };
}

const NOTHING: Projection = { users: [], channels: [], emoji: [], userGroups: [] };

function beforeOf(plan: Plan, against: DiffAgainst): Projection {
  if (against.kind === 'plan') return projectPlan(against.plan);
  return against.kind === 'target' ? projectTarget(against.target, plan) : NOTHING;
}

function changesOf(against: DiffAgainst): ReadonlyMap<string, PostChanges> | undefined {
  return against.kind === 'plan' ? against.changes : undefined;
}

function conflicts(kind: DiffKind, plan: Plan, against: DiffAgainst): readonly DiffItem[] {
  return against.kind === 'target' ? conflictsWith(kind, plan, against.target) : [];
}

/** A thing in conflict is neither created nor the same: it has that one mark. */
function withConflicts(
  found: readonly DiffItem[],
  before: readonly ProjectedThing[],
  next: readonly ProjectedThing[],
): readonly Compared[] {
  const keys = new Set(found.map(({ id }) => id));
  const isFree = ({ key }: ProjectedThing): boolean => !keys.has(key);
  return [...found, ...diffThings(before.filter(isFree), next.filter(isFree))];
}

const MARK_ORDER: readonly DiffMark[] = ['!', '-', '~', '+'];

function sectionOf(kind: DiffKind, compared: readonly Compared[]): DiffSection {
  const counts: Record<DiffMark, number> = { '+': 0, '~': 0, '-': 0, '=': 0, '!': 0 };
  for (const { mark, count } of compared) counts[mark] += count;
  const items = compared.filter((item): item is DiffItem => item.mark !== '=');
  return { kind, counts, items: items.sort(byMarkThenName) };
}

function byMarkThenName(a: DiffItem, b: DiffItem): number {
  const marks = MARK_ORDER.indexOf(a.mark) - MARK_ORDER.indexOf(b.mark);
  if (marks !== 0) return marks;
  const [left, right] = [`${a.name}\0${a.id}`, `${b.name}\0${b.id}`];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

import { conflictsWith } from './conflicts.ts';
import {
  DIFF_KINDS,
  type DiffItem,
  type DiffKind,
  type DiffMark,
  type DiffSection,
  type FieldChange,
  type PlanDiff,
  type PostChanges,
} from './diff-model.ts';
import type { Plan } from './plan.ts';
import {
  type ProjectedChannel,
  type ProjectedThing,
  type Projection,
  projectPlan,
  projectTarget,
} from './projection.ts';
import type { TargetFacts } from './target.ts';

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

/** An item that differs, or a number of things that are the same. */
type Compared = DiffItem | { readonly mark: '='; readonly count: number };

/** Compares a plan with a target, another plan or nothing. */
export function diffPlan(plan: Plan, against: DiffAgainst): PlanDiff {
  const next = projectPlan(plan);
  const before = beforeOf(plan, against);
  const people = new Map<string, string>(
    plan.people.map(({ userId, username }) => [userId, username]),
  );
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
  // Other content of a workspace is not ours, and stays.
  const isKept = ({ mark }: Compared): boolean => kind !== 'slack' || mark !== '-';
  const label =
    against.kind === 'plan' ? against.label : against.kind === 'target' ? against.target.label : '';
  return {
    against: kind,
    label,
    sections: DIFF_KINDS.map((section) => sectionOf(section, compared[section].filter(isKept))),
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

/** A thing in conflict has no other mark. */
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

const SAME = (count: number): Compared => ({ mark: '=', count });

function item(
  thing: Pick<ProjectedThing, 'key' | 'name' | 'isPrivate'>,
  mark: DiffItem['mark'],
  rest: Partial<Pick<DiffItem, 'changes' | 'count'>> = {},
): DiffItem {
  const { key, name, isPrivate } = thing;
  return { mark, id: key, name, isPrivate, changes: [], note: undefined, count: 1, ...rest };
}

/** Compares things by key and fields; a field that one side lacks is not compared. */
function diffThings(
  before: readonly ProjectedThing[],
  next: readonly ProjectedThing[],
): readonly Compared[] {
  const older = byKey(before);
  const newer = byKey(next);
  return [
    ...before.filter(({ key }) => !newer.has(key)).map((thing) => item(thing, '-')),
    ...next.map((thing) => {
      const old = older.get(thing.key);
      if (old === undefined) return item(thing, '+');
      const changes = changedFields(old.fields, thing.fields);
      return changes.length === 0 ? SAME(1) : item(thing, '~', { changes });
    }),
  ];
}

function byKey<Thing extends ProjectedThing>(things: readonly Thing[]): ReadonlyMap<string, Thing> {
  return new Map(things.map((thing) => [thing.key, thing]));
}

function changedFields(
  before: Readonly<Record<string, string>>,
  next: Readonly<Record<string, string>>,
): readonly FieldChange[] {
  return Object.entries(next).flatMap(([field, value]) => {
    const old = before[field];
    return old === undefined || old === value ? [] : [{ field, old, new: value }];
  });
}

/** Compares the members of each channel. */
function diffMembers(
  before: readonly ProjectedChannel[],
  next: readonly ProjectedChannel[],
  nameOf: (key: string) => string,
): readonly Compared[] {
  const older = byKey(before);
  const newer = byKey(next);
  const names = (keys: readonly string[]): string => keys.map(nameOf).sort().join(', ');
  const line = (channel: ProjectedChannel, mark: '+' | '-', keys: readonly string[]): Compared[] =>
    keys.length === 0
      ? []
      : [item(channel, mark, { count: keys.length, changes: [memberChange(mark, names(keys))] })];
  return [
    ...before
      .filter(({ key }) => !newer.has(key))
      .flatMap((channel) => line(channel, '-', [...new Set(channel.members)])),
    ...next.flatMap((channel) => {
      const old = new Set(older.get(channel.key)?.members);
      const now = new Set(channel.members);
      const added = [...now].filter((key) => !old.has(key));
      const gone = [...old].filter((key) => !now.has(key));
      const same = now.size - added.length;
      return [...line(channel, '+', added), ...line(channel, '-', gone), SAME(same)];
    }),
  ];
}

function memberChange(mark: '+' | '-', names: string): FieldChange {
  return mark === '+'
    ? { field: 'members', old: '', new: names }
    : { field: 'members', old: names, new: '' };
}

/**
 * Compares messages or files of each channel. Between two plans the added, edited and deleted ones are known; a
 * target has only a count, or none.
 */
function diffChannelCounts(
  before: readonly ProjectedChannel[],
  next: readonly ProjectedChannel[],
  of: 'messages' | 'files',
  changes: ReadonlyMap<string, PostChanges> | undefined,
): readonly Compared[] {
  const older = byKey(before);
  const newer = byKey(next);
  const gone = before.filter(({ key }) => !newer.has(key));
  return [
    ...gone.flatMap((channel) => counted(channel, '-', channel[of] ?? 0)),
    ...next.flatMap((channel) => {
      const change = older.has(channel.key) ? changes?.get(channel.key) : undefined;
      if (change !== undefined) return postChangesOf(channel, channel[of] ?? 0, change);
      return countChange(channel, older.get(channel.key)?.[of] ?? 0, channel[of] ?? 0);
    }),
  ];
}

function postChangesOf(
  channel: ProjectedChannel,
  total: number,
  { added, edited, deleted }: PostChanges,
): readonly Compared[] {
  return [
    ...counted(channel, '-', deleted),
    ...counted(channel, '~', edited),
    ...counted(channel, '+', added),
    SAME(Math.max(0, total - added - edited)),
  ];
}

function countChange(channel: ProjectedChannel, before: number, next: number): readonly Compared[] {
  const same = SAME(Math.min(before, next));
  return next >= before
    ? [...counted(channel, '+', next - before), same]
    : [...counted(channel, '-', before - next), same];
}

function counted(
  channel: ProjectedChannel,
  mark: DiffItem['mark'],
  count: number,
): readonly Compared[] {
  return count === 0 ? [] : [item(channel, mark, { count })];
}

/** Compares names; gives nothing if one side does not know them. */
function diffNames(
  before: readonly string[] | undefined,
  next: readonly string[] | undefined,
): readonly Compared[] {
  if (before === undefined || next === undefined) return [];
  return diffThings(before.map(named), next.map(named));
}

const named = (name: string): ProjectedThing => ({ key: name, name, isPrivate: false, fields: {} });

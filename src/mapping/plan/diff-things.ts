import type { Compared } from './diff-plan.ts';
import type { DiffItem, FieldChange } from './plan-diff.ts';
import type { PostChanges } from './post-changes.ts';
import type { ProjectedChannel, ProjectedThing } from './projection.ts';

const SAME = (count: number): Compared => ({ mark: '=', count });

function item(
  thing: Pick<ProjectedThing, 'key' | 'name' | 'isPrivate'>,
  mark: DiffItem['mark'],
  rest: Partial<Pick<DiffItem, 'changes' | 'count' | 'note'>> = {},
): DiffItem {
  const { key, name, isPrivate } = thing;
  return { mark, id: key, name, isPrivate, changes: [], note: '', count: 1, ...rest };
}

/** Things by their keys and fields; a field that one side does not have is not compared. */
export function diffThings(
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

/** Who would come into each channel, and who is in it that the plan does not put there. */
export function diffMembers(
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
      .flatMap((channel) => line(channel, '-', [...channel.members])),
    ...next.flatMap((channel) => {
      const old = older.get(channel.key)?.members ?? new Set<string>();
      const added = [...channel.members].filter((key) => !old.has(key));
      const gone = [...old].filter((key) => !channel.members.has(key));
      const same = channel.members.size - added.length;
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
 * Messages or files of each channel. Between two plans it is known what was added, edited and deleted; a
 * target has only a count, or none.
 */
export function diffChannelCounts(
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

/** Names alone; nothing when one of the sides does not say. */
export function diffNames(
  before: readonly string[] | undefined,
  next: readonly string[] | undefined,
): readonly Compared[] {
  if (before === undefined || next === undefined) return [];
  return diffThings(before.map(named), next.map(named));
}

const named = (name: string): ProjectedThing => ({ key: name, name, isPrivate: false, fields: {} });

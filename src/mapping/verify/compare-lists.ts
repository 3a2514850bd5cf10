import {
  type ChannelFacts,
  type ComparedField,
  type Difference,
  differenceOf,
  type PersonFacts,
} from './facts.ts';

const CHANNEL_FIELDS: readonly (readonly [ComparedField, (facts: ChannelFacts) => string])[] = [
  ['name', ({ name }) => name],
  ['visibility', ({ visibility }) => visibility],
  ['archived', ({ isArchived }) => String(isArchived)],
  ['topic', ({ topic }) => topic],
  ['purpose', ({ purpose }) => purpose],
];

const PERSON_FIELDS: readonly (readonly [ComparedField, (facts: PersonFacts) => string])[] = [
  ['name', ({ username }) => username],
  ['real-name', ({ realName }) => realName],
  ['display-name', ({ displayName }) => displayName],
  ['email', ({ email }) => email],
  ['bot', ({ isBot }) => String(isBot)],
  ['deactivated', ({ isDeactivated }) => String(isDeactivated)],
  ['admin', ({ isAdmin }) => String(isAdmin)],
  ['owner', ({ isOwner }) => String(isOwner)],
  ['restricted', ({ restriction }) => restriction],
  ['profile', ({ profile }) => profile],
];

/** Compares a channel field by field; of its members, lists those that only one side has. */
export function compareChannels(
  source: ChannelFacts,
  target: ChannelFacts,
  place: Pick<Difference, 'channelId' | 'slackChannel'>,
): readonly Difference[] {
  const about = { kind: 'differs', thing: 'channel', ...place } as const;
  const fields = CHANNEL_FIELDS.flatMap(([field, read]) => {
    const sides = { source: read(source), target: read(target) };
    if (sides.source === sides.target) return [];
    const isMadePublic = field === 'visibility' && sides.target === 'public';
    return [differenceOf({ ...about, field: isMadePublic ? 'public' : field, ...sides })];
  });
  const members = onlyIn(source.members, target.members);
  if (members === undefined) return fields;
  return [...fields, differenceOf({ ...about, field: 'members', ...members })];
}

/** Compares an account field by field. */
export function comparePersons(
  source: PersonFacts,
  target: PersonFacts,
  name: string,
): readonly Difference[] {
  return PERSON_FIELDS.flatMap(([field, read]) => {
    const sides = { source: read(source), target: read(target) };
    if (sides.source === sides.target) return [];
    return [differenceOf({ kind: 'differs', thing: 'user', field, name, ...sides })];
  });
}

/** Items that only one of two lists has, joined by commas; undefined when they have the same. */
export function onlyIn(
  source: readonly string[],
  target: readonly string[],
): { readonly source: string; readonly target: string } | undefined {
  const [before, after] = [new Set(source), new Set(target)];
  const gone = source.filter((item) => !after.has(item));
  const added = target.filter((item) => !before.has(item));
  if (gone.length === 0 && added.length === 0) return undefined;
  return { source: gone.join(', '), target: added.join(', ') };
}

/** Values that a list has more than once. */
export function repeatedIn(values: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const value of values) (seen.has(value) ? repeated : seen).add(value);
  return repeated;
}

/** One difference for all that is broken in the form of an entry. */
export const formatDifferences = (
  broken: readonly string[],
  about: Pick<Difference, 'thing'> & Partial<Difference>,
): readonly Difference[] =>
  broken.length === 0
    ? []
    : [differenceOf({ ...about, kind: 'differs', field: 'format', target: broken.join(', ') })];

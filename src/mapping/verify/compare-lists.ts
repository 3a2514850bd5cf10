import { type ComparedField, type Difference, differenceOf } from './difference.ts';
import type { ChannelFacts, PersonFacts } from './facts.ts';

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
];

/** Every field in which a channel is not the same on both sides; of its members those that only one side has. */
export function compareChannels(
  source: ChannelFacts,
  target: ChannelFacts,
  place: Pick<Difference, 'channelId' | 'slackChannel'>,
): readonly Difference[] {
  const about = { kind: 'differs', thing: 'channel', ...place } as const;
  const fields = CHANNEL_FIELDS.flatMap(([field, read]) => {
    const sides = { source: read(source), target: read(target) };
    return sides.source === sides.target ? [] : [differenceOf({ ...about, field, ...sides })];
  });
  const members = onlyIn(source.members, target.members);
  if (members === undefined) return fields;
  return [...fields, differenceOf({ ...about, field: 'members', ...members })];
}

/** Every field in which an account is not the same on both sides. */
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

/** What only one of two lists has; undefined when they hold the same. */
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

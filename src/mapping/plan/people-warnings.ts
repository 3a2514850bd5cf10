import { type Notice, notice } from '../../errors/notices.ts';
import { addressFault, trimAddress } from '../addresses.ts';
import { type Conversation, directMembers } from '../conversations.ts';
import type { PersonDecision } from '../decisions.ts';
import { joinReasons, reasonText } from '../reasons.ts';
import { type SamePeople, uniquePeople } from '../same-people.ts';

const MAX_NAMES = 10;

/** Warnings about people whom no invitation could reach, and about accounts that are or may be one person. */
export function addressWarnings(people: readonly PersonDecision[]): readonly Notice[] {
  const unreachable = people.filter(isUnreachable).map(({ username }) => username);
  const groups = sharedAddresses(people);
  const count = groups.reduce((sum, group) => sum + group.length, 0);
  const alike = groups.map((group) => group.map(({ username }) => username).join(' = '));
  return [
    ...(unreachable.length === 0
      ? []
      : [
          notice('addresses-undeliverable', {
            count: unreachable.length,
            people: someOf(unreachable),
          }),
        ]),
    ...withInactive(people),
    ...(count === 0 ? [] : [notice('people-share-address', { count, people: someOf(alike) })]),
  ];
}

/** Warning about accounts in use whose person has the state of a deactivated account. */
function withInactive(people: readonly PersonDecision[]): readonly Notice[] {
  const gone = new Set(
    people.filter(({ state }) => state === 'deactivated').map(({ userId }) => userId),
  );
  const names = people.flatMap(({ state, username, sameAs }) =>
    sameAs !== undefined && state !== 'deactivated' && gone.has(sameAs.userId)
      ? [`${username} = ${sameAs.username}`]
      : [],
  );
  const some = { count: names.length, people: someOf(names) };
  return names.length === 0 ? [] : [notice('people-with-inactive', some)];
}

function isUnreachable({ state, action, email }: PersonDecision): boolean {
  const isInUse = state === 'active' || state === 'guest';
  return isInUse && action === 'name-only' && addressFault(email) !== undefined;
}

const someOf = (names: readonly string[]): string =>
  names.slice(0, MAX_NAMES).join(', ') + (names.length > MAX_NAMES ? ', …' : '');

/** Warning about direct messages that have the people of another one, because people have several accounts. */
export function alikeDirectMessages(
  conversations: readonly Pick<Conversation, 'channel' | 'list'>[],
  same: SamePeople,
): readonly Notice[] {
  if (same.size === 0) return [];
  const pairs = conversations
    .filter(({ list }) => list === 'dms')
    .map(({ channel }) => [...uniquePeople(directMembers(channel, []), same)].sort().join(' '));
  const count = pairs.length - new Set(pairs).size;
  return count === 0 ? [] : [notice('direct-messages-alike', { count })];
}

/**
 * Groups the people of one e-mail address, but for upper case and blanks around it. Those about whom a line of the
 * team's decides are in no group.
 */
function sharedAddresses(
  people: readonly PersonDecision[],
): readonly (readonly PersonDecision[])[] {
  const groups = new Map<string, PersonDecision[]>();
  for (const person of people) {
    const address = trimAddress(person.email).toLowerCase();
    if (address === '' || person.by === 'file') continue;
    const group = groups.get(address);
    if (group === undefined) groups.set(address, [person]);
    else group.push(person);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** Adds to the reasons of people who share an address with whom they do. */
export function withSharedAddresses(people: readonly PersonDecision[]): readonly PersonDecision[] {
  const reasons = new Map<PersonDecision, string>();
  for (const group of sharedAddresses(people)) {
    const names = group.map(({ username }) => username);
    for (const person of group) {
      const others = names.filter((name) => name !== person.username);
      const shared = reasonText('address-shared', { names: someOf(others) });
      reasons.set(person, joinReasons(person.reason, shared));
    }
  }
  return people.map((person) => ({ ...person, reason: reasons.get(person) ?? person.reason }));
}

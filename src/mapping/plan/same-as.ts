import { type Notice, notice } from '../../errors/notices.ts';
import type { User } from '../../model/model.ts';
import { inLine } from '../csv.ts';
import type { PersonDecision } from '../decisions.ts';
import type { PersonEdit } from './users-csv.ts';

/** Accounts by username in lower case; several where a broken database has a name twice. */
export type NamedUsers = ReadonlyMap<string, readonly User[]>;

/** Looks accounts up by their usernames. */
export function nameUsers(users: readonly User[]): NamedUsers {
  const named = new Map<string, User[]>();
  for (const user of users) {
    const key = user.username.toLowerCase();
    const same = named.get(key);
    if (same === undefined) named.set(key, [user]);
    else same.push(user);
  }
  return named;
}

/** Finds the account that a line names behind `same-as`; a notice when there is none, or more than one. */
export function findSameAs(
  { sameAs }: Pick<PersonEdit, 'sameAs'>,
  named: NamedUsers,
): Exclude<PersonDecision['sameAs'], undefined> | Notice {
  const [user, ...others] = named.get(sameAs.toLowerCase()) ?? [];
  if (user === undefined) return notice('username-unknown', { username: sameAs });
  if (others.length > 0) return notice('same-as-ambiguous', { username: sameAs });
  return { userId: user.id, username: user.username };
}

/**
 * Complains about lines that make an account one person with one that cannot have its posts: once for each line, and
 * for lines that lead in a circle once, at the first of them.
 */
export function sameAsComplaints(
  people: readonly PersonDecision[],
  edits: ReadonlyMap<string, PersonEdit>,
): readonly Notice[] {
  const byId = new Map<string, PersonDecision>(people.map((person) => [person.userId, person]));
  const lineOf = ({ username }: PersonDecision): number | undefined =>
    edits.get(username.toLowerCase())?.line;
  return people.flatMap((person) => {
    const owner = person.sameAs === undefined ? undefined : byId.get(person.sameAs.userId);
    const line = lineOf(person);
    if (owner === undefined || line === undefined) return [];
    const circle = circleOf(person, byId).map((each) => lineOf(each) ?? line);
    if (circle.some((other) => other < line)) return [];
    const problem = sameAsProblem(person, owner, byId);
    return problem === undefined ? [] : [inLine('users.csv', line, problem)];
  });
}

/** What of a decision says whether accounts can be one person. */
export type PersonLink = Pick<
  PersonDecision,
  'userId' | 'username' | 'state' | 'action' | 'sameAs'
>;

/** Says why an account cannot be one person with `owner`; undefined when it can. */
export function sameAsProblem(
  person: PersonLink,
  owner: PersonLink,
  byId: ReadonlyMap<string, PersonLink>,
): Notice | undefined {
  const { username } = owner;
  if (owner.userId === person.userId) return notice('same-as-itself');
  if (isBot(person)) return notice('same-as-bot', { username: person.username });
  if (isBot(owner)) return notice('same-as-bot', { username });
  if (owner.action === 'skip') return notice('same-as-skipped', { username });
  if (owner.sameAs === undefined) return undefined;
  return circleOf(person, byId).length > 0
    ? notice('same-as-circle', { username })
    : notice('same-as-chain', { username, other: owner.sameAs.username });
}

const isBot = ({ state, action }: PersonLink): boolean => state === 'bot' || action === 'bot';

/** Follows the decisions from an account; returns the accounts on the way when it leads back, else none. */
function circleOf<Person extends PersonLink>(
  start: Person,
  byId: ReadonlyMap<string, Person>,
): readonly Person[] {
  const way = new Set<Person>();
  let next: Person | undefined = start;
  while (next !== undefined && !way.has(next)) {
    way.add(next);
    next = byId.get(next.sameAs?.userId ?? '');
  }
  return next === start ? [...way] : [];
}

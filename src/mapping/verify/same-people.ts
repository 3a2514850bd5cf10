import type { User, UserId } from '../../model/model.ts';
import type { PersonDecision } from '../decisions.ts';

/** Finds whose an account is: another account's, where a decision says that both are one person; else its own. */
export type PersonOf = (id: UserId) => UserId;

/** Reads the decisions by itself, so that verify sees what was written under the wrong account. */
export function personRule(decisions: Iterable<PersonDecision>): PersonOf {
  const owners = new Map<string, UserId>();
  for (const { userId, action, sameAs } of decisions) {
    if (action === 'same-as' && sameAs) owners.set(userId, sameAs.userId);
  }
  return (id) => owners.get(id) ?? id;
}

/** True when a manifest records the same further accounts as the decisions: the person's account by the further one. */
export function hasSamePeople(
  recorded: Readonly<Record<string, string>>,
  decisions: Iterable<PersonDecision>,
): boolean {
  const now = [...decisions].flatMap(({ userId, action, sameAs }) =>
    action === 'same-as' && sameAs ? [`${userId} ${sameAs.userId}`] : [],
  );
  const before = Object.entries(recorded).map(([id, owner]) => `${id} ${owner}`);
  return before.toSorted().join() === now.toSorted().join();
}

/** Accounts with an entry of their own, by id. */
export const onePerPerson = (
  users: ReadonlyMap<UserId, User>,
  personOf: PersonOf,
): readonly User[] => [...users.values()].filter(({ id }) => personOf(id) === id);

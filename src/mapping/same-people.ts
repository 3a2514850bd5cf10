import type { UserId } from '../model/model.ts';
import type { PersonDecision } from './decisions.ts';

/** Further accounts of people, with the account that has their place in Slack. */
export type SamePeople = ReadonlyMap<UserId, UserId>;

/** Returns the accounts that are decided to be one person with another. */
export function samePeople(people: readonly PersonDecision[]): SamePeople {
  return new Map(
    people.flatMap(({ userId, action, sameAs }) =>
      action === 'same-as' && sameAs !== undefined ? [[userId, sameAs.userId] as const] : [],
    ),
  );
}

/** Lists accounts with one for each person, in the order of their first accounts. */
export const uniquePeople = (ids: readonly UserId[], same: SamePeople): readonly UserId[] =>
  same.size === 0 ? ids : [...new Set(ids.map((id) => same.get(id) ?? id))];

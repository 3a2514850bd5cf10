import type { PersonDecision } from './decisions.ts';

/** Who has a line in users.csv, and who cannot have one. */
export interface ListedPeople<Person> {
  readonly listed: readonly Person[];
  readonly unlisted: readonly Person[];
}

/** A spreadsheet, or reading the file again, takes or changes them. */
const UNKEPT = /^$|^\s|\s$|[\p{Cc}\p{Cs}]/u;

/**
 * A line of users.csv is known by its username alone. Mattermost's are such that this holds
 * (server/public/model/user.go, IsValidUsername); of rows that say otherwise the file holds none.
 */
export function listedPeople<Person extends Pick<PersonDecision, 'username'>>(
  people: readonly Person[],
): ListedPeople<Person> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { username } of people) {
    const key = username.toLowerCase();
    if (seen.has(key)) shared.add(key);
    seen.add(key);
  }
  const isListed = ({ username }: Person): boolean =>
    !UNKEPT.test(username) && !shared.has(username.toLowerCase());
  return {
    listed: people.filter(isListed),
    unlisted: people.filter((person) => !isListed(person)),
  };
}

const IDS_SHOWN = 10;

/** For the report, when there are people whom users.csv does not hold. */
export function unlistedWarning(people: readonly PersonDecision[]): readonly string[] {
  const { unlisted } = listedPeople(people);
  if (unlisted.length === 0) return [];
  const ids = unlisted.slice(0, IDS_SHOWN).map(({ userId }) => userId);
  const more = unlisted.length - ids.length;
  const all = more === 0 ? ids.join(', ') : `${ids.join(', ')} and ${more} more`;
  return [
    `Not in users.csv, because the username is empty, another's too, or lost in a spreadsheet; the rules decide: ${all}`,
  ];
}

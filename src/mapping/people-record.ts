import { z } from 'zod';
import { type Notice, notice } from '../errors/notices.ts';
import type { User, UserId } from '../model/model.ts';
import type { SamePeople } from './same-people.ts';

/** What a chain of archives or a ledger remembers of the accounts under which posts were migrated. */
export const peopleRecordShape = z.object({
  /** Further accounts of people, with the account that has their place. */
  sameAs: z.record(z.string(), z.string()),
  /** CreateAt of the newest account, milliseconds: one that came later had no posts then. */
  newestMs: z.number(),
});

interface PeopleNow {
  readonly users: ReadonlyMap<UserId, User>;
  readonly samePeople: SamePeople;
}

/** Writes what later runs compare with; one line of JSON, the same for the same people. */
export function peopleRecord({ users, samePeople }: PeopleNow): string {
  const sameAs = Object.fromEntries([...samePeople].sort(([a], [b]) => (a < b ? -1 : 1)));
  let newestMs = 0;
  for (const { createAtMs } of users.values()) newestMs = Math.max(newestMs, createAtMs);
  return JSON.stringify({ sameAs, newestMs });
}

/**
 * Finds an account whose posts an earlier run has migrated under another person than this one would: Slack does not
 * change the author of a message. '' is the record of a version that knew no further accounts. Undefined for none.
 */
export function changedPerson(
  before: string,
  { users, samePeople }: PeopleNow,
): Notice | undefined {
  const { sameAs, newestMs } =
    before === ''
      ? { sameAs: {}, newestMs: Infinity }
      : peopleRecordShape.parse(JSON.parse(before));
  const old = new Map(Object.entries(sameAs));
  const ids = [...new Set<string>([...old.keys(), ...samePeople.keys()])].sort();
  const now = new Map<string, string>(samePeople);
  const byId = new Map<string, User>(users);
  const nameOf = (id: string): string => byId.get(id)?.username || id;
  const stateOf = (owner: string | undefined): Notice =>
    owner === undefined
      ? notice('person-of-its-own')
      : notice('person-of', { username: nameOf(owner) });
  for (const id of ids) {
    const isNewer = (byId.get(id)?.createAtMs ?? 0) > newestMs;
    if (old.get(id) === now.get(id) || isNewer) continue;
    const states = { before: stateOf(old.get(id)), now: stateOf(now.get(id)) };
    return notice('person-changed', { username: nameOf(id), ...states });
  }
  return undefined;
}

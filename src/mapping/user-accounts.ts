import type { User, UserId } from '../model/model.ts';
import type { PersonDecision } from './decisions.ts';
import { openTexts, type PackedTexts, packTexts } from './packed-texts.ts';
import { isBotAccount } from './users.ts';

/** The accounts of a server, as messages need them. */
export interface Accounts {
  /** Undefined for an account without a row. */
  usernameOf(id: UserId): string | undefined;
  /** Finds an account by its username in lower case. */
  idOf(name: string): UserId | undefined;
  /** Accounts that may be bots in Slack: those of bots, and those that a decision makes one. */
  readonly perhapsBots: ReadonlyMap<UserId, User>;
}

/** Makes the look-ups of accounts from all of them. */
export function accountsOf(
  users: ReadonlyMap<UserId, User>,
  people: ReadonlyMap<UserId, PersonDecision>,
): Accounts {
  const byName = idsByName(users.values());
  return {
    usernameOf: (id) => users.get(id)?.username,
    idOf: (name) => byName.get(name),
    perhapsBots: new Map(
      [...users].filter(([id, user]) => isBotAccount(user) || people.get(id)?.action === 'bot'),
    ),
  };
}

const idsByName = (users: Iterable<User>): ReadonlyMap<string, UserId> =>
  new Map(Array.from(users, ({ id, username }) => [username.toLowerCase(), id]));

/** Accounts as plain data for other threads, which share them. */
export interface PackedAccounts {
  readonly usernames: PackedTexts;
  readonly ids: PackedTexts;
  readonly perhapsBots: ReadonlyMap<UserId, User>;
}

/** Packs the look-ups into memory that threads share. */
export function packAccounts(
  users: ReadonlyMap<UserId, User>,
  { perhapsBots }: Accounts,
): PackedAccounts {
  return {
    usernames: packTexts(new Map(Array.from(users, ([id, { username }]) => [id, username]))),
    ids: packTexts(idsByName(users.values())),
    perhapsBots,
  };
}

/** Opens packed look-ups in a thread. */
export function openAccounts({ usernames, ids, perhapsBots }: PackedAccounts): Accounts {
  const idOf = openTexts(ids);
  return {
    usernameOf: openTexts(usernames),
    idOf: (name) => idOf(name) as UserId | undefined,
    perhapsBots,
  };
}

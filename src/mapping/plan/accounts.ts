import { type Notice, notice } from '../../errors/notices.ts';
import { inLine } from '../csv.ts';
import type { PersonDecision } from '../decisions.ts';
import { REASONS, reasonText } from '../reasons.ts';
import type { TargetUser } from './target.ts';
import type { PersonEdit } from './users-csv.ts';

/** A domain of e-mail addresses that changed; both in lower case. */
export interface DomainRule {
  readonly from: string;
  readonly to: string;
}

/** Reason of a match that is beyond doubt. */

/** Finds the Slack account with an address; undefined if no account has a similar one. */
export type FindAccount = (email: string) => EmailMatch | undefined;

export interface EmailMatch {
  /** Undefined if several accounts match equally well. */
  readonly account: TargetUser | undefined;
  /** How the addresses match, or which accounts match; one sentence. */
  readonly how: string;
}

/**
 * Indexes accounts by address: ignoring case, then with the new domain, then without the part after a `+`. An
 * address that matches two accounts gives neither.
 */
export function indexByEmail(
  accounts: readonly TargetUser[],
  domains: readonly DomainRule[],
): FindAccount {
  const exact = indexBy(accounts, lowerCase);
  const plain = indexBy(accounts, withoutPlus);
  const newDomain = new Map(domains.map(({ from, to }) => [from, to]));
  return (email) => {
    if (email === '') return undefined;
    const moved = withNewDomain(email, newDomain);
    return (
      found(exact.get(lowerCase(email)), REASONS['same-address']) ??
      found(exact.get(moved), REASONS['same-address-new-domain']) ??
      found(plain.get(withoutPlus(email)), REASONS['same-address-plus']) ??
      found(plain.get(withoutPlus(moved)), REASONS['same-address-new-domain-plus'])
    );
  };
}

function indexBy(
  accounts: readonly TargetUser[],
  keyOf: (email: string) => string,
): ReadonlyMap<string, readonly TargetUser[]> {
  const index = new Map<string, TargetUser[]>();
  for (const account of accounts) {
    if (account.email === '' || account.isBot) continue;
    const key = keyOf(account.email);
    const same = index.get(key);
    if (same === undefined) index.set(key, [account]);
    else same.push(account);
  }
  return index;
}

function found(accounts: readonly TargetUser[] | undefined, how: string): EmailMatch | undefined {
  const [account, ...others] = accounts ?? [];
  if (account === undefined) return undefined;
  if (others.length === 0) return { account, how };
  const ids = [account, ...others].map(({ id }) => id).join(' and ');
  return {
    account: undefined,
    how: reasonText('several-accounts', { accounts: ids, reason: how }),
  };
}

const lowerCase = (email: string): string => email.trim().toLowerCase();

/** An address that begins with + is kept: otherwise all of those would be equal. */
const withoutPlus = (email: string): string => lowerCase(email).replace(/^([^+@]+)\+[^@]*@/, '$1@');

/** '' if no rule applies to the address. */
function withNewDomain(email: string, domains: ReadonlyMap<string, string>): string {
  const [, name, domain = ''] = /^(.*)@([^@]*)$/.exec(lowerCase(email)) ?? [];
  const to = domains.get(domain);
  return to === undefined ? '' : `${name}@${to}`;
}

/** Slack accounts by member id and by e-mail address in lower case. */
export type NamedAccounts = ReadonlyMap<string, TargetUser>;

/** Look-up of a workspace's accounts by id and by e-mail address in lower case. */
export function nameAccounts(accounts: readonly TargetUser[]): NamedAccounts {
  const named = new Map<string, TargetUser>();
  for (const account of accounts) {
    if (account.email !== '') named.set(account.email.toLowerCase(), account);
  }
  for (const account of accounts) named.set(account.id, account);
  return named;
}

/** Finds an account by member id or e-mail address. */
export function findAccount(accounts: NamedAccounts, name: string): TargetUser | undefined {
  return accounts.get(name.includes('@') ? name.toLowerCase() : name);
}

/** Slack's member ids: U, or W in an Enterprise organisation. */
const MEMBER_ID = /^[UW][A-Z0-9]{8,}$/;

const EMAIL = /^[^@\s]+@[^@\s]+$/;

/** True for an e-mail address or a member id; false for a handle (`@ann`). */
export const isAccountName = (name: string): boolean => EMAIL.test(name) || MEMBER_ID.test(name);

export interface SettledAccounts {
  readonly people: readonly PersonDecision[];
  /** Lines of the team's file that assign an account already taken. */
  readonly conflicts: readonly Notice[];
}

/**
 * Resolves accounts that several people match, as no two people can share one. Among matches by rule, the same
 * address takes precedence over a similar one, then the first over the second, and the other person is migrated by
 * name. If a line of the team's file is involved, it is a conflict.
 */
export function settleAccounts(
  decisions: readonly PersonDecision[],
  edits: ReadonlyMap<string, PersonEdit>,
): SettledAccounts {
  const owners = new Map<string, PersonDecision>();
  const conflicts: Notice[] = [];
  for (const decision of decisions) {
    const key = accountOf(decision);
    const owner = key === '' ? undefined : owners.get(key);
    if (key === '') continue;
    if (owner === undefined || weight(decision) > weight(owner)) owners.set(key, decision);
    if (owner !== undefined && (owner.by === 'file' || decision.by === 'file')) {
      conflicts.push(conflictNotice(owner, decision, key, edits));
    }
  }
  const people = decisions.map((decision) => {
    const owner = owners.get(accountOf(decision));
    return owner === undefined || owner === decision ? decision : displaced(decision, owner);
  });
  return { people, conflicts };
}

function accountOf({ action, slackId, slackEmail }: PersonDecision): string {
  return action === 'match' ? slackId || slackEmail.toLowerCase() : '';
}

/** Certainty of a match by rule. */
function weight({ reason }: PersonDecision): number {
  return reason === REASONS['same-address'] ? 1 : 0;
}

function displaced(decision: PersonDecision, owner: PersonDecision): PersonDecision {
  const { reason: how } = decision;
  const reason = reasonText('account-of-other', { reason: how, name: owner.username });
  return { ...decision, action: 'name-only', slackId: '', slackEmail: '', reason };
}

function conflictNotice(
  owner: PersonDecision,
  second: PersonDecision,
  key: string,
  edits: ReadonlyMap<string, PersonEdit>,
): Notice {
  const line = lineOf(second, edits) ?? lineOf(owner, edits) ?? 0;
  const names = { first: owner.username, second: second.username, account: key };
  return inLine('users.csv', line, notice('account-shared', names));
}

function lineOf(
  { username }: PersonDecision,
  edits: ReadonlyMap<string, PersonEdit>,
): number | undefined {
  return edits.get(username.toLowerCase())?.line;
}

import type { TargetUser } from './target-facts.ts';

/** Slack accounts by member id and by e-mail address in lower case. */
export type NamedAccounts = ReadonlyMap<string, TargetUser>;

export function nameAccounts(accounts: readonly TargetUser[]): NamedAccounts {
  const named = new Map<string, TargetUser>();
  for (const account of accounts) {
    if (account.email !== '') named.set(account.email.toLowerCase(), account);
  }
  for (const account of accounts) named.set(account.id, account);
  return named;
}

/** The account that a member id or an e-mail address names. */
export function findAccount(accounts: NamedAccounts, name: string): TargetUser | undefined {
  return accounts.get(name.includes('@') ? name.toLowerCase() : name);
}

/** Slack's member ids: U, or W in an Enterprise organisation. */
const MEMBER_ID = /^[UW][A-Z0-9]{8,}$/;

const EMAIL = /^[^@\s]+@[^@\s]+$/;

/** True for what could name an account: an e-mail address or a member id; a handle (`@ann`) does not. */
export const isAccountName = (name: string): boolean => EMAIL.test(name) || MEMBER_ID.test(name);

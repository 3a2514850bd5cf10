import type { TargetUser } from './target-facts.ts';

/** A domain of e-mail addresses that changed; both in lower case. */
export interface DomainRule {
  readonly from: string;
  readonly to: string;
}

/** Why two accounts are one person's without a doubt. */
export const SAME_ADDRESS = 'the same e-mail address';

/** Finds the Slack account of an address; undefined when no account is like it. */
export type FindAccount = (email: string) => EmailMatch | undefined;

export interface EmailMatch {
  /** Undefined when several accounts are equally like the address. */
  readonly account: TargetUser | undefined;
  /** How the two addresses are the same, or which accounts it could be; one sentence. */
  readonly how: string;
}

/**
 * An index of accounts by address: first as it is but for case, then the same under the new domain, then both
 * without what stands behind a `+`. An address that leads to two accounts leads to none.
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
      found(exact.get(lowerCase(email)), SAME_ADDRESS) ??
      found(exact.get(moved), 'the same e-mail address on its new domain') ??
      found(plain.get(withoutPlus(email)), 'the same e-mail address but for what follows the +') ??
      found(
        plain.get(withoutPlus(moved)),
        'the same e-mail address on its new domain but for what follows the +',
      )
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
  const ids = [account, ...others].map(({ id }) => id);
  return { account: undefined, how: `${ids.join(' and ')} have ${how}, so none is taken` };
}

const lowerCase = (email: string): string => email.trim().toLowerCase();

/** An address that begins with the + is left alone: all of those would be one. */
const withoutPlus = (email: string): string => lowerCase(email).replace(/^([^+@]+)\+[^@]*@/, '$1@');

/** '' when no rule is about the address. */
function withNewDomain(email: string, domains: ReadonlyMap<string, string>): string {
  const [, name, domain = ''] = /^(.*)@([^@]*)$/.exec(lowerCase(email)) ?? [];
  const to = domains.get(domain);
  return to === undefined ? '' : `${name}@${to}`;
}

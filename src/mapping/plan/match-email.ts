import type { TargetUser } from './target-facts.ts';

/** A domain of e-mail addresses that changed; both in lower case. */
export interface DomainRule {
  readonly from: string;
  readonly to: string;
}

/** Finds the Slack account of an address. */
export type FindAccount = (email: string) => AccountMatch | undefined;

export interface AccountMatch {
  readonly account: TargetUser;
  /** How the two addresses are the same, one sentence. */
  readonly how: string;
}

/**
 * An index of accounts by address: first as it is but for case, then without what stands behind a `+`, then
 * under the new domain. An address that leads to two accounts leads to none.
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
      found(exact.get(lowerCase(email)), 'the same e-mail address') ??
      found(plain.get(withoutPlus(email)), 'the same e-mail address but for what follows the +') ??
      (moved === undefined
        ? undefined
        : found(plain.get(withoutPlus(moved)), 'the same e-mail address on its new domain'))
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

function found(accounts: readonly TargetUser[] | undefined, how: string): AccountMatch | undefined {
  const [account, ...others] = accounts ?? [];
  return account === undefined || others.length > 0 ? undefined : { account, how };
}

const lowerCase = (email: string): string => email.trim().toLowerCase();

function withoutPlus(email: string): string {
  return lowerCase(email).replace(/\+[^@]*(?=@)/, '');
}

function withNewDomain(email: string, domains: ReadonlyMap<string, string>): string | undefined {
  const [, name, domain = ''] = /^(.*)@([^@]*)$/.exec(lowerCase(email)) ?? [];
  const to = domains.get(domain);
  return to === undefined ? undefined : `${name}@${to}`;
}

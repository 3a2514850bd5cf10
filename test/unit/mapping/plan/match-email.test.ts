import { describe, expect, it } from 'vitest';
import { indexByEmail } from '../../../../src/mapping/plan/accounts.ts';
import { aTargetUser } from '../../../support/builders/target-builders.ts';

const RULES = [{ from: 'old.co.jp', to: 'new.co.jp' }];

/** The id of the account of an address, among accounts of these addresses: U0, U1, … */
function found(email: string, ...addresses: readonly string[]): string | undefined {
  const accounts = addresses.map((address, at) => aTargetUser({ id: `U${at}`, email: address }));
  return indexByEmail(accounts, RULES)(email)?.account?.id;
}

describe('matching by e-mail', () => {
  it.each([
    ['the same address', 'ann@x.jp', ['bob@x.jp', 'ann@x.jp'], 'U1'],
    ['another case on both sides', 'Ann@X.jp', ['aNN@x.JP'], 'U0'],
    ['a plus address in Mattermost', 'ann+mm@x.jp', ['ann@x.jp'], 'U0'],
    ['a plus address in Slack', 'ann@x.jp', ['ann+slack@x.jp'], 'U0'],
    ['plus addresses in both', 'ann+mm@x.jp', ['ann+slack@x.jp'], 'U0'],
    ['a changed domain', 'ann@old.co.jp', ['ann@new.co.jp'], 'U0'],
    ['a changed domain and a plus address', 'ann+mm@OLD.co.jp', ['ann@new.co.jp'], 'U0'],
    ['the address before the plus address', 'ann+mm@x.jp', ['ann@x.jp', 'ann+mm@x.jp'], 'U1'],
    ['the old domain before the new', 'ann@old.co.jp', ['ann@new.co.jp', 'ann@old.co.jp'], 'U1'],
    [
      'the address on the new domain before a plus address there',
      'ann@old.co.jp',
      ['ann+test@new.co.jp', 'ann@new.co.jp'],
      'U1',
    ],
  ])('takes %s', (_what, email, addresses, expected) => {
    expect(found(email, ...addresses)).toBe(expected);
  });

  it.each([
    ['a stranger', 'ann@x.jp', ['bob@x.jp']],
    ['a domain that only ends like the rule', 'ann@very-old.co.jp', ['ann@new.co.jp']],
    ['a rule the wrong way round', 'ann@new.co.jp', ['ann@old.co.jp']],
    ['no address, though an account has none either', '', ['']],
    ['an address that is nothing but what follows a plus', '+a@x.jp', ['+b@x.jp']],
    ['two accounts that differ only behind the plus', 'ann@x.jp', ['ann+a@x.jp', 'ann+b@x.jp']],
  ])('takes nobody for %s', (_what, email, addresses) => {
    expect(found(email, ...addresses)).toBeUndefined();
  });

  it('names the accounts when it cannot tell which one it is', () => {
    const accounts = [
      aTargetUser({ id: 'U0ANNA', email: 'ann+a@x.jp' }),
      aTargetUser({ id: 'U0ANNB', email: 'ann+b@x.jp', isDeactivated: true }),
    ];
    expect(indexByEmail(accounts, [])('ann@x.jp')).toEqual({
      account: undefined,
      how: 'U0ANNA and U0ANNB have the same e-mail address but for what follows the +, so none is taken',
    });
  });

  it('never takes a bot for a person', () => {
    const bot = aTargetUser({ email: 'ann@x.jp', isBot: true });
    expect(indexByEmail([bot], [])('ann@x.jp')).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import type { ServerSettings } from '../../../../src/model/server-settings.ts';
import { anInventory } from '../../../support/builders/inventory-builders.ts';

const SERVER: ServerSettings = {
  ...{ plugins: [], hasSingleSignOn: false, retentionDays: undefined },
  security: {
    ...{ tls: true, 'rate-limiting': false, mfa: undefined, 'closed-registration': undefined },
    ...{ 'private-files': undefined, 'email-verification': true, 'no-plugin-uploads': undefined },
  },
};

const itemsOf = (...given: Parameters<typeof anInventory>) =>
  new Map(anInventory(...given).security.map((item) => [item.id, item]));

describe('the checklist of security', () => {
  it('is unknown throughout when nobody tells anything', () => {
    const items = [...itemsOf().values()];
    expect(items).toHaveLength(16);
    expect(items.every(({ state, from }) => state === 'unknown' && from === undefined)).toBe(true);
  });

  it.each([
    ['waf', 'not-done', 'settings'],
    ['ssh', 'done', 'settings'],
    ['patching', 'unknown', undefined],
    ['tls', 'done', 'config-json'],
    ['rate-limiting', 'not-done', 'config-json'],
    ['email-verification', 'done', 'config-json'],
    ['mfa', 'unknown', undefined],
  ] as const)('says that %s is %s by %s', (id, state, from) => {
    const yaml = { security: { waf: 'not-done', ssh: 'done', patching: 'unknown' } } as const;
    const items = itemsOf({}, yaml, { serverSettings: SERVER });
    expect(items.get(id)).toMatchObject({ state, from });
  });

  it('takes the word of the settings before that of config.json, unless they know nothing', () => {
    const tls = (told: 'not-done' | 'unknown') =>
      itemsOf({}, { security: { tls: told } }, { serverSettings: SERVER }).get('tls')?.state;
    expect([tls('not-done'), tls('unknown')]).toEqual(['not-done', 'done']);
  });

  it('sums the costs of the lines that pay for a measure: 10,000 once, and 5,000 and 12 x 100 / 12 a month', () => {
    const items = itemsOf(
      {},
      {
        costs: {
          staying: [
            { name: 'server', every: 'month', amount: 1 },
            { name: 'set up', every: 'once', amount: 10_000, secures: 'waf' },
            { name: 'run', every: 'month', amount: 5_000, secures: 'waf' },
            { name: 'review', every: 'year', times: 12, amount: 100, secures: 'waf' },
            { name: 'unknown', every: 'month', secures: 'waf' },
          ],
        },
      },
    );
    expect(items.get('waf')?.cost).toEqual({ once: 10_000, month: 5_100 });
    expect(items.get('ssh')?.cost).toBeUndefined();
  });
});

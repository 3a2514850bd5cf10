import { describe, expect, it } from 'vitest';
import { resolveInventory } from '../../../../src/config/inventory.ts';
import { makeInventory } from '../../../../src/mapping/inventory/inventory.ts';
import type { InventoryFacts, PersonFacts } from '../../../../src/model/inventory.ts';

const DAY_MS = 86_400_000;
const TODAY_MS = Date.UTC(2026, 0, 1);

const person = (daysAgo: number | undefined, over: Partial<PersonFacts> = {}): PersonFacts => ({
  ...{ id: 'a', username: 'ann', email: 'ann@acme.example', isDeactivated: false, isGuest: false },
  ...{ isBot: false, channels: undefined },
  lastActiveMs: daysAgo === undefined ? undefined : TODAY_MS - daysAgo * DAY_MS,
  ...over,
});
const EMPTY: InventoryFacts = {
  description: {
    ...{ engine: 'postgres', databaseVersion: '15.2', mattermostVersion: '9.5.1', warnings: [] },
    migrations: [],
  },
  databaseRows: { tables: [], parts: [] },
  ...{ storage: [], jsonAsText: [], health: [], teams: 0, channels: [], people: [], months: [] },
  ...{ threads: 0, files: [], emoji: 0, integrations: [], integrationPosts: [] },
};
const inventoryOf = (facts: Partial<InventoryFacts>) =>
  makeInventory(
    { ...EMPTY, ...facts },
    {
      todayMs: TODAY_MS,
      withText: false,
      cost: resolveInventory({}).cost,
      operatingSystem: undefined,
      serverSettings: undefined,
      sourceWarnings: [],
    },
  );

describe('people', () => {
  it('are active in 30, 90 and 365 days by what they did last, the last day included', () => {
    const days = [0, 30, 31, 90, 91, 365, 366, undefined];
    const { people, cost } = inventoryOf({ people: days.map((ago) => person(ago)) });
    expect(people).toMatchObject({ total: 8, active30: 2, active90: 4, active365: 6 });
    expect(cost.seats).toBe(4);
  });

  it('are not active as bots or when deactivated, and each is counted once', () => {
    const { people } = inventoryOf({
      people: [
        person(1, { isBot: true }),
        person(1, { isDeactivated: true }),
        person(1, { isGuest: true }),
        person(1, { email: '' }),
        person(1, { email: 'ann@localhost' }),
      ],
    });
    expect(people).toEqual({
      ...{ total: 5, active30: 3, active90: 3, active365: 3 },
      ...{ deactivated: 1, guests: 1, bots: 1, withoutEmail: 1, undeliverableEmail: 1 },
    });
  });
});

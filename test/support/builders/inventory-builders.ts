import { resolveInventory } from '../../../src/config/inventory.ts';
import type { InventoryYaml } from '../../../src/config/inventory-schema.ts';
import {
  type Inventory,
  type InventoryOptions,
  makeInventory,
} from '../../../src/mapping/inventory/inventory.ts';
import type { InventoryFacts, PersonFacts } from '../../../src/model/inventory.ts';

export const INVENTORY_DAY_MS = Date.UTC(2026, 10, 29);

/** A server of PostgreSQL with nothing on it. */
export const EMPTY_FACTS: InventoryFacts = {
  description: {
    ...{ engine: 'postgres', databaseVersion: '15.2', mattermostVersion: '9.5.1' },
    migrations: [],
  },
  databaseRows: { tables: [], parts: [] },
  ...{ storage: [], jsonAsText: [], health: [], teams: 0, channels: [], people: [], months: [] },
  ...{ threads: 0, files: [], emoji: 0, integrations: [], integrationPosts: [] },
  ...{ sameNamed: [], largeFiles: { count: 0, sizeBytes: 0, largest: [] } },
};

/** A person who was active some days ago; undefined for never. */
export const aPerson = (
  daysAgo: number | undefined,
  over: Partial<PersonFacts> = {},
): PersonFacts => ({
  ...{ id: 'a', username: 'ann', email: 'ann@acme.example', isDeactivated: false, isGuest: false },
  ...{ isBot: false, channels: undefined },
  lastActiveMs: daysAgo === undefined ? undefined : INVENTORY_DAY_MS - daysAgo * 86_400_000,
  ...over,
});

/** An inventory of these facts, with these settings. */
export function anInventory(
  facts: Partial<InventoryFacts> = {},
  yaml: InventoryYaml = {},
  over: Partial<InventoryOptions> = {},
): Inventory {
  const { cost, operatingSystem, security } = resolveInventory(yaml);
  return makeInventory(
    { ...EMPTY_FACTS, ...facts },
    {
      todayMs: INVENTORY_DAY_MS,
      withText: false,
      ...{ cost, operatingSystem, security },
      serverSettings: undefined,
      listsBookmarks: false,
      sourceWarnings: [],
      ...over,
    },
  );
}

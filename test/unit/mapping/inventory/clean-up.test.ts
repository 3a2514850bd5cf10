import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../../src/mapping/csv.ts';
import { cleanUpOf } from '../../../../src/mapping/inventory/clean-up.ts';
import {
  CLEAN_UP_CSV_HEADER,
  cleanUpTable,
  parseCleanUpCsv,
} from '../../../../src/mapping/inventory/clean-up-csv.ts';
import type { ChannelFacts, InventoryFacts } from '../../../../src/model/inventory.ts';
import { inventorySections } from '../../../../src/reports/inventory/sections.ts';
import {
  anInventory,
  aPerson,
  EMPTY_FACTS,
  INVENTORY_DAY_MS,
} from '../../../support/builders/inventory-builders.ts';

const daysAgo = (days: number): number => INVENTORY_DAY_MS - days * 86_400_000;

const channel = (id: string, over: Partial<ChannelFacts> = {}): ChannelFacts => ({
  ...{ id, type: 'O', team: 'tokyo', name: id, displayName: id, isArchived: false, posts: 10 },
  ...{ lastPostMs: daysAgo(3), createAtMs: daysAgo(900), fileBytes: 500 },
  ...over,
});

const proposed = (facts: Partial<InventoryFacts>, withText = false) =>
  cleanUpOf({ ...EMPTY_FACTS, ...facts }, INVENTORY_DAY_MS, withText);

const kindsOf = (facts: Partial<InventoryFacts>) =>
  proposed(facts).proposals.map(({ kind, id }) => [kind, id]);

describe('proposals to clean up', () => {
  it('are channels in which nobody wrote for more than 365 days, new and archived ones apart', () => {
    const channels = [
      channel('old', { lastPostMs: daysAgo(366) }),
      channel('kept', { lastPostMs: daysAgo(365) }),
      channel('never', { lastPostMs: undefined }),
      channel('new', { lastPostMs: undefined, createAtMs: daysAgo(10) }),
      channel('closed', { lastPostMs: daysAgo(800), isArchived: true }),
      channel('direct', { lastPostMs: daysAgo(800), type: 'D' }),
    ];
    expect(kindsOf({ channels })).toEqual([
      ['quiet-channel', 'old'],
      ['quiet-channel', 'never'],
    ]);
  });

  it('are people not seen for more than 90 days who would need a seat', () => {
    const people = [
      aPerson(91, { id: 'away' }),
      aPerson(90, { id: 'here' }),
      aPerson(undefined, { id: 'never' }),
      aPerson(500, { id: 'bot', isBot: true }),
      aPerson(500, { id: 'gone', isDeactivated: true }),
      aPerson(500, { id: 'guest', isGuest: true, channels: 1 }),
    ];
    expect(kindsOf({ people })).toEqual([
      ['inactive-person', 'away'],
      ['inactive-person', 'never'],
    ]);
  });

  it('are channels of a name whose people are all in the one that is used later', () => {
    const sameNamed = [
      [
        { channelId: 'dev1', userIds: new Set(['a', 'b']) },
        { channelId: 'dev2', userIds: new Set(['a', 'b', 'c']) },
        { channelId: 'dev3', userIds: new Set(['d']) },
        { channelId: 'dev4', userIds: new Set<string>() },
      ],
    ];
    const channels = [
      channel('dev1', { lastPostMs: daysAgo(40) }),
      channel('dev2'),
      channel('dev3', { lastPostMs: daysAgo(40) }),
      channel('dev4', { lastPostMs: daysAgo(40) }),
    ];
    expect(proposed({ channels, sameNamed }).proposals).toMatchObject([
      { kind: 'doubled-channel', id: 'dev1', name: 'tokyo/dev1', twin: 'tokyo/dev2', posts: 10 },
    ]);
  });

  it('propose no channel twice, and never both channels of a pair', () => {
    const people = new Set(['a']);
    const pair = ['x', 'y'].map((channelId) => ({ channelId, userIds: people }));
    const channels = [channel('x', { lastPostMs: daysAgo(400) }), channel('y')];
    expect(kindsOf({ channels, sameNamed: [pair, pair] })).toEqual([['quiet-channel', 'x']]);
    const lively = [channel('x', { lastPostMs: daysAgo(9) }), channel('y')];
    expect(kindsOf({ channels: lively, sameNamed: [pair, [...pair].reverse()] })).toEqual([
      ['doubled-channel', 'x'],
    ]);
  });

  it('name no private channel and none of its files unless texts were asked for', () => {
    const facts = {
      channels: [channel('p', { type: 'P', lastPostMs: daysAgo(400) })],
      largeFiles: {
        ...{ count: 1, sizeBytes: 2e8 },
        largest: [{ name: 'salaries.xlsx', channelId: 'p', sizeBytes: 2e8, createAtMs: 1 }],
      },
    };
    expect(JSON.stringify(proposed(facts))).not.toMatch(/tokyo\/p|salaries/);
    expect(JSON.stringify(proposed(facts, true))).toMatch(/tokyo\/p.*salaries/);
  });

  it('say in the report what they save: 2 seats of 1,050 JPY, posts and bytes', () => {
    const inventory = anInventory({
      people: [aPerson(91, { id: 'a' }), aPerson(100, { id: 'b' }), aPerson(1, { id: 'c' })],
      channels: [channel('old', { lastPostMs: daysAgo(400), posts: 1200, fileBytes: 3_000_000 })],
      largeFiles: { count: 2, sizeBytes: 350_000_000, largest: [] },
    });
    const section = inventorySections(inventory, 'en').find(({ id }) => id === 'cleanUp');
    expect(section?.rows.map((cells) => cells.slice(0, 5))).toEqual([
      ['Channels without posts for a year', '1', '1,200', '3.0 MB', ''],
      ['People not seen for 90 days', '2', '', '', '2,100 JPY'],
      ['Files of 100 MB and more', '2', '', '350.0 MB', ''],
    ]);
  });
});

describe('cleanup.csv', () => {
  const { proposals } = proposed({
    people: [aPerson(91, { id: 'u1', username: 'ann' })],
    channels: [channel('c1', { lastPostMs: daysAgo(400) })],
  });
  const file = (lines: readonly (readonly string[])[]): string =>
    [CLEAN_UP_CSV_HEADER, ...lines].map(csvLine).join('');
  const table = (...earlier: Parameters<typeof cleanUpTable>[2]) =>
    cleanUpTable(proposals, () => '', earlier);
  const withTake = (take: string): string =>
    file(table().map(([, ...cells], index) => [index === 0 ? take : '', ...cells]));

  it('takes nothing over by itself', () => {
    expect(table().map(([take]) => take)).toEqual(['', '']);
    expect(parseCleanUpCsv(file(table()), 'cleanup.csv')).toEqual([]);
  });

  it.each([
    ['yes', 'archive'],
    ['YES', 'archive'],
    ['skip', 'skip'],
  ])('takes %s for %s', (take, choice) => {
    expect(parseCleanUpCsv(withTake(take), 'cleanup.csv')).toMatchObject([{ id: 'c1', choice }]);
  });

  it('refuses another word with its line, and a line that is there twice', () => {
    expect(() => parseCleanUpCsv(withTake('maybe'), 'cleanup.csv')).toThrow(/"line":"2".*maybe/);
    const doubled = file([...table(), ...table()]);
    expect(() => parseCleanUpCsv(doubled, 'cleanup.csv')).toThrow(/line-repeated.*"line":"2"/);
  });

  it('keeps the answers of an earlier list, of what is no longer proposed too', () => {
    const gone = { line: 9, kind: 'quiet-channel', id: 'c9', name: 'x', choice: 'skip' } as const;
    const earlier = [...parseCleanUpCsv(withTake('skip'), 'cleanup.csv'), gone];
    const again = parseCleanUpCsv(file(table(...earlier)), 'cleanup.csv');
    expect(again.map(({ id, choice }) => [id, choice])).toEqual([
      ['c1', 'skip'],
      ['c9', 'skip'],
    ]);
  });
});

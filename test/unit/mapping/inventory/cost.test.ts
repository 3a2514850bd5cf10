import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveInventory } from '../../../../src/config/inventory.ts';
import type { InventoryYaml } from '../../../../src/config/inventory-schema.ts';
import { parseSettings } from '../../../../src/config/settings-file.ts';
import { type Cost, costOf } from '../../../../src/mapping/inventory/cost.ts';
import type { CostSums } from '../../../../src/mapping/inventory/cost-sums.ts';

const COUNTED = { active90: 58, billed28: 47 };
const costFor = (yaml: InventoryYaml): Cost => costOf(resolveInventory(yaml).cost, COUNTED);
const rounded = ({ once, month, months12, months36 }: CostSums): readonly number[] =>
  [once, month, months12, months36].map((sum) => Math.round(sum * 100) / 100);

type Costs = NonNullable<InventoryYaml['costs']>;

/** The figures of docs/configuration.md; every sum below was computed by hand. */
const SERVER = {
  ...({ name: 'server', every: 'month', amount: 273.44 } as const),
  ...{ currency: 'USD', rate: 146.28 },
};
const PROPOSAL: Costs = {
  hourlyRate: 6000,
  staying: [
    SERVER,
    { name: 'upgrades', every: 'once', times: 2, hours: 24 },
    { name: 'PostgreSQL', every: 'once', hours: 40 },
    { name: 'operating system', every: 'once', hours: 16 },
    { name: 'security', every: 'once', hours: 32 },
    { name: 'care', every: 'month', hours: 8 },
  ],
  incidents: [{ name: 'outage', people: 50, hours: 5, hourlyRate: 4000, perYear: 1 }],
  moving: [{ name: 'migration', every: 'once', hours: 40 }],
};

describe('the cost of the proposal', () => {
  const cost = costFor({ seats: 50, costs: PROPOSAL });

  it('of Slack is 52,500 JPY a month, 630,000 a year and 1,890,000 in three', () => {
    expect(rounded(cost.slack)).toEqual([0, 52_500, 630_000, 1_890_000]);
  });

  it.each([
    ['server', [0, 39_998.8, 479_985.64, 1_439_956.92]],
    ['upgrades', [288_000, 0, 288_000, 288_000]],
    ['PostgreSQL', [240_000, 0, 240_000, 240_000]],
    ['operating system', [96_000, 0, 96_000, 96_000]],
    ['security', [192_000, 0, 192_000, 192_000]],
    ['care', [0, 48_000, 576_000, 1_728_000]],
    ['outage', [0, 83_333.33, 1_000_000, 3_000_000]],
  ] as const)('of staying has its line for %s', (name, sums) => {
    const line = cost.staying?.lines.find((one) => one.name === name);
    expect(line === undefined ? undefined : rounded(line)).toEqual(sums);
  });

  it('adds up once, in a month and over 12 and 36', () => {
    expect(cost.staying === undefined ? undefined : rounded(cost.staying)).toEqual([
      ...[816_000, 171_332.14, 2_871_985.64, 6_983_956.92],
    ]);
    expect(rounded(cost.moving)).toEqual([240_000, 52_500, 870_000, 2_130_000]);
    expect(cost.staying?.isComplete).toBe(true);
  });
});

describe('the sample of docs/configuration.md', () => {
  it('is accepted and gives the sums of the proposal', () => {
    const page = readFileSync(
      new URL('../../../../docs/configuration.md', import.meta.url),
      'utf8',
    );
    const sample = /```yaml\n(inventory:\n[\s\S]*?)```/.exec(page)?.[1] ?? '';
    const { staying, moving } = costFor(parseSettings('sample.yaml', sample).inventory ?? {});
    expect(staying === undefined ? undefined : rounded(staying)).toEqual([
      ...[816_000, 171_332.14, 2_871_985.64, 6_983_956.92],
    ]);
    expect(rounded(moving)).toEqual([240_000, 52_500, 870_000, 2_130_000]);
  });
});

describe('break-even', () => {
  const breakEven = (costs: Costs) => costFor({ seats: 50, costs }).breakEven;

  it('of the proposal is at once, whatever care staying takes', () => {
    expect(breakEven(PROPOSAL)).toEqual({
      months: { when: 'at-once' },
      care: { when: 'always' },
      isComplete: true,
    });
  });

  it('of the bare server and its care is at 2.1 hours a month: 12,501.20 JPY by 6,000', () => {
    const { staying = [] } = PROPOSAL;
    const care = staying.filter(({ every }) => every === 'month');
    const bare = breakEven({ hourlyRate: 6000, staying: care });
    expect(bare.care).toEqual({ when: 'from', hours: 2.1 });
  });

  it.each([
    // 240,000 once against 60,000 - 52,500 = 7,500 saved a month.
    [240_000, 60_000, 0, { when: 'after', months: 32 }],
    // 300,000 less once, and 52,500 - 40,000 = 12,500 more a month.
    [0, 40_000, 300_000, { when: 'until', months: 24 }],
    [100, 52_500, 0, { when: 'never' }],
    [0, 52_499, 0, { when: 'never' }],
    [0, 52_500, 0, { when: 'at-once' }],
  ] as const)(
    'with %d once to move, %d a month and %d once to stay',
    (move, stayMonth, stayOnce, months) => {
      const costs: Costs = {
        moving: [{ name: 'move', every: 'once', amount: move }],
        staying: [
          { name: 'run', every: 'month', amount: stayMonth },
          { name: 'upgrade', every: 'once', amount: stayOnce },
        ],
      };
      expect(breakEven(costs).months).toEqual(months);
    },
  );

  it('after some months is the first month in which moving has cost no more', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(amount, amount, amount, (moveOnce, stayMonth, stayOnce) => {
        const cost = costFor({
          seats: 50,
          costs: {
            moving: [{ name: 'move', every: 'once', amount: moveOnce }],
            staying: [
              { name: 'run', every: 'month', amount: stayMonth },
              { name: 'upgrade', every: 'once', amount: stayOnce },
            ],
          },
        });
        const dearer = (month: number): boolean =>
          moveOnce + 52_500 * month > stayOnce + stayMonth * month;
        const { months } = cost.breakEven;
        if (months.when === 'after') {
          expect([dearer(months.months - 1), dearer(months.months)]).toEqual([true, false]);
        } else if (months.when === 'until') {
          expect([dearer(months.months), dearer(months.months + 1)]).toEqual([false, true]);
        } else {
          expect(
            [dearer(0), dearer(1), dearer(1e6)].every((is) => is === (months.when === 'never')),
          ).toBe(moveOnce !== stayOnce || months.when === 'at-once');
        }
      }),
    );
  });
});

describe('what is missing', () => {
  it('is named, counted in no sum, and marks the total', () => {
    const { staying, breakEven } = costFor({
      costs: {
        staying: [
          { name: 'nothing', every: 'month' },
          { name: 'empty', every: 'month', amount: null },
          { name: 'work', every: 'once', hours: 10 },
          { name: 'known', every: 'month', amount: 100 },
        ],
        incidents: [{ name: 'outage', people: 50 }],
      },
    });
    expect(staying?.lines.map(({ missing }) => missing)).toEqual([
      ['amount'],
      ['amount'],
      ['hourly-rate'],
      [],
      ['hours', 'per-year', 'hourly-rate'],
    ]);
    expect(staying).toMatchObject({ once: 0, month: 100, isComplete: false });
    expect(breakEven.isComplete).toBe(false);
  });

  it('is the whole side when no cost of staying is given, and then nothing is compared', () => {
    const cost = costFor({ seats: 50 });
    expect(cost.staying).toBeUndefined();
    expect(cost.breakEven).toMatchObject({
      months: { when: 'unknown' },
      care: { when: 'unknown' },
    });
  });

  it('is Slack’s price in another currency than that of the list', () => {
    const { slack, moving } = costFor({ currency: 'USD', seats: 50 });
    expect(slack).toMatchObject({ missing: ['seat-price'], month: 0 });
    expect(moving.isComplete).toBe(false);
  });
});

describe('the seats', () => {
  it('are those of the settings, else those counted, beside those whom Slack would bill', () => {
    expect(costFor({ seats: 7 }).seatCount).toEqual({ count: 7, from: 'settings', billed28: 47 });
    expect(costFor({}).seatCount).toEqual({ count: 58, from: 'counted', billed28: 47 });
  });
});

describe('settings of earlier versions', () => {
  it('are monthly lines at their common rate', () => {
    const { staying } = costFor({ running: { hosting: 100, hours: 50.5 }, runningRate: 150 });
    expect(staying?.lines.map(({ month }) => month)).toEqual([15_000, 7_575]);
    expect(staying).toMatchObject({ month: 22_575, months36: 812_700 });
  });
});

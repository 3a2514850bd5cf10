import { describe, expect, it } from 'vitest';
import { type CostSettings, costOf } from '../../../../src/mapping/inventory/cost.ts';

const SETTINGS: CostSettings = {
  seats: undefined,
  seatPrice: 1050,
  currency: 'JPY',
  running: {},
  runningRate: 1,
};

describe('the cost', () => {
  it('of 50 people is 52,500 JPY a month, 630,000 a year and 1,890,000 in three', () => {
    const { slack } = costOf(SETTINGS, 50);
    expect(slack).toMatchObject({ month: 52_500, months12: 630_000, months36: 1_890_000 });
  });

  it('is for as many people as the settings say, whoever was active', () => {
    expect(costOf({ ...SETTINGS, seats: 7 }, 50)).toMatchObject({ seats: 7 });
  });

  it('of staying is in the currency of the price', () => {
    const settings = { ...SETTINGS, running: { hosting: 100, hours: 50.5 }, runningRate: 150 };
    const { running, staying } = costOf(settings, 1);
    expect(running.map(({ month }) => month)).toEqual([15_000, 7_575]);
    expect(staying).toMatchObject({ month: 22_575, months36: 812_700 });
  });

  it('of staying is not known, and not nothing, when nobody said it', () => {
    expect(costOf(SETTINGS, 1).staying).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import {
  anInventory as inventoryOf,
  aPerson as person,
} from '../../../support/builders/inventory-builders.ts';

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

describe('seats', () => {
  it('are people without guests of one channel, whom Slack does not bill, and with all other guests', () => {
    const guest = (channels: number | undefined) => person(1, { isGuest: true, channels });
    const guests = [guest(0), guest(1), guest(2), guest(undefined)];
    expect(inventoryOf({ people: guests }).cost).toMatchObject({ seats: 2 });
  });

  it('are counted over 90 days, and those whom Slack would bill over 28', () => {
    const people = [0, 28, 29, 90, 91].map((days) => person(days));
    expect(inventoryOf({ people }).cost.seatCount).toEqual({
      ...{ count: 4, from: 'counted', billed28: 2 },
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Account,
  accountLine,
  addLeftOut,
  LEFT_OUT_REASONS,
  type LeftOutReason,
  type LeftOutTally,
  missingRows,
  unbalancedKinds,
} from '../../../src/mapping/account.ts';

function tallyOf(rows: Partial<Record<LeftOutReason, number>>): LeftOutTally {
  const tally: LeftOutTally = new Map();
  for (const reason of LEFT_OUT_REASONS) addLeftOut(tally, reason, rows[reason] ?? 0);
  return tally;
}

function accountWith(over: Partial<Account>): Account {
  const even = accountLine(0, 0, new Map());
  const all = {
    posts: even,
    users: even,
    channels: even,
    reactions: even,
    files: even,
    emoji: even,
  };
  return { ...all, ...over };
}

describe('a line of the account', () => {
  it('balances when every row is written or left out', () => {
    const line = accountLine(10, 6, tallyOf({ deleted: 3, 'edit-history': 1 }));
    expect(missingRows(line)).toBe(0);
    expect(line.leftOut).toEqual({ 'edit-history': 1, deleted: 3 });
  });

  it('counts missing rows, and surplus rows as negative', () => {
    expect(missingRows(accountLine(10, 6, tallyOf({ deleted: 3 })))).toBe(1);
    expect(missingRows(accountLine(10, 12, tallyOf({ deleted: 3 })))).toBe(-5);
  });

  it('lists reasons in one order, whatever order they came in', () => {
    const reverse: LeftOutTally = new Map();
    for (const reason of [...LEFT_OUT_REASONS].reverse()) addLeftOut(reverse, reason);
    expect(Object.keys(accountLine(0, 0, reverse).leftOut)).toEqual(LEFT_OUT_REASONS);
  });

  it('lists no reason that has no rows', () => {
    const tally: LeftOutTally = new Map();
    addLeftOut(tally, 'deleted', 0);
    expect(accountLine(1, 1, tally).leftOut).toEqual({});
  });

  it('adds up rows that come one by one', () => {
    const counts = fc.dictionary(fc.constantFrom(...LEFT_OUT_REASONS), fc.nat(50));
    fc.assert(
      fc.property(counts, fc.nat(1000), (leftOut, written) => {
        const tally: LeftOutTally = new Map();
        let total = 0;
        for (const [reason, rows] of Object.entries(leftOut)) {
          for (let row = 0; row < rows; row += 1) addLeftOut(tally, reason as LeftOutReason);
          total += rows;
        }
        expect(missingRows(accountLine(written + total, written, tally))).toBe(0);
      }),
    );
  });
});

describe('the account', () => {
  it('names the kinds whose equation does not hold', () => {
    const none: LeftOutTally = new Map();
    expect(unbalancedKinds(accountWith({}))).toEqual([]);
    const account = accountWith({
      files: accountLine(2, 1, none),
      posts: accountLine(1, 2, none),
    });
    expect(unbalancedKinds(account)).toEqual(['posts', 'files']);
  });
});

import { describe, expect, it } from 'vitest';
import { isCompareDue } from '../../../../src/commands/sync/pass.ts';
import { makeMemoryLedger } from '../../../support/slack/memory-ledger.ts';

const NOW_MS = 1_700_000_000_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function isDue(...comparedAt: readonly number[]): boolean {
  const ledger = makeMemoryLedger();
  for (const [index, comparedAtMs] of comparedAt.entries()) {
    ledger.move.setSyncMark(`c${index}`, { syncedToMs: 0, comparedAtMs });
  }
  const settings = { compareEveryMs: DAY_MS, overlapMs: 0, maxRemovals: 0 };
  return isCompareDue(ledger, settings, NOW_MS);
}

describe('comparing all ids', () => {
  it('is due when it never happened, or long ago', () => {
    expect(isDue()).toBe(true);
    expect(isDue(NOW_MS, 0)).toBe(true);
    expect(isDue(NOW_MS, NOW_MS - DAY_MS)).toBe(true);
  });

  it('is not due soon after it', () => {
    expect(isDue(NOW_MS, NOW_MS - HOUR_MS, NOW_MS + HOUR_MS)).toBe(false);
  });

  it('is due when a clock that was far ahead wrote when it happened', () => {
    for (const aheadMs of [DAY_MS, 365 * DAY_MS]) expect(isDue(NOW_MS + aheadMs)).toBe(true);
  });
});

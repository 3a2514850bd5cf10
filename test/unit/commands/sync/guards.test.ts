import { describe, expect, it } from 'vitest';
import { refuseOlderSource } from '../../../../src/commands/sync/guards.ts';
import { makeMemoryLedger } from '../../../support/slack/memory-ledger.ts';

const SYNCED_MS = Date.UTC(2026, 10, 29, 4, 14, 8);
const HOUR_MS = 3_600_000;

describe('a source whose latest change is older than the workspace', () => {
  const ledger = makeMemoryLedger();
  ledger.move.setSyncMark('dev', { syncedToMs: SYNCED_MS, comparedAtMs: 0 });

  it('is refused with both times and their time zone', () => {
    expect(() => refuseOlderSource(ledger, SYNCED_MS - 2 * HOUR_MS, HOUR_MS)).toFailWith(
      /is of 2026-11-29 02:14:08 UTC, but .* up to 2026-11-29 04:14:08 UTC: is it an older dump/,
    );
  });

  it('is read when it is older by no more than the overlap', () => {
    expect(() => refuseOlderSource(ledger, SYNCED_MS - HOUR_MS, HOUR_MS)).not.toThrow();
  });
});

import { describe, expect, it } from 'vitest';
import { keepRepair } from '../../../src/commands/workspace/session.ts';
import { REPAIRS } from '../../../src/model/encoding.ts';
import { makeMemoryLedger } from '../../support/slack/memory-ledger.ts';

const WRITES = { isWriting: true };

function filledLedger() {
  const ledger = makeMemoryLedger();
  const place = { channelId: 'c1', postId: '', slackChannel: 'C1', threadTs: '', fileId: '' };
  ledger.intend({ key: 'channel:c1', kind: 'channel', ...place, digest: '', atMs: 1, losses: [] });
  return ledger;
}

describe('the repair of texts in a workspace', () => {
  it.each(REPAIRS)('%s may be chosen anew while nothing was written', (repairEncoding) => {
    const ledger = makeMemoryLedger();
    for (const other of REPAIRS) keepRepair(ledger, { repairEncoding: other }, WRITES);
    keepRepair(ledger, { repairEncoding }, WRITES);
    expect(ledger.move.repairEncoding()).toBe(repairEncoding);
  });

  it('of a ledger that says nothing is none', () => {
    const ledger = filledLedger();
    expect(() => keepRepair(ledger, { repairEncoding: 'latin1' }, WRITES)).toFailWith(
      "source.repairEncoding is 'latin1', but 'none' in the ledger",
    );
    keepRepair(ledger, {}, WRITES);
    keepRepair(ledger, { repairEncoding: 'none' }, WRITES);
    expect(ledger.move.repairEncoding()).toBe('none');
  });

  it.each(REPAIRS)('%s is kept, and any other is refused by what writes or compares', (kept) => {
    const ledger = filledLedger();
    ledger.move.setRepairEncoding(kept);
    keepRepair(ledger, { repairEncoding: kept }, WRITES);
    for (const other of REPAIRS.filter((repair) => repair !== kept)) {
      for (const isWriting of [true, false]) {
        expect(() => keepRepair(ledger, { repairEncoding: other }, { isWriting })).toFailWith(
          `is '${other}', but '${kept}'`,
        );
      }
    }
    expect(ledger.move.repairEncoding()).toBe(kept);
  });
});

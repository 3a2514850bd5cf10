import { describe, expect, it } from 'vitest';
import { messageKey } from '../../../../src/importers/ledger/keys.ts';
import { intentOf, type Ledger } from '../../../../src/importers/ledger/ledger.ts';
import { uniteLedgers } from '../../../../src/importers/ledger/united.ts';
import { makeMemoryLedger } from '../../../support/slack/memory-ledger.ts';

const KEY = messageKey('post', 0);

function ledgerWith(state: 'intended' | 'done' | 'failed', slackChannel: string): Ledger {
  const ledger = makeMemoryLedger();
  const about = {
    key: KEY,
    kind: 'message',
    channelId: 'dev',
    postId: 'post',
    slackChannel,
  } as const;
  ledger.intend({ ...intentOf(about), atMs: 1 });
  if (state === 'done') ledger.complete(KEY, { ts: '1.000000' }, 2);
  if (state === 'failed') ledger.fail(KEY, 'no', 2);
  return ledger;
}

describe('several ledgers read as one', () => {
  it('have an action where one of them has it, done before any other state', () => {
    const [empty, intended, failed, done] = [
      makeMemoryLedger(),
      ledgerWith('intended', 'A'),
      ledgerWith('failed', 'B'),
      ledgerWith('done', 'C'),
    ];
    expect(uniteLedgers([empty, intended, failed, done]).get(KEY)?.slackChannel).toBe('C');
    expect(uniteLedgers([empty, intended, failed]).get(KEY)?.slackChannel).toBe('A');
    expect(uniteLedgers([empty, empty]).get(KEY)).toBeUndefined();
  });

  it('have the actions of all, in their order', () => {
    const ledgers = [ledgerWith('done', 'A'), ledgerWith('done', 'B')] as const;
    const united = uniteLedgers(ledgers);
    const channels = [...united.ofChannel('dev')].map(({ slackChannel }) => slackChannel);
    expect(channels).toEqual(['A', 'B']);
    expect(united.ofKind('message').map(({ slackChannel }) => slackChannel)).toEqual(['A', 'B']);
    expect([...united.losses()]).toEqual([]);
  });

  it('are the ledger itself when there is one', () => {
    const ledger = makeMemoryLedger();
    expect(uniteLedgers([ledger])).toBe(ledger);
  });
});

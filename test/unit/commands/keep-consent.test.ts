import { describe, expect, it } from 'vitest';
import {
  followConsent,
  keepConsent,
  requireConsent,
} from '../../../src/commands/workspace/keep-consent.ts';
import { makeConsent } from '../../../src/mapping/plan/consent.ts';
import { type ChannelType, channelId } from '../../../src/model/model.ts';
import { makeMemoryLedger } from '../../support/slack/memory-ledger.ts';

const DIRECT = { include: ['public', 'direct', 'group'] } as const;
const PUBLIC = { include: ['public', 'private'] } as const;

/** A ledger in which these conversations are in the workspace, as channels `C…` of the same names. */
function ledgerOf(...ids: readonly string[]) {
  const ledger = makeMemoryLedger();
  for (const id of ids) {
    const place = { channelId: id, postId: '', slackChannel: '', threadTs: '', fileId: '' };
    const key = `channel:${id}`;
    ledger.intend({ key, kind: 'channel', ...place, digest: '', atMs: 1, losses: [] });
    ledger.complete(key, { slackChannel: `C${id}` }, 2);
  }
  return ledger;
}

const types: Readonly<Record<string, ChannelType>> = {
  d1: 'direct',
  d2: 'direct',
  g1: 'group',
  p1: 'public',
};
const scope = (agreed: readonly string[] | undefined, gone: readonly string[] = []) => ({
  consent: agreed === undefined ? undefined : makeConsent(agreed.map(channelId)),
  workspace: {
    conversations: Object.entries(types).map(([id, type]) => ({
      channel: { id: channelId(id), type },
    })),
  },
  target: {
    channels: Object.keys(types)
      .map((id) => ({ id: `C${id}`, name: `name-of-${id}` }))
      .filter(({ id }) => !gone.includes(id)),
  },
});
const digest = (...ids: readonly string[]): string => makeConsent(ids.map(channelId)).digest;

describe('the list of consent of a workspace', () => {
  it('is recorded by what writes, and by nothing else', () => {
    const ledger = ledgerOf();
    keepConsent(ledger, DIRECT, scope(['d1']), false);
    expect(ledger.move.consent()).toBe('');
    keepConsent(ledger, DIRECT, scope(['d1']), true);
    expect(ledger.move.consent()).toBe(digest('d1'));
    requireConsent(ledger, DIRECT, scope(['d1']));
  });

  it.each([
    ['none', undefined, 'this run has none'],
    ['fewer', [], 'by another list'],
    ['more', ['d1', 'g1'], 'by another list'],
    ['others', ['d2'], 'by another list'],
  ])('is not exchanged for %s', (_name, agreed, problem) => {
    const ledger = ledgerOf('d1');
    ledger.move.setConsent(digest('d1'));
    for (const isWriting of [true, false]) {
      expect(() => keepConsent(ledger, DIRECT, scope(agreed), isWriting)).toFailWith(problem);
    }
    expect(() => requireConsent(ledger, DIRECT, scope(agreed))).toFailWith(problem);
    expect(ledger.move.consent()).toBe(digest('d1'));
    // A run of channels alone has nothing to do with it.
    keepConsent(ledger, PUBLIC, scope(undefined), true);
    expect(ledger.move.consent()).toBe(digest('d1'));
  });

  it('is refused where conversations were moved without it, until sync has listed them', () => {
    const ledger = ledgerOf('d1', 'g1', 'p1');
    expect(() => keepConsent(ledger, DIRECT, scope(['d1']), true)).toFailWith('(Cg1)');
    expect(ledger.move.consent()).toBe('');
    expect(followConsent(ledger, DIRECT, scope(['d1'])).map(({ slackId }) => slackId)).toEqual([
      'Cg1',
    ]);
    keepConsent(ledger, DIRECT, scope(['d1']), true);
  });

  it('may change in a sync, which finds what is there and was withdrawn', () => {
    const ledger = ledgerOf('d1', 'd2', 'g1', 'p1');
    ledger.move.setConsent(digest('d1', 'd2', 'g1'));
    const withdrawn = followConsent(ledger, DIRECT, scope(['d2'], ['Cg1']));
    // g1 was deleted by hand.
    expect(withdrawn).toEqual([{ channelId: 'd1', slackId: 'Cd1', slackChannel: 'name-of-d1' }]);
    expect(ledger.move.consent()).toBe(digest('d2'));
    expect(() => followConsent(ledger, DIRECT, scope(undefined))).toFailWith('this run has none');
    expect(followConsent(ledger, PUBLIC, scope(undefined))).toEqual([]);
  });
});

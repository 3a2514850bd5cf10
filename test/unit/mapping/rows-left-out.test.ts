import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccountScope, rowsLeftOut } from '../../../src/mapping/migration-account.ts';
import {
  type AttachedCount,
  channelId,
  type PostCount,
  type PostRowState,
} from '../../../src/model/model.ts';
import { someCounts } from '../../support/builders/source-counts.ts';

const MOVED = channelId('moved');
const STAYS = channelId('stays');
const GONE = channelId('gone');
const SCOPE: AccountScope = {
  known: new Set([MOVED, STAYS]),
  selected: new Set([MOVED]),
  skipped: new Set(),
  withoutConsent: new Set(),
};

const STATES = [
  'live',
  'no-id',
  'doubled-id',
  'edit-history',
  'deleted',
  'impossible-time',
  'outside-range',
] as const satisfies readonly PostRowState[];

const posts = (...list: readonly PostCount[]) =>
  Object.fromEntries(rowsLeftOut(someCounts({ posts: list }), SCOPE).posts);
const files = (...list: readonly AttachedCount[]) =>
  Object.fromEntries(rowsLeftOut(someCounts({ files: list }), SCOPE).files);

describe('the posts that no stream brings', () => {
  it.each([
    ['edit-history', { 'edit-history': 3 }],
    ['deleted', { deleted: 3 }],
    ['no-id', { 'no-id': 3 }],
    ['doubled-id', { 'doubled-id': 3 }],
    ['impossible-time', { 'impossible-time': 3 }],
    ['outside-range', { 'outside-range': 3 }],
    ['live', {}],
  ] as const)('of a selected channel, %s: %j', (state, expected) => {
    expect(posts({ channelId: MOVED, state, rows: 3 })).toEqual(expected);
  });

  it('belong to a channel that was not selected, whatever their state', () => {
    const list = STATES.map((state) => ({ channelId: STAYS, state, rows: 2 }));
    expect(posts(...list)).toEqual({ 'no-id': 2, 'doubled-id': 2, 'not-selected': 10 });
  });

  it('belong to a channel without a row, or to none', () => {
    const list = [GONE, undefined].map(
      (id) => ({ channelId: id, state: 'live', rows: 1 }) as const,
    );
    expect(posts(...list)).toEqual({ 'unknown-channel': 2 });
  });
});

describe('the files and reactions that no stream brings', () => {
  const attached = (over: Partial<AttachedCount>): AttachedCount => ({
    channelId: MOVED,
    own: 'live',
    post: 'live',
    rows: 4,
    ...over,
  });

  it.each([
    [{}, {}],
    [{ own: 'deleted' }, { deleted: 4 }],
    [{ own: 'no-id' }, { 'no-id': 4 }],
    [{ own: 'doubled-id', channelId: STAYS }, { 'doubled-id': 4 }],
    [{ post: 'doubled-id', channelId: undefined }, { 'post-left-out': 4 }],
    [{ own: 'detached', post: 'missing', channelId: undefined }, { detached: 4 }],
    [{ post: 'missing', channelId: undefined }, { 'post-missing': 4 }],
    [{ post: 'deleted' }, { 'post-left-out': 4 }],
    [{ post: 'outside-range' }, { 'post-left-out': 4 }],
    [{ channelId: STAYS, post: 'deleted' }, { 'not-selected': 4 }],
    [{ channelId: GONE }, { 'unknown-channel': 4 }],
    [{ own: 'deleted', channelId: STAYS }, { deleted: 4 }],
  ] satisfies [Partial<AttachedCount>, Record<string, number>][])('%j: %j', (over, expected) => {
    expect(files(attached(over))).toEqual(expected);
  });
});

describe('every row', () => {
  it('comes through a stream or is left out for one reason, never both', () => {
    const channel = fc.constantFrom(MOVED, STAYS, GONE, undefined);
    const post = fc.record({
      channelId: channel,
      state: fc.constantFrom(...STATES),
      rows: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(post), (list) => {
        const leftOut = [...rowsLeftOut(someCounts({ posts: list }), SCOPE).posts.values()];
        const brought = list.filter(({ channelId: id, state }) => id === MOVED && state === 'live');
        const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
        const total = sum(list.map(({ rows }) => rows));
        expect(sum(leftOut) + sum(brought.map(({ rows }) => rows))).toBe(total);
      }),
    );
  });
});

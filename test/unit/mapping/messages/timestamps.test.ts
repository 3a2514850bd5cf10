import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  makeTsIssuer,
  microsOf,
  partMicros,
  tsFromMicros,
} from '../../../../src/mapping/messages/timestamps.ts';
import { postId } from '../../../../src/model/model.ts';
import { A_TIME_MS, aPost, aPostRef } from '../../../support/builders/builders.ts';

describe('the ts of a post', () => {
  it('is seconds, a dot, the milliseconds of CreateAt and the rank among its ties', () => {
    const placed = { createAtMs: 1_680_485_400_123, tie: { rank: 7, count: 9 } };
    expect(tsFromMicros(partMicros(placed, 0))).toBe('1680485400.123007');
  });

  it('begins later behind more rows of one millisecond than it has microseconds', () => {
    const tie = { rank: 7, count: 9, behind: 1_300 };
    const placed = { createAtMs: 1_680_485_400_123, tie };
    expect(tsFromMicros(partMicros(placed, 0))).toBe('1680485400.124307');
    expect(tsFromMicros(partMicros(placed, 1))).toBe('1680485400.124526');
  });

  it('gives the further parts of a split post the slots after all ranks', () => {
    const first = { createAtMs: 1_000, tie: { rank: 0, count: 3 } };
    const last = { createAtMs: 1_000, tie: { rank: 2, count: 3 } };
    expect(tsFromMicros(partMicros(first, 1))).toBe('1.000003');
    expect(partMicros(first, 31)).toBeLessThan(partMicros(last, 1));
  });

  it('survives the way to micros and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8e15 }), (micros) => {
        expect(microsOf(tsFromMicros(micros))).toBe(micros);
      }),
    );
  });
});

describe('issuing ts in a channel', () => {
  const tied = (rank: number, count: number, createAtMs = A_TIME_MS) =>
    aPost({ id: postId(`post${createAtMs}-${rank}`), createAtMs, tie: { rank, count } });

  it('never repeats and never goes back, however many posts share a millisecond', () => {
    const instants = fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 1500 })), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(instants, (groups) => {
        const issuer = makeTsIssuer();
        let createAtMs = A_TIME_MS;
        let last = 0;
        for (const [gapMs, count] of groups) {
          createAtMs += gapMs + 1;
          for (let rank = 0; rank < count; rank += 1) {
            const micros = issuer.issue(tied(rank, count, createAtMs));
            expect(micros).toBeGreaterThan(last);
            last = micros;
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('gives replies the ts that a moved root was issued', () => {
    const issuer = makeTsIssuer();
    for (let rank = 0; rank < 1001; rank += 1) issuer.issue(tied(rank, 1001));
    const root = tied(0, 1, A_TIME_MS + 1);
    const micros = issuer.issue(root);
    expect(tsFromMicros(micros)).toBe(`${Math.floor(A_TIME_MS / 1000)}.124001`);
    expect(issuer.of(aPostRef({ id: root.id, createAtMs: A_TIME_MS + 1 }))).toBe(
      tsFromMicros(micros),
    );
  });

  it('knows the ts of a post that has not come yet', () => {
    const ref = aPostRef({ createAtMs: 5_000, tie: { rank: 1, count: 2 } });
    expect(makeTsIssuer().of(ref)).toBe('5.000001');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movesOf, WIDE_ROWS } from '../../../../src/exporters/posts/crowded.ts';
import { partMicros } from '../../../../src/mapping/messages/timestamps.ts';
import {
  partMicros as expectedPart,
  ruleMicros,
} from '../../../../src/mapping/verify/pair-archive.ts';

const ROWS_OF_MS = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 2, arbitrary: fc.integer({ min: 20, max: 60 }) },
  { weight: 1, arbitrary: fc.integer({ min: 900, max: 1_400 }) },
);
const FIRST_MS = 1_700_000_000_000;
const PARTS = [0, 1, 31];

async function placesOf(rows: readonly number[]): Promise<{
  readonly micros: readonly number[];
  readonly byVerify: readonly number[];
  readonly firsts: readonly number[];
}> {
  const sizes = new Map(rows.map((size, index) => [FIRST_MS + index, size]));
  const withMore = (least: number): readonly number[] =>
    [...sizes].filter(([, size]) => size >= least).map(([ms]) => ms);
  const moves = await movesOf(
    { crowded: withMore(1_001), wide: withMore(WIDE_ROWS) },
    {
      sizeOf: async (ms) => sizes.get(ms) ?? 0,
      between: async (fromMs, toMs) => withMore(1).filter((ms) => ms >= fromMs && ms <= toMs),
    },
  );
  const posts = [...sizes].flatMap(([createAtMs, count]) => {
    const { rows: behind = 0, parts: partsBehind = 0 } = moves.get(createAtMs) ?? {};
    const tie = { count, behind, partsBehind };
    return Array.from({ length: count }, (_, rank) => ({ createAtMs, tie: { ...tie, rank } }));
  });
  return {
    micros: posts.flatMap((post) => PARTS.map((part) => partMicros(post, part))),
    byVerify: posts.flatMap((post) =>
      PARTS.map((part) => (part === 0 ? ruleMicros(post) : expectedPart(post, part))),
    ),
    firsts: posts.map((post) => partMicros(post, 0)),
  };
}

describe('places in milliseconds with many rows', () => {
  it('are different for all messages of all posts, split ones too, in the order of time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ROWS_OF_MS, { minLength: 1, maxLength: 9 }), async (rows) => {
        const { micros, byVerify, firsts } = await placesOf(rows);
        expect(new Set(micros).size).toBe(micros.length);
        expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
        expect(byVerify).toEqual(micros);
      }),
      { numRuns: 40 },
    );
  });

  it('move nothing where nothing is in the way', async () => {
    const { firsts, micros } = await placesOf([WIDE_ROWS, 0, 5, 31, 31]);
    expect(firsts[WIDE_ROWS]).toBe((FIRST_MS + 2) * 1_000);
    expect(new Set(micros).size).toBe(micros.length);
  });
});

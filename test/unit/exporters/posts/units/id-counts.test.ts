import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countAtMost,
  IdCounter,
  type IdCounts,
} from '../../../../../src/exporters/posts/units/id-counts.ts';

const ID = fc.oneof(
  fc.stringMatching(/^[a-z0-9]{26}$/),
  fc.constantFrom('', 'a', 'A', 'a ', '\ufffd', 'ünï', '営業'),
  fc.string(),
);

function countsOf(ids: Iterable<string>, maxRows = 4_000_000): IdCounts {
  const counter = new IdCounter(maxRows);
  for (const id of ids) counter.add(id);
  return counter.counts();
}

function* numbered(name: string, count: number, divisor = 1): Generator<string> {
  for (let n = 0; n < count; n += 1) yield `${name}${Math.floor(n / divisor)}`;
}

describe('counts of ids', () => {
  it('are never too small, whatever the ids', () => {
    fc.assert(
      fc.property(fc.array(ID, { maxLength: 400 }), (ids) => {
        const counts = countsOf(ids);
        const exact = new Map<string, number>();
        for (const id of ids) exact.set(id, (exact.get(id) ?? 0) + 1);
        for (const [id, count] of exact) {
          expect(countAtMost(counts, id)).toBeGreaterThanOrEqual(count);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('are the same whatever the most rows that were expected, and never too small of more', () => {
    const ids = [...numbered('post', 1000, 3)];
    expect(countsOf(ids, 1000)).toEqual(countsOf(ids));
    const more = countsOf(numbered('post', 100_000, 2), 1000);
    const tooSmall = [...numbered('post', 100_000, 2)].filter((id) => countAtMost(more, id) < 2);
    expect(tooSmall).toEqual([]);
    expect(more.cells.length).toBe(64 * 1024);
  });

  it('are exact for most ids, and for most others 0', () => {
    const counts = countsOf(numbered('known', 50_000, 2));
    const some = Array.from({ length: 10_000 }, (_, n) => n);
    const right = some.filter((n) => countAtMost(counts, `known${n}`) === 2).length;
    const none = some.filter((n) => countAtMost(counts, `other${n}`) === 0).length;
    expect(right).toBeGreaterThan(9800);
    expect(none).toBeGreaterThan(9800);
  });

  it('stand for any number from 255 on', () => {
    const counts = countsOf(numbered('root', 300, 300));
    expect(countAtMost(counts, 'root0')).toBe(Number.POSITIVE_INFINITY);
  });

  it('take as much memory as their rows need and no more than 8 MiB, and are shared with threads', () => {
    expect(countsOf(['root']).cells.length).toBe(64 * 1024);
    expect(countsOf(numbered('post', 100_000)).cells.length).toBe(2 * 1024 * 1024);
    const { cells } = countsOf(numbered('post', 2_200_000));
    expect(cells.length).toBe(8 * 1024 * 1024);
    expect(structuredClone(cells).buffer).toBeInstanceOf(SharedArrayBuffer);
    cells[7] = 9;
    expect(structuredClone({ cells }).cells[7]).toBe(9);
  });
});

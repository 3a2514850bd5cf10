import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countAtMost,
  countId,
  newIdCounts,
} from '../../../../../src/exporters/posts/units/id-counts.ts';

const ID = fc.oneof(
  fc.stringMatching(/^[a-z0-9]{26}$/),
  fc.constantFrom('', 'a', 'A', 'a ', '\ufffd', 'ünï', '営業'),
  fc.string(),
);

describe('counts of ids', () => {
  it('are never too small, whatever the ids and however many for their size', () => {
    fc.assert(
      fc.property(fc.array(ID, { maxLength: 400 }), fc.nat({ max: 400 }), (ids, rows) => {
        const counts = newIdCounts(rows);
        const exact = new Map<string, number>();
        for (const id of ids) {
          countId(counts, id);
          exact.set(id, (exact.get(id) ?? 0) + 1);
        }
        for (const [id, count] of exact) {
          expect(countAtMost(counts, id)).toBeGreaterThanOrEqual(count);
        }
      }),
    );
  });

  it('are exact for most ids, and for most others 0', () => {
    const counts = newIdCounts(50_000);
    for (let n = 0; n < 50_000; n += 1) countId(counts, `known${n >> 1}`);
    const some = Array.from({ length: 10_000 }, (_, n) => n);
    const right = some.filter((n) => countAtMost(counts, `known${n}`) === 2).length;
    const none = some.filter((n) => countAtMost(counts, `other${n}`) === 0).length;
    expect(right).toBeGreaterThan(8500);
    expect(none).toBeGreaterThan(8500);
  });

  it('stand for any number from 255 on', () => {
    const counts = newIdCounts(10);
    for (let n = 0; n < 300; n += 1) countId(counts, 'root');
    expect(countAtMost(counts, 'root')).toBe(Number.POSITIVE_INFINITY);
  });

  it('take no more memory than 8 MiB, and are shared with threads', () => {
    const { cells } = newIdCounts(100_000_000);
    expect(cells.length).toBe(8 * 1024 * 1024);
    expect(structuredClone(cells).buffer).toBeInstanceOf(SharedArrayBuffer);
    cells[7] = 9;
    expect(structuredClone({ cells }).cells[7]).toBe(9);
  });
});

import { describe, expect, it } from 'vitest';
import { inList } from '../../../../src/exporters/database/database.ts';

describe('a list for IN', () => {
  it('is filled up with its last value to a power of two, so that few statements are prepared', () => {
    expect(inList(['a', 'b', 'c'])).toEqual({ marks: '?, ?, ?, ?', values: ['a', 'b', 'c', 'c'] });
    expect(inList(['a'])).toEqual({ marks: '?', values: ['a'] });
    const lengths = new Set<number>();
    for (let count = 1; count <= 1000; count += 1) {
      lengths.add(inList(Array.from({ length: count }, String)).values.length);
    }
    expect(lengths.size).toBe(11);
  });

  it('of nothing is refused: IN () is no SQL', () => {
    expect(() => inList([])).toFailWith('Expected at least one value for IN');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identified, identifiedRows, NO_DOUBLES } from '../../../src/exporters/ids.ts';

const row = fc.record({
  id: fc.constantFrom('', ' ', '   ', 'a', 'A', 'a ', 'b'),
  text: fc.constantFrom('x', 'y'),
});
const same = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

describe('a list of rows', () => {
  it('gives each id once, where its rows are equal, and never one whose rows differ', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
        const kept = identified(rows);
        for (const { id } of rows) {
          const all = rows.filter((other) => other.id === id);
          const isTold = id.trim() !== '' && all.every((other) => same(other, all[0] ?? other));
          expect(kept.filter((one) => one.id === id)).toEqual(isTold ? all.slice(0, 1) : []);
        }
      }),
    );
  });
});

describe('rows of a page', () => {
  it('are the same rows where nothing is wrong with them', () => {
    const rows = [{ id: 'a' }, { id: 'b' }];
    expect(identifiedRows(rows, ({ id }) => id, NO_DOUBLES)).toBe(rows);
  });

  it('come without those that have no id, and once for each doubled id that is equal', () => {
    const rows = ['a', 'a', 'b', 'b', '', ' ', 'c'].map((id) => ({ id }));
    const doubled = { united: new Set(['a']), ambiguous: new Set(['b']) };
    expect(identifiedRows(rows, ({ id }) => id, doubled).map(({ id }) => id)).toEqual(['a', 'c']);
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aroundDifference } from '../../../../../src/mapping/verify/csv/around.ts';

/** A surrogate without its other half. */
const HALF = /\p{Cs}/u;

const EMOJI = '😀';

it('shows both texts from 60 characters before their first difference to 60 after', () => {
  const same = 'a'.repeat(100);
  expect(aroundDifference(`${same}x${same}`, `${same}y`)).toEqual({
    source: `${'a'.repeat(60)}x${'a'.repeat(59)}`,
    target: `${'a'.repeat(60)}y`,
  });
});

it('shows whole characters alone, wherever the texts differ', () => {
  const text = fc.array(fc.constantFrom('a', EMOJI, '😁'), { maxLength: 200 });
  fc.assert(
    fc.property(text, text, text, (same, source, target) => {
      const before = same.join('');
      const shown = aroundDifference(before + source.join(''), before + target.join(''));
      expect(shown.source).not.toMatch(HALF);
      expect(shown.target).not.toMatch(HALF);
    }),
  );
});

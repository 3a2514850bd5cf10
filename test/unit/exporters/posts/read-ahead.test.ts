import { describe, expect, it } from 'vitest';
import { readAhead } from '../../../../src/exporters/posts/pages.ts';

/** Gives numbers, and notes what it was asked and whether it was ended. */
function source(last: number, failsAt = Number.POSITIVE_INFINITY) {
  const seen = { asked: 0, isEnded: false };
  async function* numbers(): AsyncGenerator<number, void> {
    try {
      for (let number = 1; number <= last; number += 1) {
        seen.asked = number;
        if (number === failsAt) throw new Error('cut');
        yield number;
      }
    } finally {
      seen.isEnded = true;
    }
  }
  return { seen, numbers: readAhead(numbers()) };
}

describe('reading ahead', () => {
  it('gives the same items in their order', async () => {
    const got: number[] = [];
    for await (const number of source(4).numbers) got.push(number);
    expect(got).toEqual([1, 2, 3, 4]);
  });

  it('has asked for the next item, and no further, while one is worked on', async () => {
    const { seen, numbers } = source(9);
    for await (const number of numbers) {
      await new Promise((resolve) => setImmediate(resolve));
      expect(seen.asked).toBe(Math.min(number + 1, 9));
    }
  });

  it('tells of a failure behind the items that came before it', async () => {
    const got: number[] = [];
    const { seen, numbers } = source(9, 3);
    const all = async (): Promise<void> => {
      for await (const number of numbers) {
        await new Promise((resolve) => setImmediate(resolve));
        got.push(number);
      }
    };
    await expect(all()).rejects.toFailWith('cut');
    expect(got).toEqual([1, 2]);
    expect(seen.isEnded).toBe(true);
  });

  it('ends the source when its consumer ends early, though the item ahead fails', async () => {
    for (const failsAt of [2, 99]) {
      const { seen, numbers } = source(9, failsAt);
      for await (const number of numbers) if (number === 1) break;
      expect(seen.isEnded).toBe(true);
    }
  });
});

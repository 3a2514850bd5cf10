import { describe, expect, it } from 'vitest';
import { inSlices } from '../../../../src/exporters/posts/pages.ts';

async function* pages(...sizes: readonly number[]): AsyncGenerator<readonly number[], void> {
  let next = 0;
  for (const size of sizes) yield Array.from({ length: size }, () => next++);
}

describe('pages in turns', () => {
  it('hold the same items in the same order, fewer at a time', async () => {
    const got: (readonly number[])[] = [];
    for await (const page of inSlices(pages(120, 0, 50, 1))) got.push(page);
    expect(got.map((page) => page.length)).toEqual([50, 50, 20, 50, 1]);
    expect(got.flat()).toEqual(Array.from({ length: 171 }, (_, index) => index));
  });

  it('let other work of the process go on within a page', async () => {
    let turns = 0;
    const seen: number[] = [];
    for await (const _ of inSlices(pages(150))) {
      seen.push(turns);
      setImmediate(() => {
        turns += 1;
      });
    }
    expect(seen).toEqual([0, 1, 2]);
  });

  it('end their source when the consumer ends early', async () => {
    let isEnded = false;
    async function* source(): AsyncGenerator<readonly number[], void> {
      try {
        yield [1, 2];
        yield [3];
      } finally {
        isEnded = true;
      }
    }
    for await (const _ of inSlices(source())) break;
    expect(isEnded).toBe(true);
  });
});

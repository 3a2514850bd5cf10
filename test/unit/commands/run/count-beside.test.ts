import { describe, expect, it } from 'vitest';
import { countBeside } from '../../../../src/commands/run/count-beside.ts';
import type { SourceCounts } from '../../../../src/model/model.ts';
import { someCounts } from '../../../support/builders/source-counts.ts';

async function* partsUntil(last: number, given: number[] = []): AsyncGenerator<number> {
  for (let part = 1; part <= last; part += 1) {
    given.push(part);
    yield part;
  }
}

async function takeAll(parts: AsyncIterable<number>): Promise<void> {
  for await (const _ of parts);
}

interface Counting {
  readonly counts: () => Promise<SourceCounts>;
  readonly end: (counts: SourceCounts) => void;
  readonly fail: (error: Error) => void;
}

/** Counts that are there, or fail, when a test says so. */
function counting(): Counting {
  let [end, fail]: [Counting['end'], Counting['fail']] = [() => undefined, () => undefined];
  const promise = new Promise<SourceCounts>((resolve, reject) => {
    [end, fail] = [resolve, reject];
  });
  return { counts: () => promise, end, fail };
}

describe('counting beside a pass over the source', () => {
  it('gives parts before the counts are there, and ends when they are', async () => {
    const { counts, end } = counting();
    const parts = countBeside({ counts })(partsUntil(2));
    expect([(await parts.next()).value, (await parts.next()).value]).toEqual([1, 2]);
    const last = parts.next();
    end(someCounts());
    expect(await last).toEqual({ done: true, value: undefined });
  });

  it('fails with the next part when the counts fail, and takes no further parts', async () => {
    const { counts, fail } = counting();
    const given: number[] = [];
    const parts = countBeside({ counts })(partsUntil(1_000, given));
    await parts.next();
    fail(new Error('the statement was stopped'));
    await expect(takeAll(parts)).rejects.toThrow('the statement was stopped');
    expect(given.length).toBeLessThan(5);
  });

  it('fails when the counts fail behind the last part', async () => {
    const { counts, fail } = counting();
    const parts = countBeside({ counts })(partsUntil(1));
    await parts.next();
    const last = parts.next();
    fail(new Error('the connection was lost'));
    await expect(last).rejects.toThrow('the connection was lost');
  });

  it('fails with the error of the pass, whatever becomes of the counts', async () => {
    async function* failing(): AsyncGenerator<number> {
      yield 1;
      throw new Error('a thread has ended');
    }
    const { counts, fail } = counting();
    const parts = countBeside({ counts })(failing());
    await expect(takeAll(parts)).rejects.toThrow('a thread has ended');
    fail(new Error('the connection was lost'));
    await expect(counts()).rejects.toThrow('the connection was lost');
  });
});

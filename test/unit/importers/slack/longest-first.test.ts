import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { longestFirst } from '../../../../src/importers/slack/longest-first.ts';

const items = [3, 9, 1, 7].map((remaining) => ({ remaining }));
const { signal } = new AbortController();
/** Lets everything else begin that can. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('work side by side', () => {
  it('begins with the longest, and does each once', async () => {
    const begun: number[] = [];
    await longestFirst(items, { concurrency: 1, signal }, async ({ remaining }) => {
      begun.push(remaining);
    });
    expect(begun).toEqual([9, 7, 3, 1]);
  });

  it('has never more at a time than it may, and as many as it may', async () => {
    let running = 0;
    let most = 0;
    await longestFirst(items, { concurrency: 3, signal }, async () => {
      running += 1;
      most = Math.max(most, running);
      await turn();
      running -= 1;
    });
    expect(most).toBe(3);
  });

  it('begins nothing after a failure, tells the others, waits for them, and throws the first', async () => {
    const begun: number[] = [];
    const ended: string[] = [];
    const work = longestFirst(items, { concurrency: 2, signal }, async ({ remaining }, stop) => {
      begun.push(remaining);
      if (remaining === 9) throw new Error('first failure');
      await wait(10_000, undefined, { signal: stop }).catch(async () => {
        await turn();
        ended.push('in good order');
      });
    });
    await expect(work).rejects.toFailWith('first failure');
    expect(begun).toEqual([9, 7]);
    expect(ended).toEqual(['in good order']);
  });

  it('ends with the reason of an abort', async () => {
    const controller = new AbortController();
    const begun: number[] = [];
    const work = longestFirst(
      items,
      { concurrency: 1, signal: controller.signal },
      async (item) => {
        begun.push(item.remaining);
        controller.abort(new Error('interrupted'));
      },
    );
    await expect(work).rejects.toFailWith('interrupted');
    expect(begun).toEqual([9]);
  });

  it('is done at once with nothing to do', async () => {
    await expect(
      longestFirst([], { concurrency: 4, signal }, async () => {}),
    ).resolves.toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TargetError } from '../../../../src/errors/errors.ts';
import { readPages } from '../../../../src/importers/slack/reading.ts';

const TOO_MANY = 200;

/** Reads pages of one item each; `nextOf` names the cursor behind a page, '' for the last. */
async function readAll(nextOf: (page: number) => string): Promise<readonly number[]> {
  let calls = 0;
  const seen: number[] = [];
  const client = {
    clockSkewMs: () => undefined,
    slackTimeMs: () => undefined,
    async call(_method: string, { cursor = '0' }: Readonly<Record<string, unknown>>) {
      calls += 1;
      if (calls > TOO_MANY) throw new Error('no end');
      const page = Number(cursor);
      const response_metadata = { next_cursor: nextOf(page) };
      return { body: { ok: true, messages: [page], response_metadata }, scopes: [] };
    },
  };
  const { signal } = new AbortController();
  const reading = { client, sleep: async () => {}, signal, pauseMs: 1 };
  const items = { key: 'messages', item: z.number() };
  for await (const item of readPages(reading, 'conversations.history', {}, items)) seen.push(item);
  return seen;
}

describe('pages of a method', () => {
  it('are read to the last, each once', async () => {
    const seen = await readAll((page) => (page === 40 ? '' : String(page + 1)));
    expect(seen).toEqual(Array.from({ length: 41 }, (_, page) => page));
  });

  it.each([1, 2, 3, 7])(
    'have an end though their cursors go round, %i at a time',
    async (round) => {
      const circle = readAll((page) => String(page === 20 + round - 1 ? 20 : page + 1));
      await expect(circle).rejects.toThrow(TargetError);
    },
  );
});

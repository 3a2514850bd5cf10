import { describe, expect, it } from 'vitest';
import { withoutLists } from '../../../../src/commands/verify/zip-bookmarks.ts';
import { archiveMessage } from '../../../../src/mapping/verify/archive-message.ts';
import type { ListPlace } from '../../../../src/mapping/verify/list-place.ts';
import { microsOfTs } from '../../../../src/mapping/verify/pair-archive.ts';

const PLACE: ListPlace = { beginMs: 5_000, lastPostMs: () => undefined, mayGoOn: false };

/** Reads posts and lists (`list` before the `ts`); gives the posts, and whether each list is in its place. */
async function read(messages: readonly string[], over: Partial<ListPlace> = {}) {
  const all = messages.map((text) => {
    const [ts = '', isList] = text.split(' ').reverse();
    const fields = isList === undefined ? { user: 'U1' } : { user: 'USLACKBOT', blocks: [{}] };
    return { message: archiveMessage({ ...fields, ts }), micros: microsOfTs(ts) };
  });
  const { messages: posts, lists } = withoutLists(
    {
      before: async () => all.splice(0),
      next: async () => all.shift(),
      wrongDayOf: () => undefined,
      reachesOn: false,
    },
    { ...PLACE, ...over },
  );
  const first = await posts.next(Number.POSITIVE_INFINITY);
  const rest = await posts.before(Number.POSITIVE_INFINITY);
  return {
    posts: [...(first === undefined ? [] : [first]), ...rest].map(({ message }) => message.ts),
    lists: lists().map(({ isInPlace }) => isInPlace),
  };
}

describe('the lists among the messages of a conversation', () => {
  it('are taken out, and are in their place behind the last message', async () => {
    expect(await read(['9.000001', '9.123000', 'list 9.123999'])).toEqual({
      posts: ['9.000001', '9.123000'],
      lists: [true],
    });
    expect((await read(['9.123999', 'list 9.124000'])).lists).toEqual([true]);
    expect((await read(['9.123000', 'list 9.123999', 'list 9.124000'])).lists).toEqual([
      ...[true, true],
    ]);
  });

  it('are so behind a post without a message, and where nothing is before them', async () => {
    const lastPostMs = () => 9_500;
    expect((await read(['9.123000', 'list 9.500999'], { lastPostMs })).lists).toEqual([true]);
    expect((await read(['list 5.000999'])).lists).toEqual([true]);
  });

  it.each([
    ['before another message', ['list 5.000999', '9.123000']],
    ['at another microsecond', ['9.123000', 'list 9.123998']],
    ['at another time', ['9.123000', 'list 9.200999']],
    ['at the begin of a day', ['9.123000', 'list 86400.000999']],
    ['at the time of a message', ['9.123999', 'list 9.123999']],
    ['apart from its first part', ['9.123000', 'list 9.123999', 'list 9.130999']],
  ])('are not %s', async (_, messages) => {
    expect((await read(messages)).lists).toContain(false);
  });

  it('may have posts of a later archive behind them', async () => {
    const many = { mayGoOn: true };
    expect((await read(['9.123000', 'list 9.123999', '10.000000'], many)).lists).toEqual([true]);
    expect((await read(['9.123000', 'list 9.200999'], many)).lists).toEqual([true]);
    expect((await read(['9.123000', 'list 9.200998'], many)).lists).toEqual([false]);
  });
});

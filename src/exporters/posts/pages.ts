import { setImmediate } from 'node:timers/promises';
import type { ChannelId } from '../../model/model.ts';
import type { ChannelPosts, TimeRange } from '../source.ts';
import { type PageReader, type PageStart, type PlacedRow, pageFrom } from './row-pages.ts';
import { startMs } from './rows.ts';

/**
 * Walks several ranges of a channel page by page and gives their rows in one (CreateAt, Id) order.
 * At most one page of each range is held.
 */
export async function* mergePages<R extends PlacedRow>(
  readers: readonly PageReader<R>[],
  channel: ChannelId,
  range: TimeRange,
  postsPerPage: number,
): AsyncGenerator<readonly R[]> {
  const cursors: Cursor<R>[] = [];
  for (const read of readers) {
    const cursor = new Cursor(read, channel, range);
    await cursor.fill();
    if (cursor.head !== undefined) cursors.push(cursor);
  }
  const [only, ...others] = cursors;
  if (only === undefined) return;
  if (others.length === 0) return yield* wholePages(only);
  yield* mergedPages(cursors, postsPerPage);
}

/** The usual case: a channel without deleted roots needs no merging row by row. */
async function* wholePages<R extends PlacedRow>(cursor: Cursor<R>): AsyncGenerator<readonly R[]> {
  while (cursor.head !== undefined) {
    yield cursor.takePage();
    await cursor.fill();
  }
}

async function* mergedPages<R extends PlacedRow>(
  cursors: readonly Cursor<R>[],
  postsPerPage: number,
): AsyncGenerator<readonly R[]> {
  let page: R[] = [];
  for (let next = earliest(cursors); next !== undefined; next = earliest(cursors)) {
    page.push(next.takeRow());
    await next.fill();
    if (page.length < postsPerPage) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

function earliest<R extends PlacedRow>(
  cursors: readonly Cursor<R>[],
): { takeRow(): R; fill(): Promise<void> } | undefined {
  let best: Cursor<R> | undefined;
  for (const cursor of cursors) {
    if (cursor.head === undefined) continue;
    if (best?.head === undefined || isBefore(cursor.head, best.head)) best = cursor;
  }
  return best;
}

function isBefore(a: PlacedRow, b: PlacedRow): boolean {
  return a.createAtMs < b.createAtMs || (a.createAtMs === b.createAtMs && a.id < b.id);
}

class Cursor<R extends PlacedRow> {
  readonly #read: PageReader<R>;
  readonly #channel: ChannelId;
  readonly #range: TimeRange;
  #page: readonly R[] = [];
  #next = 0;
  #start: PageStart | undefined;

  constructor(read: PageReader<R>, channel: ChannelId, range: TimeRange) {
    this.#read = read;
    this.#channel = channel;
    this.#range = range;
    this.#start = pageFrom(startMs(range));
  }

  /** The next row; undefined at the end, provided that fill() was called after the last take. */
  get head(): R | undefined {
    return this.#page[this.#next];
  }

  /** Reads pages, until one has a row, when the present one is used up. */
  async fill(): Promise<void> {
    while (this.#next >= this.#page.length && this.#start !== undefined) {
      const request = { channel: this.#channel, range: this.#range, start: this.#start };
      const { rows, next } = await this.#read(request);
      this.#page = rows;
      this.#next = 0;
      this.#start = next;
    }
  }

  takeRow(): R {
    const row = this.#page[this.#next];
    if (row === undefined) throw new RangeError('Expected a row to be left');
    this.#next += 1;
    return row;
  }

  takePage(): readonly R[] {
    this.#next = this.#page.length;
    return this.#page;
  }
}

/**
 * Yields the same items, asking for the next one while the consumer works on the last: the database reads while pages
 * are turned into messages. One item more is held. Ended early, it waits for what it asked for and ends the source.
 */
export async function* readAhead<Item>(
  source: AsyncGenerator<Item, void>,
): AsyncGenerator<Item, void> {
  let next = asked(source);
  try {
    for (;;) {
      const { done, value } = await next;
      if (done === true) return;
      next = asked(source);
      yield value;
    }
  } finally {
    await next.catch(() => undefined);
    await source.return();
  }
}

function asked<Item>(source: AsyncGenerator<Item, void>): Promise<IteratorResult<Item, void>> {
  const next = source.next();
  // Nobody may be waiting when it fails; whoever waits later still hears of it.
  next.catch(() => undefined);
  return next;
}

/** Items that are worked on before the process looks at its connections again. */
const ITEMS_A_TURN = 50;

/**
 * Yields the same items in smaller pages, with a turn of the event loop after each. Work on a whole page would leave
 * the database waiting, which needs a turn for every statement of the next one, and a signal unheard.
 */
export async function* inSlices<Item>(
  pages: AsyncIterable<readonly Item[]>,
): AsyncGenerator<readonly Item[], void> {
  for await (const page of pages) {
    for (let start = 0; start < page.length; start += ITEMS_A_TURN) {
      yield page.slice(start, start + ITEMS_A_TURN);
      await setImmediate();
    }
  }
}

/**
 * Yields posts with their channels unchanged; a turn of the event loop follows after every so many posts, in however
 * many parts.
 */
export async function* inTurns(
  parts: AsyncIterable<ChannelPosts>,
): AsyncGenerator<ChannelPosts, void> {
  let items = 0;
  for await (const { channel, posts } of parts) {
    for (let start = 0; start < posts.length; start += ITEMS_A_TURN) {
      const some =
        start === 0 && posts.length <= ITEMS_A_TURN
          ? posts
          : posts.slice(start, start + ITEMS_A_TURN);
      yield { channel, posts: some };
      items += some.length;
      if (items < ITEMS_A_TURN) continue;
      items = 0;
      await setImmediate();
    }
  }
}

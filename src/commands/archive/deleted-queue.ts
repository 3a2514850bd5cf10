import type { DeletedReading, FormerRow, TimeRange } from '../../exporters/source.ts';
import type { ChannelId, Post } from '../../model/model.ts';

/** A post, or a row of edit history and the post that it is of. */
export interface QueuedRow {
  readonly post: Post;
  readonly earlierOf: Pick<FormerRow, 'originalId' | 'original'> | undefined;
}

/** Rows that are handed on together. */
const ROWS_PER_PAGE = 250;

/** Deleted posts and rows of edit history of a channel, which wait for their turn. */
export class DeletedQueue {
  readonly channel: ChannelId;
  readonly #queues: readonly PageQueue[];

  constructor(
    source: Pick<DeletedReading, 'withdrawnPosts' | 'formerRows'>,
    channel: ChannelId,
    range: TimeRange,
  ) {
    this.channel = channel;
    this.#queues = [
      new PageQueue(plainRows(source.withdrawnPosts(channel, range))),
      new PageQueue(earlierRows(source.formerRows(channel, range))),
    ];
  }

  /** Takes those that were written before a time, in their order. */
  async before(ms: number): Promise<readonly QueuedRow[]> {
    const taken: QueuedRow[] = [];
    for (;;) {
      const next = await this.#first();
      if (next === undefined || next.row.post.createAtMs >= ms) return taken;
      taken.push(next.row);
      next.queue.take();
    }
  }

  /** Gives all that are left, page by page. */
  async *rest(): AsyncGenerator<readonly QueuedRow[], void> {
    let page: QueuedRow[] = [];
    for (let next = await this.#first(); next !== undefined; next = await this.#first()) {
      page.push(next.row);
      next.queue.take();
      if (page.length < ROWS_PER_PAGE) continue;
      yield page;
      page = [];
    }
    if (page.length > 0) yield page;
  }

  async #first(): Promise<{ readonly queue: PageQueue; readonly row: QueuedRow } | undefined> {
    let first: { readonly queue: PageQueue; readonly row: QueuedRow } | undefined;
    for (const queue of this.#queues) {
      const row = await queue.head();
      if (row !== undefined && (first === undefined || isBefore(row.post, first.row.post))) {
        first = { queue, row };
      }
    }
    return first;
  }
}

const isBefore = (a: Post, b: Post): boolean =>
  a.createAtMs < b.createAtMs || (a.createAtMs === b.createAtMs && a.id < b.id);

async function* plainRows(
  pages: AsyncIterable<readonly Post[]>,
): AsyncGenerator<readonly QueuedRow[], void> {
  for await (const page of pages) yield page.map((post) => ({ post, earlierOf: undefined }));
}

async function* earlierRows(
  pages: AsyncIterable<readonly FormerRow[]>,
): AsyncGenerator<readonly QueuedRow[], void> {
  for await (const page of pages) {
    yield page.map(({ post, ...earlierOf }) => ({ post, earlierOf }));
  }
}

/** The first row of pages that are read as they are needed. */
class PageQueue {
  readonly #pages: AsyncIterator<readonly QueuedRow[], void>;
  #page: readonly QueuedRow[] = [];
  #at = 0;
  #isDone = false;

  constructor(pages: AsyncGenerator<readonly QueuedRow[], void>) {
    this.#pages = pages;
  }

  async head(): Promise<QueuedRow | undefined> {
    while (!this.#isDone && this.#at >= this.#page.length) {
      const next = await this.#pages.next();
      if (next.done === true) this.#isDone = true;
      else {
        this.#page = next.value;
        this.#at = 0;
      }
    }
    return this.#page[this.#at];
  }

  take(): void {
    this.#at += 1;
  }
}

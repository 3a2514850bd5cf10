import type { ChannelPosts, PostUnit, Source, TimeRange } from '../../exporters/source.ts';
import { type ChannelId, type Post, placeMs } from '../../model/model.ts';

/** What deleted posts and earlier texts are read from. */
export type DeletedSource = Pick<Source, 'unitPosts' | 'withdrawnPosts' | 'formerTexts'>;

/** The posts of a unit with the deleted ones at their times, channel after channel. */
export async function* unitWithDeleted(
  source: DeletedSource,
  unit: PostUnit,
  range: TimeRange,
): AsyncGenerator<ChannelPosts, void> {
  const own = ownRange(unit, range);
  const waiting = [...unit.channels];
  let open: Withdrawn | undefined;
  async function* endUntil(channel: ChannelId | undefined): AsyncGenerator<ChannelPosts, void> {
    if (open !== undefined) yield* open.rest();
    open = undefined;
    for (;;) {
      const next = waiting.shift();
      if (next === undefined) return;
      open = new Withdrawn(source, next, own);
      if (next === channel) return;
      yield* open.rest();
      open = undefined;
    }
  }
  for await (const { channel, posts } of source.unitPosts(unit, range)) {
    if (open?.channel !== channel) yield* endUntil(channel);
    const merged: Post[] = [];
    for (const post of posts) {
      if (open !== undefined) merged.push(...(await open.before(placeMs(post))));
      merged.push(post);
    }
    yield { channel, posts: merged };
  }
  yield* endUntil(undefined);
}

function ownRange({ stretch }: PostUnit, { fromMs, toMs }: TimeRange): TimeRange {
  if (stretch === undefined) return { fromMs, toMs };
  return {
    fromMs: Math.max(fromMs ?? stretch.fromMs, stretch.fromMs),
    toMs: Math.min(toMs ?? stretch.toMs, stretch.toMs),
  };
}

/** Deleted posts of a channel, which wait for their turn. */
class Withdrawn {
  readonly channel: ChannelId;
  readonly #pages: AsyncIterator<readonly Post[]>;
  #page: readonly Post[] = [];
  #at = 0;
  #isDone = false;

  constructor(source: DeletedSource, channel: ChannelId, range: TimeRange) {
    this.channel = channel;
    this.#pages = source.withdrawnPosts(channel, range)[Symbol.asyncIterator]();
  }

  /** Takes those that were written before a time. */
  async before(ms: number): Promise<readonly Post[]> {
    const taken: Post[] = [];
    for (;;) {
      const next = await this.#next();
      if (next === undefined || next.createAtMs >= ms) return taken;
      taken.push(next);
      this.#at += 1;
    }
  }

  /** Gives all that are left, page by page. */
  async *rest(): AsyncGenerator<ChannelPosts, void> {
    while ((await this.#next()) !== undefined) {
      const posts = this.#page.slice(this.#at);
      this.#at = this.#page.length;
      yield { channel: this.channel, posts };
    }
  }

  async #next(): Promise<Post | undefined> {
    while (!this.#isDone && this.#at >= this.#page.length) {
      const { done, value } = await this.#pages.next();
      if (done === true) this.#isDone = true;
      else {
        this.#page = value;
        this.#at = 0;
      }
    }
    return this.#page[this.#at];
  }
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { userIdOf } from '../../../../fixtures/workspace/users.ts';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { openMattermost } from '../../../../src/exporters/mattermost.ts';
import type { PostUnit, Source, TimeRange } from '../../../../src/exporters/source.ts';
import { type ChannelId, channelId, type Post, placeMs } from '../../../../src/model/model.ts';
import { EVERYTHING, loadFixtures } from '../../../support/mattermost/fixture-source.ts';
import { addRandomThreads } from '../../../support/mattermost/random-threads.ts';
import { notEmpty } from '../../../support/not-empty.ts';
import { addressOf } from '../../../support/servers/address.ts';
import type { TestDatabase } from '../../../support/servers/databases.ts';

/** Threads that cross days, and milliseconds with many posts. */
const SHAPES = [
  { posts: 20, instants: 5, stepMs: 86_400_000 },
  { posts: 30, instants: 30, stepMs: 3_600_000 },
  { posts: 15, instants: 3, stepMs: 1 },
  { posts: 20, instants: 10, stepMs: 40_000_000 },
];
const RANDOM = SHAPES.map((shape, seed) => ({
  ...shape,
  seed,
  id: channelId(`unitthreads${seed}`.padEnd(26, '0')),
}));

/**
 * Rows of a unit, from one a unit to everything in one, and how many reactions or files, or bytes of rows, are held. In a
 * snapshot what hangs on posts is counted beforehand.
 */
const SIZES = [
  { postsPerPage: 6, maxAttachedRows: 2, hasSnapshot: false },
  { postsPerPage: 2, maxAttachedRows: 2, hasSnapshot: true },
  { postsPerPage: 1000, maxAttachedRows: 40_000, hasSnapshot: true },
  // Spans are cut until next to nothing is held at once, and in the middle of units.
  { postsPerPage: 1000, maxAttachedRows: 40_000, hasSnapshot: true, maxRowBytes: 0 },
  { postsPerPage: 1000, maxAttachedRows: 40_000, hasSnapshot: false, maxRowBytes: 3_000 },
  { postsPerPage: 7, maxAttachedRows: 40_000, hasSnapshot: true, maxRowBytes: 2_000 },
];

const RANGES: readonly TimeRange[] = [
  EVERYTHING,
  { fromMs: Date.UTC(2023, 3, 20), toMs: Date.UTC(2023, 4, 20) },
];

/** Of the root that a reply names only the place of the first message matters. */
function seen(post: Post): unknown {
  if (post.thread.kind !== 'reply') return post;
  const { root } = post.thread;
  const tie = { ...root.tie, count: 0 };
  return { ...post, thread: { ...post.thread, root: { ...root, tie } } };
}

describe.each(['mysql', 'postgres'] as const)('posts by unit on %s', (engine) => {
  let database: TestDatabase;
  const sources: Source[] = [];
  const open = async (
    options: Partial<(typeof SIZES)[number]> & { readonly postsPerPage: number },
  ): Promise<Source> => {
    const connection = await openDatabase(addressOf(database.readerUrl));
    const source = await openMattermost(connection, {
      ...{ hasSnapshot: false, longTextCharacters: 200 },
      ...options,
    });
    sources.push(source);
    return source;
  };
  let channels: readonly ChannelId[];
  beforeAll(async () => {
    database = await loadFixtures(engine, 'units');
    for (const { id, ...threads } of RANDOM) {
      await addRandomThreads(database, { ...threads, channelId: id, userId: userIdOf('suzuki') });
    }
    const source = await open({ postsPerPage: 1000, maxAttachedRows: 1000 });
    channels = [...(await source.channels()).map(({ id }) => id), ...RANDOM.map(({ id }) => id)];
  });
  afterAll(async () => {
    for (const source of sources) await source.close();
    await database.drop();
  });

  it.each(SIZES)('are those that look-ups by id give, %o', async (size) => {
    const source = await open(size);
    for (const range of RANGES) {
      const found = await byChannel(source, range);
      for (const channel of channels) {
        const posts = found.get(channel) ?? [];
        const live = await all(source.unknownPosts(channel, range, () => false));
        const given = posts.filter(({ deleteAtMs }) => deleteAtMs === undefined);
        expect(given.map(({ id }) => id).sort()).toEqual(live.map(({ id }) => id).sort());
        const places = posts.map((post) => placeMs(post) * 1000 + post.tie.rank);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        const ids = posts.map(({ id }) => id);
        const byId = new Map<string, Post>();
        for (const post of await source.postsOf(channel, range, ids)) byId.set(post.id, post);
        for (const post of posts) expect(seen(post)).toEqual(seen(byId.get(post.id) ?? post));
        expect(byId.size).toBe(ids.length);
      }
    }
  });

  it('are the same in units of every size, and in the order of their channels', async () => {
    const streams: unknown[] = [];
    for (const size of SIZES) {
      const source = await open(size);
      const found = await byChannel(source, EVERYTHING);
      expect([...found.keys()]).toEqual(channels.filter((channel) => found.has(channel)));
      streams.push([...found].map(([channel, posts]) => [channel, posts.map(seen)]));
    }
    for (const stream of streams.slice(1)) expect(stream).toEqual(streams[0]);
  });

  it('lie in the stretch of their unit, which begins with a day after a second without posts', async () => {
    const source = await open({ postsPerPage: 16, maxAttachedRows: 100 });
    const units = await source.divide(channels, EVERYTHING);
    const stretches = units.filter(({ stretch }) => stretch !== undefined);
    let lastMs = 0;
    for (const unit of notEmpty(stretches)) {
      const { fromMs = 0, toMs = 0 } = unit.stretch ?? {};
      const posts = (await partsOf(source, unit, EVERYTHING)).flatMap((part) => part.posts);
      for (const post of posts) {
        expect(placeMs(post)).toBeGreaterThanOrEqual(fromMs);
        expect(placeMs(post)).toBeLessThan(toMs);
      }
      if (fromMs > 1) {
        expect(fromMs % 86_400_000).toBe(0);
        expect(lastMs).toBeLessThan(fromMs - 1000);
      }
      lastMs = Math.max(0, ...posts.map(({ createAtMs }) => createAtMs));
    }
    expect(units.some(({ channels: packed }) => packed.length > 1)).toBe(true);
  });

  async function byChannel(
    source: Source,
    range: TimeRange,
  ): Promise<ReadonlyMap<ChannelId, readonly Post[]>> {
    const found = new Map<ChannelId, Post[]>();
    for (const unit of await source.divide(channels, range)) {
      for (const { channel, posts } of await partsOf(source, unit, range)) {
        found.set(channel, [...(found.get(channel) ?? []), ...posts]);
      }
    }
    return found;
  }
});

async function partsOf(source: Source, unit: PostUnit, range: TimeRange) {
  const parts: { channel: ChannelId; posts: readonly Post[] }[] = [];
  for await (const part of source.unitPosts(structuredClone(unit), range)) parts.push(part);
  return parts;
}

async function all(pages: AsyncIterable<readonly Post[]>): Promise<readonly Post[]> {
  const posts: Post[] = [];
  for await (const page of pages) posts.push(...page);
  return posts;
}

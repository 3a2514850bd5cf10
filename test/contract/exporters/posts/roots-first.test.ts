import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelIdOf } from '../../../../fixtures/workspace/channels.ts';
import { userIdOf } from '../../../../fixtures/workspace/users.ts';
import type { Source } from '../../../../src/exporters/source.ts';
import { mapPost } from '../../../../src/mapping/messages/map-post.ts';
import { partMicros } from '../../../../src/mapping/messages/timestamps.ts';
import { makeTsAssigner, tsOfMicros } from '../../../../src/mapping/verify/pair-archive.ts';
import { type ChannelId, channelId, type Post, type PostId } from '../../../../src/model/model.ts';
import { checkThreads, threadFacts } from '../../../support/archive/check-thread.ts';
import { aMessageContext } from '../../../support/builders/message-context.ts';
import { addBurst } from '../../../support/mattermost/burst.ts';
import {
  allPosts,
  EVERYTHING,
  loadFixtures,
  openFixtures,
} from '../../../support/mattermost/fixture-source.ts';
import { addRandomThreads, CHANGED_MS } from '../../../support/mattermost/random-threads.ts';
import type { TestDatabase } from '../../../support/servers/databases.ts';

/** Threads over hours and within milliseconds, with pages that cut through all of them. */
const SHAPES = [
  { posts: 3, instants: 2, stepMs: 1 },
  { posts: 12, instants: 1, stepMs: 1 },
  { posts: 30, instants: 3, stepMs: 1 },
  { posts: 40, instants: 5, stepMs: 86_400_000 },
  { posts: 60, instants: 60, stepMs: 3_600_000 },
];
const SEEDS = 6;
const PAGE = 7;

const CHANNELS = SHAPES.flatMap((shape, number) =>
  Array.from({ length: SEEDS }, (_, seed) => ({
    ...shape,
    seed: number * 100 + seed,
    id: channelId(`randomthreads${number}${seed}`.padEnd(26, '0')),
  })),
);

async function all(pages: AsyncIterable<readonly Post[]>): Promise<readonly Post[]> {
  const posts: Post[] = [];
  for await (const page of pages) posts.push(...page);
  return posts;
}

/** Replies that come before their roots, of which both are there. */
function early(posts: readonly Post[]): readonly PostId[] {
  const places = new Map(posts.map(({ id }, place) => [id, place]));
  return posts.flatMap(({ id, thread }, place) => {
    const root = thread.kind === 'reply' ? places.get(thread.root.id) : undefined;
    return root === undefined || root < place ? [] : [id];
  });
}

/** Where posts stand; of a root that a reply names, only its first message matters. */
const places = (posts: readonly Post[]) =>
  new Map(
    posts.map(({ id, tie, thread }) => {
      const root = thread.kind === 'reply' ? partMicros(thread.root, 0) : undefined;
      return [id, { tie, root, replies: thread.kind === 'root' ? thread.replies : [] }];
    }),
  );

describe.each(['mysql', 'postgres'] as const)('threads in any order of time, on %s', (engine) => {
  let database: TestDatabase;
  let source: Source;
  const streams = new Map<ChannelId, readonly Post[]>();
  const eachStream = (check: (posts: readonly Post[], channel: ChannelId) => void): void => {
    expect(streams.size).toBe(CHANNELS.length);
    for (const [channel, posts] of streams) check(posts, channel);
  };
  beforeAll(async () => {
    database = await loadFixtures(engine, 'roots_first');
    for (const { id, ...threads } of CHANNELS) {
      await addRandomThreads(database, { ...threads, channelId: id, userId: userIdOf('suzuki') });
    }
    source = await openFixtures(database, PAGE);
    for (const { id } of CHANNELS) streams.set(id, await allPosts(source, id));
  });
  afterAll(async () => {
    await source.close();
    await database.drop();
  });

  it('come with every post once and each root before its replies', async () => {
    const counted = (await source.counts(EVERYTHING)).posts.filter(({ state }) => state === 'live');
    const rows = new Map(counted.map(({ channelId: id, rows: live }) => [id, live]));
    let late = 0;
    eachStream((posts, channel) => {
      expect(new Set(posts.map(({ id }) => id)).size).toBe(posts.length);
      const live = posts.filter(({ deleteAtMs }) => deleteAtMs === undefined);
      expect(live).toHaveLength(rows.get(channel) ?? 0);
      expect(early(posts)).toEqual([]);
      late += posts.filter(({ tie }) => tie.rootMs !== undefined).length;
    });
    expect(late).toBeGreaterThan(50);
  });

  it('give each message a ts of its own, in the order of the stream, above that of its root', () => {
    eachStream((posts) => {
      const firsts = posts.map((post) => partMicros(post, 0));
      expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
      const parts = posts.flatMap((post) => [0, 1, 31].map((part) => partMicros(post, part)));
      expect(new Set(parts).size).toBe(parts.length);
      const context = aMessageContext();
      const messages = posts.flatMap((post) => mapPost(post, context).messages);
      expect([...checkThreads(messages.map((message) => threadFacts({ ...message })))]).toEqual([]);
    });
  });

  it('keep the millisecond of every post that is not older than its root, and its ts by verify', () => {
    eachStream((posts) => {
      const context = aMessageContext();
      const assigner = makeTsAssigner();
      for (const post of posts) {
        const { messages, losses } = mapPost(post, context);
        const expected = tsOfMicros(assigner.assign(post).micros);
        const isOlder =
          post.thread.kind === 'reply' && post.thread.root.createAtMs > post.createAtMs;
        expect(losses.some(({ code }) => code === 'reply_older_than_root')).toBe(isOlder);
        if (messages[0] !== undefined) expect(messages[0].ts).toBe(expected);
        if (!isOlder) expect(Math.floor(partMicros(post, 0) / 1000)).toBe(post.createAtMs);
      }
    });
  });

  it('have the same places in pages of another size, by their ids, and in a part of the channel', async () => {
    const other = await openFixtures(database, 1000);
    try {
      for (const [channel, posts] of streams) {
        const known = places(posts);
        const ids = posts.map(({ id }) => id);
        const inLargePages = await allPosts(other, channel);
        expect(inLargePages.map(({ id }) => id)).toEqual(ids);
        expect(places(inLargePages)).toEqual(known);
        expect(places(await other.postsOf(channel, EVERYTHING, ids))).toEqual(known);
        const fromMs = posts[Math.floor(posts.length / 3)]?.createAtMs;
        for (const { id, tie, thread } of await allPosts(other, channel, {
          fromMs,
          toMs: undefined,
        })) {
          if (thread.kind !== 'lost-reply') expect(tie).toEqual(known.get(id)?.tie);
        }
      }
    } finally {
      await other.close();
    }
  });

  it('have their roots before them among changes, many or few, and among what is not known', async () => {
    const crowded = await openFixtures(database, PAGE, 2);
    try {
      for (const [channel, posts] of streams) {
        const changed = await all(source.changedPosts(channel, EVERYTHING, CHANGED_MS));
        expect(early(changed)).toEqual([]);
        const wanted = posts.filter(({ updateAtMs }) => updateAtMs >= CHANGED_MS);
        const ids = new Set(changed.map(({ id }) => id));
        expect(ids.size).toBe(changed.length);
        expect(wanted.filter(({ id }) => !ids.has(id))).toEqual([]);
        expect(await all(crowded.changedPosts(channel, EVERYTHING, CHANGED_MS))).toEqual(changed);
        const isKnown = (id: PostId): boolean => id < 'm';
        const unknown = await all(source.unknownPosts(channel, EVERYTHING, isKnown));
        expect(early(unknown)).toEqual([]);
        const live = posts.filter(({ deleteAtMs }) => deleteAtMs === undefined);
        expect(new Set(unknown.map(({ id }) => id))).toEqual(
          new Set(live.filter(({ id }) => !isKnown(id)).map(({ id }) => id)),
        );
        expect(unknown.length).toBe(new Set(unknown.map(({ id }) => id)).size);
      }
    } finally {
      await crowded.close();
    }
  });

  it('have the same places behind a crowded millisecond where only those are read that are not known', async () => {
    const burst = channelId(channelIdOf('emptySupport'));
    await addBurst(database, { channelId: burst, userId: userIdOf('suzuki') });
    const large = await openFixtures(database, 1000);
    try {
      const known = places(await allPosts(large, burst));
      const moved = [...known.values()].filter(({ tie }) => tie.behind !== undefined);
      expect(moved.length).toBeGreaterThan(2);
      const isKnown = (id: PostId): boolean => !/[38]$/.test(id);
      const unknown = await all(large.unknownPosts(burst, EVERYTHING, isKnown));
      expect(unknown.some(({ tie }) => tie.behind !== undefined)).toBe(true);
      for (const { id, tie } of unknown) expect([id, tie]).toEqual([id, known.get(id)?.tie]);
    } finally {
      await large.close();
    }
  });

  it('are linked to by the ts that they have', async () => {
    const [channel, posts] = [...streams].at(-1) ?? [];
    const late = posts?.find(({ tie }) => tie.rootMs !== undefined);
    await database.run(
      `UPDATE Posts SET Message = 'https://chat.example.org/a/pl/${late?.id}' WHERE Id = '${posts?.[0]?.id}'`,
    );
    const other = await openFixtures(database);
    try {
      const [post] = await allPosts(other, channel ?? channelId(''));
      expect(post?.linked).toMatchObject([{ id: late?.id, tie: late?.tie, isReply: true }]);
    } finally {
      await other.close();
    }
  });
});

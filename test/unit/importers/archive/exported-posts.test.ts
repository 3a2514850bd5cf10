import { mkdir, readdir, readFile } from 'node:fs/promises';
import Database from 'libsql';
import { beforeEach, describe, expect, it } from 'vitest';
import { TargetError } from '../../../../src/errors/errors.ts';
import type {
  ExportedPost,
  ExportedPosts,
} from '../../../../src/importers/archive/exported-posts.ts';
import { openExportedPosts } from '../../../../src/importers/archive/exported-posts-sqlite.ts';
import { PostPacker } from '../../../../src/importers/archive/packed-posts.ts';
import { anExportedPost } from '../../../support/builders/exported-post.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const [DEV, SALES, EMPTY] = ['dev', 'sales', 'empty'].map((name) => name.padEnd(26, 'x'));
const idOf = (channelId: string, number: number): string =>
  `${channelId.slice(0, 3)}${String(number).padStart(23, '0')}`;

const postOf = (channelId: string, number: number): ExportedPost =>
  anExportedPost({
    postId: idOf(channelId, number),
    channelId,
    createAtMs: 1_000 + number,
    ...(number % 5 === 0
      ? { ts: '', leftOut: number % 10 === 0 ? 'deleted' : 'empty-message' }
      : { ts: `1.${String(number).padStart(6, '0')}`, leftOut: '' }),
  });
/** More than one page of ids, and more than one blob. */
const POSTS = [DEV, SALES].flatMap((channelId = '') =>
  Array.from({ length: 5_500 }, (_, number) => postOf(channelId, number + 1)),
);

let folder: ScratchFolder;
let path: string;
beforeEach(async () => {
  folder = await makeScratchFolder();
  path = folder.join('zip-posts.db');
  return () => folder.remove();
});

/** Ends a run: what it wrote is the record of the chain. */
async function keep(record: ExportedPosts): Promise<void> {
  await record.prepare('a.zip', []);
  await record.commit();
}

type Way = (record: ExportedPosts, posts: readonly ExportedPost[]) => void;
const oneByOne: Way = (record, posts) => {
  for (const post of posts) record.put(post);
};
const packedBy =
  (atOnce: number): Way =>
  (record, posts) => {
    const packer = new PostPacker();
    for (const [index, post] of posts.entries()) {
      packer.add(post);
      if (packer.count < atOnce && posts[index + 1]?.channelId === post.channelId) continue;
      const { count } = packer;
      record.putPacked(post.channelId, packer.take(), count);
    }
  };
const asked =
  (way: Way): Way =>
  (record, posts) => {
    way(record, posts.slice(0, 7_000));
    expect(record.get('nobody')).toBeUndefined();
    way(record, posts.slice(7_000));
  };
const WAYS: Readonly<Record<string, Way>> = {
  'one by one': oneByOne,
  'packed, thousands at once': packedBy(2_000),
  'packed, few at once': packedBy(37),
  'one by one, while it is read': asked(oneByOne),
  'packed, while it is read': asked(packedBy(999)),
  'both ways': (record, posts) => {
    oneByOne(record, posts.slice(0, 3_000));
    packedBy(500)(record, posts.slice(3_000, 9_000));
    oneByOne(record, posts.slice(9_000));
  },
};

describe.each(Object.entries(WAYS))('a record whose posts came %s', (_name, way) => {
  it('is read by the next run as it was written', async () => {
    const first = await openExportedPosts(path, false);
    way(first, POSTS);
    await keep(first);
    const next = await openExportedPosts(path, true);
    const [dev = '', empty = ''] = [DEV, EMPTY];
    const known = POSTS.filter(({ channelId }) => channelId === dev);
    expect([...next.idsOf(dev)]).toEqual(known.map(({ postId }) => postId));
    expect([...next.idsOf(empty)]).toEqual([]);
    for (const post of POSTS.filter((_, index) => index % 100 === 0)) {
      expect(next.get(post.postId)).toEqual(post);
    }
    expect(next.get(idOf(dev, 0))).toBeUndefined();
    expect([next.newestMs(dev), next.newestMs(empty)]).toEqual([6_500, undefined]);
    expect([next.hasTs(dev, '1.000001'), next.hasTs(dev, '1.000005')]).toEqual([true, false]);
    expect(next.hasTs(empty, '1.000001')).toBe(false);
    expect(Object.fromEntries(next.counts(dev))).toEqual({
      '': 4_400,
      deleted: 550,
      'empty-message': 550,
    });
    await next.discard();
  });

  it('loses and gets posts in the runs after it', async () => {
    const first = await openExportedPosts(path, false);
    way(first, POSTS);
    await keep(first);
    const [dev = ''] = [DEV];
    const second = await openExportedPosts(path, true);
    second.remove(idOf(dev, 1));
    second.putFurther(dev, ['1.900001', '1.900002', '1.900001']);
    way(second, [postOf(dev, 9_000), postOf(dev, 9_001)]);
    await keep(second);
    const third = await openExportedPosts(path, true);
    expect([...third.idsOf(dev)]).toEqual([
      ...POSTS.filter(({ channelId, postId }) => channelId === dev && postId !== idOf(dev, 1)).map(
        ({ postId }) => postId,
      ),
      idOf(dev, 9_000),
      idOf(dev, 9_001),
    ]);
    expect(third.get(idOf(dev, 9_001))).toEqual(postOf(dev, 9_001));
    // Messages of the archives, of which none may be issued again.
    const taken = ['1.000001', '1.900001', '1.900002', '1.900003'];
    expect(taken.map((ts) => third.hasTs(dev, ts))).toEqual([true, true, true, false]);
    expect(taken.map((ts) => third.hasTs(EMPTY ?? '', ts))).toEqual([false, false, false, false]);
    await third.discard();
  });
});

/** The record as versions 1 and 2 of it were written, with a row for each post. */
function writeOldRecord(version: number, posts: readonly ExportedPost[]): void {
  const database = new Database(path);
  database.exec(`
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE post (post_id TEXT NOT NULL, channel_id TEXT NOT NULL, create_at_ms INTEGER NOT NULL,
      ts TEXT NOT NULL, left_out TEXT NOT NULL, text TEXT NOT NULL, reactions TEXT NOT NULL,
      files TEXT NOT NULL, is_pinned INTEGER NOT NULL);
    INSERT INTO meta VALUES ('seen_to_ms', '1000'), ('options', '{"tables":"default"}');
    CREATE TABLE channel (channel_id TEXT PRIMARY KEY, listed TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE person (user_id TEXT PRIMARY KEY, listed TEXT NOT NULL) WITHOUT ROWID;
    CREATE UNIQUE INDEX post_by_id ON post (post_id);
    CREATE INDEX post_by_channel ON post (channel_id, ts);
    PRAGMA user_version = ${version};`);
  const insert = database.prepare('INSERT INTO post VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)');
  for (const { postId, channelId, createAtMs, ts, leftOut, digest } of posts) {
    const { text, reactions, files } = digest;
    insert.run(postId, channelId, createAtMs, ts, leftOut, text, reactions, files);
  }
  database.close();
}

describe('a record of another version', () => {
  it.each([1, 2])('goes on: version %i', async (version) => {
    const [dev = ''] = [DEV];
    writeOldRecord(version, [postOf(dev, 1)]);
    const next = await openExportedPosts(path, true);
    packedBy(1)(next, [postOf(dev, 2)]);
    expect(next.get(idOf(dev, 1))).toEqual(postOf(dev, 1));
    packedBy(1)(next, [postOf(dev, 3)]);
    await keep(next);
    const last = await openExportedPosts(path, true);
    expect([...last.idsOf(dev)]).toEqual([1, 2, 3].map((number) => idOf(dev, number)));
    await last.discard();
  });

  it.each([0, 5, 99])('is refused: version %i', async (version) => {
    writeOldRecord(version, []);
    const before = await readFile(path);
    await expect(openExportedPosts(path, true)).rejects.toThrow(TargetError);
    expect(await readFile(path)).toEqual(before);
  });
});

describe('the lists of a record', () => {
  const listed = (channelId: string, ...members: string[]) => ({
    channelId,
    slackName: channelId.toLowerCase(),
    isArchived: false,
    topic: 'a topic',
    purpose: '',
    members,
  });

  it('are put some channels at a time, and keep the others', async () => {
    const first = await openExportedPosts(path, false);
    first.putChannels(['b', 'a'], [listed('b', 'u1'), listed('a')]);
    first.putChannels(['c'], [listed('c', 'u1', 'u2')]);
    await keep(first);
    const next = await openExportedPosts(path, true);
    expect(next.channelIds()).toEqual(['a', 'b', 'c']);
    expect(next.channels(['c', 'nobody', 'a'])).toEqual([listed('c', 'u1', 'u2'), listed('a')]);
    next.putChannels(['a', 'b'], [listed('b', 'u3')]);
    expect(next.channels(next.channelIds())).toEqual([listed('b', 'u3'), listed('c', 'u1', 'u2')]);
    await next.discard();
  });

  it('are replaced as a whole where they are of people', async () => {
    const person = (userId: string) => ({
      userId,
      username: userId,
      fullName: '',
      isDeactivated: false,
    });
    const record = await openExportedPosts(path, false);
    record.putPeople([person('u1'), person('u2')]);
    record.putPeople([person('u3')]);
    expect(record.people()).toEqual([person('u3')]);
    await record.discard();
  });
});

it('says in a line that it cannot be prepared, and leaves nothing', async () => {
  const record = await openExportedPosts(path, false);
  await mkdir(folder.join('zip-posts.next.db/in-the-way'), { recursive: true });
  await expect(record.prepare('a.zip', [])).rejects.toThrow(TargetError);
  await record.discard();
  expect(await readdir(folder.path)).toEqual(['zip-posts.next.db']);
});

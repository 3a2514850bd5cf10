import { afterEach, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import type { Row } from '../../../../src/exporters/database/database.ts';
import { decodeRows } from '../../../../src/exporters/database/decode-rows.ts';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { readInventory } from '../../../../src/exporters/inventory/inventory.ts';
import type { Post } from '../../../../src/model/model.ts';
import { breakBytes } from '../../../support/damages/broken-bytes.ts';
import { allPosts, openFixtures } from '../../../support/mattermost/fixture-source.ts';
import { addressOf } from '../../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

let database: TestDatabase;
afterEach(() => database.drop());

async function readAll(): Promise<{
  readonly posts: readonly Post[];
  readonly broken: number | undefined;
}> {
  const source = await openFixtures(database, 7);
  const posts: Post[] = [];
  try {
    for (const { id } of await source.channels()) posts.push(...(await allPosts(source, id)));
  } finally {
    await source.close();
  }
  const { facts } = await readInventory({
    database: await openDatabase(addressOf(database.readerUrl)),
    store: undefined,
    todayMs: Date.UTC(2026, 0, 1),
    signal: new AbortController().signal,
  });
  return { posts, broken: facts.health.find(({ code }) => code === 'broken_characters')?.count };
}

/** The fixture workspace with '?' for every character that the encoding lacks. */
async function loadIn(encoding: string, lacks: RegExp): Promise<void> {
  database = await createDatabase('postgres', encoding.toLowerCase(), encoding);
  await loadWorkspace('postgres', '8.1', (sql) => database.run(sql.replace(lacks, '?')));
}

/** Every text that a query gives, and the same read through blocks. */
async function textsBothWays(): Promise<readonly [unknown, unknown]> {
  const connection = await openDatabase(addressOf(database.readerUrl));
  try {
    const sql = `SELECT p.Id, p.Message, p.Props, f.Name, c.Header FROM Posts p
      LEFT JOIN FileInfo f ON f.PostId = p.Id JOIN Channels c ON c.Id = p.ChannelId ORDER BY p.Id, f.Id`;
    await connection.beginSnapshot();
    const rows: Row[] = [];
    for await (const block of connection.blocks(sql)) rows.push(...decodeRows(block));
    return [rows, await connection.query(sql)];
  } finally {
    await connection.close();
  }
}

const NOT_IN_EUC_JP = /[^\0-\x7f\u3041-\u30fe\u4e00-\u9fa0、。「」]/gu;

const textsOf = (posts: readonly Post[]): readonly string[] =>
  posts.map(({ message, props, files, reactions }) =>
    JSON.stringify([message, props, files.map(({ name }) => name), reactions]),
  );

describe('a PostgreSQL database of another encoding', () => {
  it.each([
    ['EUC_JP', NOT_IN_EUC_JP, /[\u3041-\u3093]/],
    ['LATIN1', /[^\0-\x7f\xa0-\xff]/gu, /¥/],
  ])('%s is read as the same texts in UTF-8 are', async (encoding, lacks, some) => {
    await loadIn(encoding, lacks);
    const read = await readAll();
    await database.drop();
    await loadIn('UTF8', lacks);
    const inUtf8 = await readAll();
    expect(textsOf(read.posts)).toEqual(textsOf(inUtf8.posts));
    expect(textsOf(read.posts).join('')).toMatch(some);
    expect(read.posts.flatMap(({ faults }) => faults)).not.toContain('unreadable-character');
  });
});

describe.each(['SQL_ASCII', 'UTF8', 'EUC_JP'])('broken bytes in a database of %s', (encoding) => {
  it('are read as U+FFFD, and the post says so', async () => {
    database = await createDatabase('postgres', 'broken', encoding);
    const lacks = encoding === 'EUC_JP' ? NOT_IN_EUC_JP : /$^/g;
    await loadWorkspace('postgres', '8.1', (sql) => database.run(sql.replace(lacks, '?')));
    const before = await readAll();
    await breakBytes(database);
    const [blocks, query] = await textsBothWays();
    expect(JSON.stringify(query)).toContain('\ufffd');
    expect(blocks).toEqual(query);
    const after = await readAll();
    const isUnread = ({ faults }: Post): boolean => faults.includes('unreadable-character');
    expect(before.posts.filter(isUnread)).toEqual([]);
    expect(before.broken).toBe(0);
    expect(after.posts.length).toBe(before.posts.length);
    expect(after.posts.filter(isUnread).length).toBeGreaterThan(20);
    const [was, is] = [textsOf(before.posts), textsOf(after.posts)];
    const sound = after.posts.flatMap((post, index) => (isUnread(post) ? [] : [index]));
    expect(sound.map((index) => is[index])).toEqual(sound.map((index) => was[index]));
    const whole = (posts: readonly Post[]): readonly string[] =>
      textsOf(posts).map((text) => (text.includes('\ufffd') ? 'broken' : 'whole'));
    expect(after.posts.map((post) => (isUnread(post) ? 'broken' : 'whole'))).toEqual(
      whole(after.posts),
    );
  });
});

it('a JSON column of PostgreSQL that holds what no text may hold is read', async () => {
  database = await createDatabase('postgres', 'json_escapes');
  await loadWorkspace('postgres', '8.1', database.run);
  const [first] = (await readAll()).posts;
  await database.run(
    `ALTER TABLE posts ALTER COLUMN props TYPE json USING props::text::json;
     UPDATE posts SET props = '{"attachments":[{"text":"a\\u0000b \\ud800 \\ud83d\\ude00","\\udfff":1}]}'
     WHERE id = '${first?.id}'`,
  );
  const post = (await readAll()).posts.find(({ id }) => id === first?.id);
  expect(post?.props).toEqual({ attachments: [{ text: 'a\ufffdb \ufffd 😀', '\ufffd': 1 }] });
  expect(post?.faults).toEqual(['unreadable-character']);
});

it('bytes that MySQL keeps without a character set, or in one where each byte is a character, are read', async () => {
  database = await createDatabase('mysql', 'broken');
  await loadWorkspace('mysql', '8.1', database.run);
  const before = (await readAll()).posts;
  const broken = before.find(({ message }) => message !== '');
  await database.run(
    `ALTER TABLE Posts MODIFY Message LONGBLOB;
     UPDATE Posts SET Message = X'61FFE99662' WHERE Id = '${broken?.id}';
     ALTER TABLE Channels MODIFY Header BLOB;
     UPDATE Channels SET Header = X'80FF';
     UPDATE FileInfo SET Name = '';
     ALTER TABLE FileInfo MODIFY Name VARCHAR(256) CHARACTER SET latin1;
     UPDATE FileInfo SET Name = X'61FF93' WHERE Id <> ''`,
  );
  const [blocks, query] = await textsBothWays();
  expect(blocks).toEqual(query);
  const { posts } = await readAll();
  const changed = new Map(posts.map((post) => [post.id, post]));
  for (const post of before) {
    const now = changed.get(post.id);
    const isBroken = post.id === broken?.id;
    expect(now?.message).toBe(isBroken ? 'a\ufffd\ufffdb' : post.message);
    expect(now?.faults.includes('unreadable-character')).toBe(isBroken);
    const named = now?.files.filter(({ isLegacy }) => isLegacy !== true) ?? [];
    expect(named.map(({ name }) => name)).toEqual(named.map(() => 'aÿ“'));
  }
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { userIdOf } from '../../../../fixtures/workspace/users.ts';
import type { Database } from '../../../../src/exporters/database/database.ts';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { type ColumnOf, readTables } from '../../../../src/exporters/database/tables.ts';
import { readInventory } from '../../../../src/exporters/inventory/inventory.ts';
import { openMattermost } from '../../../../src/exporters/mattermost.ts';
import { type Engine, type PostId, userId } from '../../../../src/model/model.ts';
import { addressOf } from '../../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

const EVERYTHING = { fromMs: undefined, toMs: undefined };
const NOW_MS = Date.UTC(2026, 0, 1);

/** Collations that a column of ids gets in turn. Those of texts hold every character. */
const COLLATIONS = {
  mysql: {
    ids: [
      ['latin1', 'latin1_swedish_ci'],
      ['utf8mb3', 'utf8mb3_general_ci'],
      ['utf8mb4', 'utf8mb4_unicode_ci'],
      ['ascii', 'ascii_general_ci'],
      ['utf8mb4', 'utf8mb4_bin'],
      ['ucs2', 'ucs2_general_ci'],
      ['utf8mb4', 'utf8mb4_general_ci'],
    ],
    texts: [
      ['utf8mb4', 'utf8mb4_unicode_ci'],
      ['utf16', 'utf16_general_ci'],
      ['utf8mb4', 'utf8mb4_bin'],
      ['utf32', 'utf32_unicode_ci'],
      ['utf8mb4', 'utf8mb4_general_ci'],
    ],
  },
  postgres: ['"C"', '"und-x-icu"', '"POSIX"', '"ja-x-icu"', '"default"'],
} as const;

/** Gives every column of text another character set and collation than its neighbours have. */
async function mixCollations(admin: TestDatabase): Promise<number> {
  return admin.engine === 'mysql' ? await mixMysql(admin) : await mixPostgres(admin);
}

async function mixMysql(admin: TestDatabase): Promise<number> {
  const columns = await admin.run(
    `SELECT TABLE_NAME AS t, COLUMN_NAME AS c, COLUMN_TYPE AS type, IS_NULLABLE AS isNull, COLUMN_DEFAULT AS value
     FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND CHARACTER_SET_NAME IS NOT NULL
     AND COLUMN_NAME NOT LIKE '%Props' AND DATA_TYPE IN ('varchar', 'text', 'longtext', 'mediumtext')
     ORDER BY TABLE_NAME, ORDINAL_POSITION`,
  );
  for (const [index, { t, c, type, isNull, value }] of columns.entries()) {
    const { ids, texts } = COLLATIONS.mysql;
    const kinds = /Id$/.test(String(c)) ? ids : texts;
    const [charset, collation] = kinds[index % kinds.length] ?? ids[0];
    const rest = `${isNull === 'YES' ? 'NULL' : 'NOT NULL'} ${value === null ? '' : `DEFAULT ${value}`}`;
    await admin.run(
      `ALTER TABLE \`${t}\` MODIFY \`${c}\` ${type} CHARACTER SET ${charset} COLLATE ${collation} ${rest}`,
    );
  }
  return columns.length;
}

async function mixPostgres(admin: TestDatabase): Promise<number> {
  const columns = await admin.run(
    `SELECT c.relname AS t, a.attname AS c, format_type(a.atttypid, a.atttypmod) AS type
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND a.attcollation <> 0
     ORDER BY c.relname, a.attnum`,
  );
  for (const [index, { t, c, type }] of columns.entries()) {
    const collation = COLLATIONS.postgres[index % COLLATIONS.postgres.length];
    await admin.run(`ALTER TABLE ${t} ALTER COLUMN ${c} TYPE ${type} COLLATE ${collation}`);
  }
  return columns.length;
}

/** A list whose order the server chooses, in one order. */
const inOrder = (list: unknown): unknown =>
  Array.isArray(list) ? list.map((item) => JSON.stringify(item)).sort() : list;

async function inventoryOf(admin: TestDatabase, isMixed: boolean): Promise<unknown> {
  const { facts } = await readInventory({
    database: await openDatabase(addressOf(admin.readerUrl)),
    store: undefined,
    todayMs: NOW_MS,
    signal: new AbortController().signal,
  });
  const { storage, jsonAsText, ...rest } = facts;
  // MySQL tells the collation of each column, PostgreSQL that of the database alone.
  const collations = new Set(storage.map(({ collation }) => collation)).size;
  expect(admin.engine === 'mysql' && collations > 1).toBe(admin.engine === 'mysql' && isMixed);
  return { jsonAsText, ...rest, integrationPosts: inOrder([...rest.integrationPosts]) };
}

async function pagesOf<Row>(
  pages: (() => AsyncIterable<readonly Row[]>) | undefined,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of pages?.() ?? []) rows.push(...page);
  expect(rows).not.toEqual([]);
  return rows;
}

/** What every reading statement of the program gives. */
async function everythingOf(admin: TestDatabase, isMixed: boolean): Promise<unknown> {
  const database = await openDatabase(addressOf(admin.readerUrl));
  const options = {
    hasSnapshot: true,
    countsTables: true,
    postsPerPage: 7,
    longTextCharacters: 40,
    maxHeldChanges: 100,
  };
  const source = await openMattermost(database, options);
  try {
    const channels = await source.channels();
    const ids = channels.map(({ id }) => id);
    const posts: unknown[] = [];
    for (const id of ids) {
      const postIds: PostId[] = [];
      for await (const page of source.posts(id, EVERYTHING)) {
        posts.push(page);
        postIds.push(...page.map((post) => post.id));
      }
      for await (const page of source.changedPosts(id, EVERYTHING, 0)) posts.push(page);
      for await (const page of source.deletedPosts(id, 0)) posts.push(page);
      for await (const page of source.unknownPosts(id, EVERYTHING, () => false)) posts.push(page);
      if (postIds.length === 0) continue;
      posts.push(await source.postsOf(id, EVERYTHING, postIds));
      posts.push(await source.removedPosts(postIds));
      posts.push(await source.withdrawnAmong(postIds));
      const some = postIds.map((postId) => ({ id: postId, createAtMs: 0 }));
      posts.push([...(await source.formerTexts(id, some))]);
      for await (const page of source.formerRows(id, EVERYTHING)) posts.push(page);
      for await (const page of source.rowFacts(id, EVERYTHING)) posts.push(page);
      for await (const page of source.withdrawnPosts(id, EVERYTHING)) {
        posts.push(await source.withDeletedParts(page));
      }
    }
    return {
      posts,
      facts: await inventoryOf(admin, isMixed),
      channels,
      teams: await source.teams(),
      users: await source.users(),
      members: [...(await source.members(ids))],
      emoji: await source.customEmoji(),
      groups: await source.userGroups(),
      bookmarks: await source.bookmarks(),
      admins: await pagesOf(source.kept?.channelAdmins),
      favourites: await pagesOf(source.kept?.favourites),
      groupMembers: await pagesOf(source.kept?.groupMembers),
      counts: Object.values(await source.counts(EVERYTHING)).map(inOrder),
      rowCounts: inOrder(await source.rowCounts(EVERYTHING, [userId(userIdOf('sato'))])),
      orphans: await source.orphanPosts(10),
      changed: inOrder([...(await source.changedChannels(0))]),
      latest: await source.latestChangeMs(),
    };
  } finally {
    await source.close();
  }
}

/** How the server looks for the first column when it has the second. */
async function wayOf(admin: TestDatabase, known: ColumnOf, by: ColumnOf): Promise<string> {
  const database: Database = await openDatabase(addressOf(admin.readerUrl));
  try {
    const tables = await readTables(database);
    const [inner, outer] = [known, by].map(([table, alias]) => `${tables.name(table)} ${alias}`);
    if (database.engine === 'postgres') {
      // A small table is read whole for choice, not because the index cannot be used.
      for (const way of ['seqscan', 'hashjoin', 'mergejoin', 'material'])
        await database.query(`SET enable_${way} = off`);
    }
    const rows = await database.query(
      `EXPLAIN SELECT COUNT(*) FROM ${outer} LEFT JOIN ${inner} ON ${tables.match(known, by)} WHERE ${known[1]}.${known[2]} IS NULL`,
    );
    return rows.map((row) => row.join(' ')).join('\n');
  } finally {
    await database.close();
  }
}

/** Comparisons of two tables in the program's statements: the column that has an index first. */
const LOOKUPS: readonly (readonly [ColumnOf, ColumnOf])[] = [
  [
    ['Posts', 'p', 'Id'],
    ['Reactions', 'a', 'PostId'],
  ],
  [
    ['Posts', 'p', 'Id'],
    ['FileInfo', 'a', 'PostId'],
  ],
  [
    ['Posts', 'r', 'RootId'],
    ['Posts', 'p', 'Id'],
  ],
  [
    ['Posts', 'r', 'Id'],
    ['Posts', 'p', 'RootId'],
  ],
  [
    ['Channels', 'c', 'Id'],
    ['Posts', 'p', 'ChannelId'],
  ],
  [
    ['Users', 'u', 'Id'],
    ['Posts', 'p', 'UserId'],
  ],
  [
    ['Users', 'u', 'Id'],
    ['ChannelMembers', 'm', 'UserId'],
  ],
  [
    ['ChannelMembers', 'm', 'ChannelId'],
    ['Channels', 'c', 'Id'],
  ],
  [
    ['Bots', 'b', 'UserId'],
    ['Posts', 'p', 'UserId'],
  ],
  [
    ['Teams', 't', 'Id'],
    ['Channels', 'c', 'TeamId'],
  ],
];

const THROUGH_AN_INDEX: Readonly<Record<Engine, RegExp>> = {
  mysql: /\b(?:eq_ref|ref|ref_or_null|const) /,
  postgres: /Index (?:Only )?Scan[^\n]*\n\s*Index Cond/,
};

describe.each(['mysql', 'postgres'] as const)('columns of many collations, on %s', (engine) => {
  let admin: TestDatabase;
  beforeEach(async () => {
    admin = await createDatabase(engine, 'mixed');
    await loadWorkspace(engine, '8.1', admin.run);
  });
  afterEach(() => admin.drop());

  it('are read as those of one, by every statement', async () => {
    const before = await everythingOf(admin, false);
    expect(await mixCollations(admin)).toBeGreaterThan(50);
    expect(await everythingOf(admin, true)).toEqual(before);
  });

  it('are compared by the index of the column that is looked for', async () => {
    await mixCollations(admin);
    for (const [known, by] of LOOKUPS) {
      expect(await wayOf(admin, known, by), `${known} by ${by}`).toMatch(THROUGH_AN_INDEX[engine]);
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../fixtures/load.ts';
import { columnsOf, sqlName } from '../../../fixtures/schemas/schema.ts';
import { userIdOf } from '../../../fixtures/workspace/users.ts';
import { openDatabase } from '../../../src/exporters/database/open.ts';
import { openReader } from '../../../src/exporters/database/reader.ts';
import { readDatabaseRows } from '../../../src/exporters/database-rows.ts';
import { type DatabaseAccount, databaseAccount } from '../../../src/mapping/database/account.ts';
import { addressOf } from '../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../support/servers/databases.ts';

const SERVERS = [
  ['mysql', '5.37'],
  ['mysql', '8.1'],
  ['mysql', '10'],
  ['postgres', '5.37'],
  ['postgres', '8.1'],
  ['postgres', '10'],
  ['postgres', '11'],
] as const;

/** What the fixture workspace holds beside messages, by hand; those of later versions where the shape has them. */
const PARTS = {
  'saved-posts': 1,
  favourites: 1,
  'sidebar-categories': 1,
  'custom-status': 1,
  'thread-follows': 1,
  'user-groups': 1,
  'retention-policies': 1,
};
const LATER_PARTS = [
  ['Drafts', { drafts: 1 }],
  ['PropertyValues', { 'profile-attributes': 1, 'scheduled-posts': 1, bookmarks: 0 }],
] as const;

async function accountOf(database: TestDatabase): Promise<DatabaseAccount> {
  const connection = await openDatabase(addressOf(database.readerUrl));
  try {
    return databaseAccount(await readDatabaseRows(await openReader(connection)), false);
  } finally {
    await connection.close();
  }
}

describe.each(SERVERS)('the account of the fixture workspace on %s %s', (engine, shape) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(engine, `rows_${shape}`);
    await loadWorkspace(engine, shape, database.run);
  });
  afterAll(() => database.drop());
  const rowsOf = async (table: string, where = '1 = 1'): Promise<number> => {
    const [row] = await database.run(
      `SELECT COUNT(*) AS n FROM ${sqlName(engine, table)} WHERE ${where}`,
    );
    return Number(row?.['n']);
  };

  it('counts a view that stands for a table, as where secrets are hidden', async () => {
    const before = await accountOf(database);
    for (const table of ['Preferences', 'Users']) {
      const [view, hidden] = [sqlName(engine, table), sqlName(engine, `zz_${table}`)];
      await database.run(`ALTER TABLE ${view} RENAME TO ${hidden}`);
      await database.run(`CREATE VIEW ${view} AS SELECT * FROM ${hidden}`);
    }
    const { parts } = await accountOf(database);
    for (const table of ['Preferences', 'Users']) {
      const [view, hidden] = [sqlName(engine, table), sqlName(engine, `zz_${table}`)];
      await database.run(`DROP VIEW ${view}`);
      await database.run(`ALTER TABLE ${hidden} RENAME TO ${view}`);
    }
    expect(parts).toEqual(before.parts);
  });

  it('has a place for every table and column of the catalogue, with its rows', async () => {
    const { tables } = await accountOf(database);
    expect(tables.filter(({ place }) => place === 'unknown')).toEqual([]);
    expect(tables.filter(({ unknownColumns }) => unknownColumns.length > 0)).toEqual([]);
    for (const { table, rows, precision } of tables) {
      expect(columnsOf(engine, shape, table), table).toBeDefined();
      expect([table, rows, precision]).toEqual([table, await rowsOf(table), 'exact']);
    }
  });

  it('counts what people will miss', async () => {
    const { parts } = await accountOf(database);
    const later = LATER_PARTS.filter(([table]) => columnsOf(engine, shape, table) !== undefined);
    const counted = Object.fromEntries(parts.map(({ part, rows }) => [part, rows]));
    expect(counted).toMatchObject({
      ...PARTS,
      ...Object.assign({}, ...later.map(([, counts]) => counts)),
      'channel-admins': await rowsOf('ChannelMembers', 'SchemeAdmin = TRUE'),
      'team-admins': await rowsOf('TeamMembers', 'SchemeAdmin = TRUE'),
      'notification-settings': (await rowsOf('Users')) - 1,
    });
    expect(counted['channel-admins']).toBeGreaterThan(0);
  });
});

describe.each(['mysql', 'postgres'] as const)('the account of another server on %s', (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(engine, 'rows_other');
    await loadWorkspace(engine, '10', database.run);
    const numbers =
      engine === 'mysql' ? 'SELECT seq FROM seq_1_to_100001' : 'SELECT generate_series(1, 100001)';
    const odd = engine === 'mysql' ? '`od"d ``name`' : '"od""d `name"';
    await database.run(`CREATE TABLE my_plugin (n int)`);
    await database.run(`INSERT INTO my_plugin ${numbers}`);
    await database.run(`CREATE TABLE ${odd} (n int)`);
    await database.run(`INSERT INTO ${odd} VALUES (1), (2)`);
    await database.run(`ALTER TABLE ${sqlName(engine, 'Users')} ADD badge_number int`);
    await database.run('CREATE VIEW a_view AS SELECT n FROM my_plugin');
    const table = (name: string): string => sqlName(engine, name);
    await database.run(
      `UPDATE ${table('Channels')} SET BannerInfo = '{"enabled": true, "text": "移行中", "background_color": "#f00"}' WHERE Type = 'O'`,
    );
    await database.run(
      `UPDATE ${table('Channels')} SET BannerInfo = '{"enabled": false, "text": "before"}' WHERE Type = 'P'`,
    );
    await database.run(
      `UPDATE ${table('ChannelMembers')} SET NotifyProps = '{"mark_unread": "mention"}' WHERE UserId = '${userIdOf('sato')}'`,
    );
    if (engine === 'postgres') {
      await database.run('CREATE TABLE closed (n int)');
      await database.run(`REVOKE ALL ON closed FROM ${database.readerName}`);
      await database.run(`REVOKE ALL ON preferences FROM ${database.readerName}`);
    }
  });
  afterAll(() => database.drop());

  it('names tables and columns that it does not know, whatever their names, and no view', async () => {
    const { tables } = await accountOf(database);
    const unknown = tables.filter(({ place }) => place === 'unknown');
    const readable = unknown.filter(({ rows }) => rows !== undefined);
    expect(readable.map(({ table }) => table)).toEqual(['my_plugin', 'od"d `name']);
    expect(readable[1]).toMatchObject({ rows: 2, precision: 'exact' });
    expect(readable[0]?.precision).toMatch(/^(estimate|at-least)$/);
    expect(readable[0]?.rows).toBeGreaterThanOrEqual(100_000);
    const users = tables.find(({ table }) => table === 'Users');
    expect(users?.unknownColumns).toEqual(['badge_number']);
  });

  it('counts banners that are shown and channels that are muted', async () => {
    const { parts } = await accountOf(database);
    const counted = Object.fromEntries(parts.map(({ part, rows }) => [part, rows]));
    const rowsOf = async (from: string): Promise<number> =>
      Number((await database.run(`SELECT COUNT(*) AS n FROM ${from}`))[0]?.['n']);
    expect(counted).toMatchObject({
      'channel-banners': await rowsOf("Channels WHERE Type = 'O'"),
      'muted-channels': await rowsOf(`ChannelMembers WHERE UserId = '${userIdOf('sato')}'`),
    });
    expect(counted['channel-banners']).toBeGreaterThan(0);
    expect(counted['muted-channels']).toBeGreaterThan(0);
  });

  // MySQL hides what an account may not read.
  if (engine === 'postgres') {
    it('says what the account may not read, and goes on', async () => {
      const { tables, parts } = await accountOf(database);
      const closed = tables.filter(({ precision }) => precision === 'not-readable');
      expect(closed.map(({ table }) => table)).toEqual(['Preferences', 'closed']);
      expect(parts.find(({ part }) => part === 'saved-posts')?.precision).toBe('not-readable');
      expect(parts.find(({ part }) => part === 'sidebar-categories')?.rows).toBe(1);
    });
  }
});

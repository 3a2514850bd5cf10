import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { checkDatabase } from '../../../../src/commands/run/checks/database.ts';
import { SourceError } from '../../../../src/errors/errors.ts';
import type { Database } from '../../../../src/exporters/database/database.ts';
import {
  COLUMNS_OF_MOST_VERSIONS,
  COLUMNS_OF_OPTIONAL_TABLES,
  listColumns,
  NEEDED_COLUMNS,
} from '../../../../src/exporters/database/needed-columns.ts';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { readTables } from '../../../../src/exporters/database/tables.ts';
import { readInventory } from '../../../../src/exporters/inventory/inventory.ts';
import type { Engine } from '../../../../src/model/model.ts';
import { lineTexts } from '../../../../src/reports/notices.ts';
import { allPosts, EVERYTHING, openFixtures } from '../../../support/mattermost/fixture-source.ts';
import { addressOf } from '../../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

const NEEDED = listColumns({ ...NEEDED_COLUMNS, ...COLUMNS_OF_OPTIONAL_TABLES });

type Place = readonly [table: string, column: string, type: string];

/** Types that a tool may give a column, and with which a run would lose content or fail in its middle. */
const UNFIT: Readonly<Record<Engine, readonly Place[]>> = {
  mysql: [
    ['Posts', 'CreateAt', 'datetime(3)'],
    ['Posts', 'DeleteAt', 'timestamp NULL'],
    ['Users', 'DeleteAt', 'varchar(32)'],
    ['Reactions', 'DeleteAt', 'float'],
    ['ChannelMembers', 'SchemeAdmin', 'char(5)'],
    ['Emoji', 'Name', 'bigint'],
  ],
  postgres: [
    ['Posts', 'CreateAt', 'timestamp with time zone'],
    ['Posts', 'DeleteAt', 'text'],
    ['Users', 'DeleteAt', 'date'],
    ['Reactions', 'DeleteAt', 'real'],
    ['Posts', 'Id', 'bytea'],
    ['Channels', 'Id', 'uuid'],
    ['Users', 'Timezone', 'bytea'],
    ['ChannelMembers', 'SchemeAdmin', 'smallint'],
    ['Emoji', 'Name', 'bigint'],
  ],
};

const PADDED = [
  ...['Posts.Id', 'Posts.RootId', 'Posts.ChannelId', 'Posts.UserId', 'Posts.OriginalId'],
  ...['Users.Id', 'Channels.Id', 'Channels.TeamId', 'Teams.Id', 'ChannelMembers.UserId'],
  ...['FileInfo.Id', 'FileInfo.PostId', 'Reactions.PostId', 'Reactions.UserId'],
].map((place): Place => [...parted(place), 'char(60)']);

/** Types that mean the same to a run. */
const FIT: Readonly<Record<Engine, readonly Place[]>> = {
  mysql: [
    ...PADDED.filter(([, column]) => column !== 'UserId'),
    ['Posts', 'UserId', 'varbinary(60)'],
    ['Reactions', 'UserId', 'varchar(60) CHARACTER SET latin1'],
    ['Posts', 'CreateAt', 'bigint unsigned'],
    ['Posts', 'DeleteAt', 'decimal(20,3)'],
    ['Users', 'DeleteAt', 'double'],
    ['Posts', 'IsPinned', 'bit(1)'],
    ['PostsPriority', 'RequestedAck', 'char(1)'],
    ['Posts', 'Props', 'longblob'],
  ],
  postgres: [
    ...PADDED,
    ['Channels', 'Name', 'char(99)'],
    ['Posts', 'CreateAt', 'numeric'],
    ['Posts', 'DeleteAt', 'double precision'],
    ['Posts', 'IsPinned', 'bit(1) USING IsPinned::int::bit(1)'],
    ['PostsPriority', 'RequestedAck', 'smallint USING RequestedAck::int'],
    ['Posts', 'Props', 'json'],
    ['Users', 'Props', 'text'],
  ],
};

function parted(place: string): readonly [table: string, column: string] {
  const [table = '', column = ''] = place.split('.');
  return [table, column];
}

/** What stands for nothing in a column of a kind. */
const NONE: Readonly<Record<string, string>> = { text: "''", number: '0' };
/** Columns of keys, and of types that hold no empty text. */
const IN_KEYS =
  /\.Id$|^(?:ChannelMembers|Reactions|Bots|GroupMembers|PostsPriority|PostAcknowledgements|Preferences|Sidebar\w+|Systems)\.|^Channels\.Type$/;

/** What an inventory finds. */
async function inventoryOf(admin: TestDatabase): Promise<unknown> {
  const database = await openDatabase(addressOf(admin.readerUrl));
  const { signal } = new AbortController();
  const todayMs = Date.UTC(2026, 10, 29);
  const { facts, warnings } = await readInventory({ database, store: undefined, todayMs, signal });
  return { facts, warnings };
}

/** A column that an account may not read, and whether that keeps a run from reading everything. */
const HIDDEN = [
  ['Users', 'Password', false],
  ['Posts', 'RemoteId', false],
  ['Users', 'Email', true],
  ['Users', 'Timezone', true],
  ['Reactions', 'DeleteAt', true],
  ['Posts', 'Props', true],
] as const;

/** Statements that leave the reader all columns of a table but one, and that give it back. */
async function hidingStatements(
  { engine, readerName, url, run }: TestDatabase,
  table: string,
  hidden: string,
): Promise<{ readonly hide: readonly string[]; readonly show: readonly string[] }> {
  const isMysql = engine === 'mysql';
  const rows = await run(
    `SELECT column_name AS c FROM information_schema.columns
     WHERE table_schema = ${isMysql ? 'DATABASE()' : 'current_schema()'} AND LOWER(table_name) = '${table.toLowerCase()}'`,
  );
  const columns = rows
    .map(({ c }) => String(c))
    .filter((c) => c.toLowerCase() !== hidden.toLowerCase());
  const list = columns.join(', ');
  if (!isMysql) {
    const revoke = `REVOKE ALL ON ${table} FROM ${readerName}`;
    return {
      hide: [revoke, `GRANT SELECT (${list}) ON ${table} TO ${readerName}`],
      show: [revoke, `GRANT SELECT ON ${table} TO ${readerName}`],
    };
  }
  const database = new URL(url).pathname.slice(1);
  const reader = `${readerName}@'%'`;
  const tables = (await run('SHOW TABLES')).map((row) => String(Object.values(row)[0]));
  return {
    hide: [
      `REVOKE SELECT ON ${database}.* FROM ${reader}`,
      ...tables.map(
        (name) =>
          `GRANT SELECT ${name === table ? `(${list})` : ''} ON ${database}.\`${name}\` TO ${reader}`,
      ),
    ],
    show: [
      `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${reader}`,
      `GRANT SELECT ON ${database}.* TO ${reader}`,
    ],
  };
}

/** What ends the reading of everything. */
async function readingEnds(admin: TestDatabase): Promise<readonly string[]> {
  try {
    await contentOf(admin);
    return [];
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return lineTexts(error.lines, 'en');
  }
}

/** Everything that a run reads of a source. */
async function contentOf(admin: TestDatabase): Promise<unknown> {
  const source = await openFixtures(admin, 40);
  try {
    const channels = await source.channels();
    const posts = [];
    for (const { id } of channels) posts.push(...(await allPosts(source, id)));
    const members = await source.members(channels.map(({ id }) => id));
    const lists = [await source.teams(), await source.users(), await source.customEmoji()];
    const { posts: postCounts, files, reactions } = await source.counts(EVERYTHING);
    const counts = [...postCounts, ...files, ...reactions].map((count) => JSON.stringify(count));
    return { channels, posts, members, lists, counts: counts.sort() };
  } finally {
    await source.close();
  }
}

describe.each(['mysql', 'postgres'] as const)('columns on %s', (engine) => {
  let admin: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    admin = await createDatabase(engine, 'odd_columns');
    await loadWorkspace(engine, '10', admin.run, { priority: true });
    database = await openDatabase(addressOf(admin.readerUrl));
  });
  afterAll(async () => {
    await database.close();
    await admin.drop();
  });

  const quote = engine === 'mysql' ? '`' : '';
  const rename = (table: string, from: string, to: string) =>
    admin.run(
      `ALTER TABLE ${table} RENAME COLUMN ${quote}${from}${quote} TO ${quote}${to}${quote}`,
    );
  const retype = async ([table, column, type]: Place): Promise<void> => {
    const using = type.includes(' USING ') ? '' : ` USING ${column}::${type}`;
    await admin.run(
      engine === 'mysql'
        ? `ALTER TABLE ${table} MODIFY ${column} ${type}`
        : `ALTER TABLE ${table} ALTER COLUMN ${column} TYPE ${type}${using}`,
    );
  };
  const faults = async (): Promise<readonly string[]> => {
    try {
      await readTables(database);
      return [];
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      return lineTexts(error.lines, 'en');
    }
  };

  it('that every version has are missed by name, each of them', async () => {
    const tables = [...new Set(NEEDED.map(({ table }) => table))];
    const columnsOf = (table: string) => NEEDED.filter((one) => one.table === table);
    const rounds = Math.max(...tables.map((table) => columnsOf(table).length));
    const missed = new Set<string>();
    // A column of every table at a time.
    for (let round = 0; round < rounds; round += 1) {
      const gone = tables.flatMap((table) => columnsOf(table).slice(round, round + 1));
      for (const { table, column } of gone) await rename(table, column, 'elsewhere');
      const names = gone.map(({ table, column }) => `${table}.${column}`);
      expect(await faults()).toEqual([
        `these columns are missing or may not be read: ${names.join(', ')}`,
      ]);
      for (const { table, column } of gone) await rename(table, 'elsewhere', column);
      for (const name of names) missed.add(name);
    }
    expect(missed.size).toBe(NEEDED.length);
    expect(await faults()).toEqual([]);
  });

  it('that are missing are named together, and doctor says what to do', async () => {
    await rename('Posts', 'Props', 'Proporties');
    await rename('Users', 'Email', 'EMail2');
    const said = 'these columns are missing or may not be read: Users.Email, Posts.Props';
    expect(await faults()).toEqual([said]);
    const { checks } = await checkDatabase(addressOf(admin.readerUrl));
    const schema = checks.filter(({ id }) => id === 'schema');
    const lines = schema.flatMap(({ message, hints }) => lineTexts([message, ...hints], 'en'));
    expect(lines[0]).toBe(said);
    expect(lines.at(1)).toContain('an account that may read it all');
    await rename('Posts', 'Proporties', 'Props');
    await rename('Users', 'EMail2', 'Email');
  });

  it('that most versions have may be missing', async () => {
    for (const { table, column } of listColumns(COLUMNS_OF_MOST_VERSIONS)) {
      await rename(table, column, 'elsewhere');
      expect(await faults()).toEqual([]);
      await rename(table, 'elsewhere', column);
    }
  });

  it.each(UNFIT[engine])(
    'of a type that no run can read are refused: %s.%s as %s',
    async (...place) => {
      const [table, column, type] = place;
      await rename(table, column, 'elsewhere');
      await admin.run(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`);
      const bare = type.replace(/\(.*| NULL/, '');
      expect(await faults()).toEqual([
        expect.stringMatching(
          `they cannot be read for what they are: ${table}.${column} .${bare}.;`,
        ),
      ]);
      await admin.run(`ALTER TABLE ${table} DROP COLUMN ${column}`);
      await rename(table, 'elsewhere', column);
    },
  );

  it('that the account may not read are missed, and those of secrets are not needed', async () => {
    for (const [table, hidden, isMissed] of HIDDEN) {
      const { hide, show } = await hidingStatements(admin, table, hidden);
      for (const sql of hide) await admin.run(sql);
      const said = expect.stringContaining(`${table}.${hidden}`);
      expect(await readingEnds(admin)).toEqual(isMissed ? [said] : []);
      const { checks } = await checkDatabase(addressOf(admin.readerUrl));
      const state = checks.find(({ id }) => id === 'schema')?.state;
      expect([hidden, state]).toEqual([hidden, isMissed ? 'failure' : 'ok']);
      for (const sql of show) await admin.run(sql);
    }
    expect(await readingEnds(admin)).toEqual([]);
  });

  it("that hold NULL where Mattermost writes '' or 0 give the same content and inventory", async () => {
    const before = [await contentOf(admin), await inventoryOf(admin)];
    let changed = 0;
    for (const { table, column, kind } of NEEDED) {
      const none = NONE[kind];
      if (none === undefined || IN_KEYS.test(`${table}.${column}`)) continue;
      await admin.run(`UPDATE ${table} SET ${column} = NULL WHERE ${column} = ${none}`);
      changed += 1;
    }
    expect(changed).toBeGreaterThan(40);
    expect([await contentOf(admin), await inventoryOf(admin)]).toEqual(before);
  });

  it('of other types that hold the same give the same content', async () => {
    const before = await contentOf(admin);
    for (const place of FIT[engine]) await retype(place);
    expect(await contentOf(admin)).toEqual(before);
  });
});

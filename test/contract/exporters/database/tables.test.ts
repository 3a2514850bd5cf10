import { afterEach, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import type { Database } from '../../../../src/exporters/database/database.ts';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { readTables, type Tables } from '../../../../src/exporters/database/tables.ts';
import { openMattermost } from '../../../../src/exporters/mattermost.ts';
import type { Engine } from '../../../../src/model/model.ts';
import { lineTexts } from '../../../../src/reports/notices.ts';
import { addressOf } from '../../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

const ENGINES = ['mysql', 'postgres'] as const;
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function emptyDatabase(engine: Engine): Promise<TestDatabase> {
  const admin = await createDatabase(engine, 'tables');
  opened.push(() => admin.drop());
  return admin;
}

async function workspace(engine: Engine): Promise<TestDatabase> {
  const admin = await emptyDatabase(engine);
  await loadWorkspace(engine, '8.1', admin.run);
  return admin;
}

async function connect(admin: TestDatabase): Promise<Database> {
  const database = await openDatabase(addressOf(admin.readerUrl));
  opened.push(() => database.close());
  return database;
}

const tablesOf = async (admin: TestDatabase): Promise<Tables> => readTables(await connect(admin));

describe('table names on MySQL', () => {
  it('are quoted as the server spells them', async () => {
    const admin = await workspace('mysql');
    expect((await tablesOf(admin)).name('Posts')).toBe('`Posts`');
  });

  it('come with the index of the time of a channel, where the server has one and takes it', async () => {
    const admin = await workspace('mysql');
    const index = 'idx_posts_channelid_deleteat_createat';
    expect((await tablesOf(admin)).postsInTime('p')).toBe(`\`Posts\` p FORCE INDEX (\`${index}\`)`);
    await admin.run(`ALTER TABLE Posts ALTER INDEX ${index} IGNORED`);
    expect((await tablesOf(admin)).postsInTime('p')).toBe('`Posts` p');
    await admin.run(
      `ALTER TABLE Posts DROP INDEX ${index}, ADD INDEX \`a \`\`b\` (ChannelId, DeleteAt, CreateAt, Id)`,
    );
    expect((await tablesOf(admin)).postsInTime('p')).toBe('`Posts` p FORCE INDEX (`a ``b`)');
    await admin.run('ALTER TABLE Posts DROP INDEX `a ``b`, ADD INDEX short (ChannelId, DeleteAt)');
    expect((await tablesOf(admin)).postsInTime('p')).toBe('`Posts` p');
  });

  it('may be lower case, as a dump of a Windows or macOS server has them', async () => {
    const admin = await workspace('mysql');
    const names = (await admin.run('SHOW TABLES')).map((row) => String(Object.values(row)[0]));
    for (const name of names) {
      await admin.run(`RENAME TABLE \`${name}\` TO \`tmp_${name}\``);
      await admin.run(`RENAME TABLE \`tmp_${name}\` TO \`${name.toLowerCase()}\``);
    }
    const tables = await tablesOf(admin);
    expect(tables.name('ChannelMembers')).toBe('`channelmembers`');
    const source = await openMattermost(await connect(admin), {
      hasSnapshot: true,
      postsPerPage: 100,
      longTextCharacters: 4000,
    });
    expect(await source.users()).toHaveLength(15);
  });

  it("are Mattermost's own where another table differs in case alone", async () => {
    const admin = await workspace('mysql');
    await admin.run('CREATE TABLE posts (Id int, Stray int)');
    const tables = await tablesOf(admin);
    expect(tables.name('Posts')).toBe('`Posts`');
    expect(tables.has('Posts', 'Stray')).toBe(false);
  });
});

describe.each(ENGINES)('the schema on %s', (engine) => {
  const alter = (admin: TestDatabase, table: string, change: string) =>
    admin.run(`ALTER TABLE ${table} ${change}`);

  it('is known whatever the case of the question', async () => {
    const tables = await tablesOf(await workspace(engine));
    expect(tables.has('POSTS', 'channelid')).toBe(true);
    expect(tables.has('Posts', 'NoSuchColumn')).toBe(false);
    expect(tables.has('NoSuchTable')).toBe(false);
    expect(() => tables.name('NoSuchTable')).toFailWith('the database has no table NoSuchTable');
  });

  it('gives NULL for a column that it lacks', async () => {
    const tables = await tablesOf(await workspace(engine));
    expect(tables.columns('Posts', ['Id', 'ParentId', 'Message'])).toBe('Id, NULL, Message');
    expect(tables.columns('Posts', ['Id', 'ParentId'], 'p')).toBe('p.Id, NULL');
  });

  it('may lack a table that only some servers have', async () => {
    const admin = await workspace(engine);
    for (const table of ['Bots', 'Emoji', 'UserGroups', 'Systems']) {
      await admin.run(`DROP TABLE ${table}`);
    }
    const source = await openMattermost(await connect(admin), {
      hasSnapshot: true,
      postsPerPage: 100,
      longTextCharacters: 4000,
    });
    expect(await source.customEmoji()).toEqual([]);
    expect(await source.userGroups()).toEqual([]);
    const kinds = (await source.users()).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'bot')).toEqual([]);
    expect(await source.describe()).toMatchObject({ mattermostVersion: '', warnings: [] });
    expect((await source.counts({ fromMs: undefined, toMs: undefined })).emojiRows).toBe(0);
  });

  it('may lack columns that only some servers have', async () => {
    const admin = await workspace(engine);
    await alter(admin, 'Users', 'DROP COLUMN Timezone');
    await alter(admin, 'Users', 'DROP COLUMN RemoteId');
    await alter(admin, 'Reactions', 'DROP COLUMN DeleteAt');
    const source = await openMattermost(await connect(admin), {
      hasSnapshot: true,
      postsPerPage: 100,
      longTextCharacters: 4000,
    });
    const [user] = await source.users();
    expect(user).toMatchObject({ timezone: undefined, remoteId: '' });
    const counts = await source.counts({ fromMs: undefined, toMs: undefined });
    expect(new Set(counts.reactions.map(({ own }) => own))).toEqual(new Set(['live']));
  });

  it('is refused when a table is missing that every server has', async () => {
    const admin = await workspace(engine);
    await admin.run('DROP TABLE Reactions');
    await expect(tablesOf(admin)).rejects.toFailWith(
      'the database has no table Reactions: is this the whole Mattermost database?',
    );
  });

  it("is refused when it is not Mattermost's", async () => {
    const admin = await emptyDatabase(engine);
    await admin.run('CREATE TABLE wp_posts (id int)');
    await expect(tablesOf(admin)).rejects.toFailWith(/^this is not a Mattermost database/);
  });

  it('is refused when a needed table may not be read, which is named', async () => {
    const admin = await workspace(engine);
    await closeTable(admin, 'FileInfo');
    await expect(tablesOf(admin)).rejects.toFailWith(/no SELECT on (table )?fileinfo/i);
  });
});

describe('a table that not every server has and that may not be read', () => {
  it('is warned about on MySQL, which hides it', async () => {
    const admin = await workspace('mysql');
    await closeTable(admin, 'Emoji');
    const tables = await tablesOf(admin);
    expect(tables.has('Emoji')).toBe(false);
    expect(lineTexts(tables.warnings, 'en')).toContain(
      'table Emoji is not there or may not be read by this account: what it holds is not carried',
    );
  });

  it('is refused by PostgreSQL, where it is known to be there', async () => {
    const admin = await workspace('postgres');
    await closeTable(admin, 'Emoji');
    await expect(tablesOf(admin)).rejects.toFailWith(/no SELECT on table emoji/);
  });
});

/** Leaves the reader every table but one. */
async function closeTable(admin: TestDatabase, closed: string): Promise<void> {
  if (admin.engine === 'postgres') {
    await admin.run(`REVOKE SELECT ON ${closed} FROM ${admin.readerName}`);
    return;
  }
  const database = new URL(admin.url).pathname.slice(1);
  await admin.run(`REVOKE SELECT ON ${database}.* FROM ${admin.readerName}@'%'`);
  for (const row of await admin.run('SHOW TABLES')) {
    const table = String(Object.values(row)[0]);
    if (table === closed) continue;
    await admin.run(`GRANT SELECT ON ${database}.\`${table}\` TO ${admin.readerName}@'%'`);
  }
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { sqlName } from '../../../../fixtures/schemas/schema.ts';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { readInventory } from '../../../../src/exporters/inventory/inventory.ts';
import { addressOf } from '../../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

const TODAY_MS = Date.UTC(2026, 10, 29);
const STORED = {
  Repositories: {
    'acme/web': [
      {
        ChannelID: 'c1',
        CreatorID: 'u1',
        Features: 'pulls,issues',
        Flags: {},
        Repository: 'acme/web',
      },
      { ChannelID: 'c2', CreatorID: 'u2', Features: 'pushes', Flags: {}, Repository: '' },
    ],
    'acme/': null,
  },
};

/** What posts of services say, each with the service that it is of. */
const SAID = [
  ['Problem started at 10:00:01\nOriginal problem ID: 12', 'zabbix'],
  ['web #42 SUCCESS after 3 min (<http://jenkins.acme.example/job/web/42|Open>)', 'jenkins'],
  ['[FIRING:1] HighLoad host1', 'alertmanager'],
  ['件名: 定期報告', 'mail'],
  ['ALARM: "cpu" in Asia Pacific (Tokyo)', 'aws'],
  ['deployed', ''],
] as const;

describe.each(['mysql', 'postgres'] as const)('integrations, on %s', (engine) => {
  let database: TestDatabase;
  const name = (table: string): string => sqlName(engine, table);
  beforeAll(async () => {
    database = await createDatabase(engine, 'integrations');
    await loadWorkspace(engine, '8.1', database.run);
    const [bytes, text] = engine === 'mysql' ? ['mediumblob', 'longtext'] : ['bytea', 'text'];
    await database.run(
      `CREATE TABLE IF NOT EXISTS ${name('PluginKeyValueStore')} (${name('PluginId')} varchar(190) NOT NULL, ${name('PKey')} varchar(50) NOT NULL, ${name('PValue')} ${bytes}, ${name('ExpireAt')} bigint)`,
    );
    for (const [index, [message]] of SAID.entries()) {
      await database.run(
        `INSERT INTO ${name('Posts')} (Id, ChannelId, UserId, CreateAt, UpdateAt, EditAt, DeleteAt, OriginalId, RootId, Type, Message, Props)
         SELECT 'said${index}', ChannelId, UserId, CreateAt, UpdateAt, 0, 0, '', '', '', CAST('${message.replaceAll("'", "''")}' AS ${engine === 'mysql' ? 'char' : text}), '{"from_webhook":"true","webhook_display_name":"Said ${index}"}'
         FROM ${name('Posts')} WHERE Id = (SELECT MIN(Id) FROM ${name('Posts')} WHERE DeleteAt = 0)`,
      );
    }
  });
  afterAll(() => database.drop());

  async function facts() {
    const connection = await openDatabase(addressOf(database.readerUrl));
    const { signal } = new AbortController();
    return await readInventory({
      database: connection,
      store: undefined,
      todayMs: TODAY_MS,
      signal,
    });
  }

  async function store(value: string): Promise<void> {
    await database.run(`DELETE FROM ${name('PluginKeyValueStore')}`);
    const hex = Buffer.from(value).toString('hex');
    await database.run(
      `INSERT INTO ${name('PluginKeyValueStore')} (PluginId, PKey, PValue) VALUES ('github', 'subscriptions', ${engine === 'mysql' ? `X'${hex}'` : `'\\x${hex}'`})`,
    );
  }

  it('reads what the GitHub plugin posts where, and who asked for it', async () => {
    await store(JSON.stringify(STORED));
    const { facts: read, warnings } = await facts();
    const found = read.integrations.filter(({ kind }) => kind === 'github-subscription');
    expect(found).toMatchObject([
      { name: 'acme/web', channelId: 'c1', ownerId: 'u1', triggers: ['pulls', 'issues'] },
      { name: 'acme/web', channelId: 'c2', ownerId: 'u2', triggers: ['pushes'] },
    ]);
    expect(JSON.stringify(warnings)).not.toContain('github-plugin-unreadable');
  });

  it.each(['{"Repositories":', '[]', '{"Repositories":{"a/b":[{"ChannelID":7}]}}', '\\xff'])(
    'names a row of the plugin that it cannot read, and goes on: %s',
    async (value) => {
      await store(value);
      const { facts: read, warnings } = await facts();
      expect(JSON.stringify(warnings)).toContain('github-plugin-unreadable');
      expect(read.integrations.length).toBeGreaterThan(3);
    },
  );

  it('knows services by what their posts say', async () => {
    const { facts: read } = await facts();
    const said = SAID.map((_one, index) =>
      read.integrationPosts.find((one) => one.name === `Said ${index}`),
    );
    expect(said.map((one) => one?.service)).toEqual(SAID.map(([, service]) => service));
  });
});

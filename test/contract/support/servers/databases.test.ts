import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

describe.each(['mysql', 'postgres'] as const)('a test database on %s', (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(engine, 'support');
    await database.run('CREATE TABLE Posts (Id varchar(26) PRIMARY KEY, Message text)');
    await database.run("INSERT INTO Posts VALUES ('p1', 'こんにちは 🙂')");
  });
  afterAll(() => database.drop());

  it('holds Japanese text and emoji', async () => {
    const rows = await database.run('SELECT Message AS message FROM Posts');
    expect(rows).toEqual([{ message: 'こんにちは 🙂' }]);
  });

  it('lets its reader read and refuses it to write', async () => {
    const query = await readerQuery(database);
    expect(await query('SELECT COUNT(*) FROM Posts')).toBe('done');
    expect(await query("INSERT INTO Posts VALUES ('p2', '')")).toMatch(/denied/);
  });
});

/** Runs one statement as the reader: 'done', or the server's refusal. */
async function readerQuery(database: TestDatabase): Promise<(sql: string) => Promise<string>> {
  return async (sql) => {
    const close: (() => Promise<void>)[] = [];
    try {
      if (database.engine === 'mysql') {
        const connection = await createConnection(database.readerUrl);
        close.push(() => connection.end());
        await connection.query(sql);
      } else {
        const client = new Client({ connectionString: database.readerUrl });
        close.push(() => client.end());
        await client.connect();
        await client.query(sql);
      }
      return 'done';
    } catch (error) {
      return String(error);
    } finally {
      for (const end of close) await end();
    }
  };
}

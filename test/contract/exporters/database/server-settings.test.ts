import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { addressOf } from '../../../support/servers/address.ts';
import {
  createDatabase,
  createLooseDatabase,
  type TestDatabase,
} from '../../../support/servers/databases.ts';
import { type RunningServer, startMysqlServer } from '../../../support/servers/mysql-server.ts';
import { findServers } from '../../../support/servers/server-binaries.ts';

/*
 * What an administrator has set for every session, and what a run would take harm from.
 */

const TEXT = '絵文字 🎉 と café';

/** More than the server lets a session do nothing. */
const PAUSE_MS = 2_500;

async function readWith(database: TestDatabase, sql: string): Promise<readonly unknown[]> {
  const opened = await openDatabase(addressOf(database.readerUrl));
  try {
    await opened.beginSnapshot();
    await opened.query(sql);
    await sleep(PAUSE_MS);
    return (await opened.query(sql)).map((row) => row[0]);
  } finally {
    await opened.close();
  }
}

describe('settings of a server of MariaDB or MySQL', () => {
  let server: RunningServer;
  let database: TestDatabase;
  beforeAll(async () => {
    const { mysql } = await findServers(['mysql']);
    if (mysql === undefined) throw new Error('no server of MariaDB or MySQL');
    server = await startMysqlServer(mysql);
    database = await createLooseDatabase('mysql', server.url);
    await database.run(
      `CREATE TABLE texts (id INT, text CHAR(40)) CHARACTER SET utf8mb4;
       INSERT INTO texts VALUES (1, '${TEXT}'), (2, 'b'), (3, 'c')`,
    );
  });
  afterAll(() => server.stop());

  it.each([
    "init_connect = 'SET NAMES utf8mb3'",
    'sql_select_limit = 2',
    'max_join_size = 1',
    "sql_mode = 'PAD_CHAR_TO_FULL_LENGTH,ANSI_QUOTES'",
  ])('take nothing from a text or an answer, and add nothing: %s', async (setting) => {
    await database.run(`SET GLOBAL ${setting}; SET GLOBAL wait_timeout = 1`);
    const sql = 'SELECT a.text FROM texts a JOIN texts b ON a.id = b.id ORDER BY a.id';
    expect(await readWith(database, sql)).toEqual([TEXT, 'b', 'c']);
  });
});

describe('settings of a server of PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase('postgres', 'server_settings');
    for (const setting of [
      "idle_in_transaction_session_timeout = '1s'",
      'standard_conforming_strings = off',
    ]) {
      await database.run(`ALTER ROLE ${database.readerName} SET ${setting}`);
    }
  });
  afterAll(() => database.drop());

  it('end no connection that is not asked for a while, and change no text of a statement', async () => {
    expect(await readWith(database, String.raw`SELECT 'a\x62c'`)).toEqual([String.raw`a\x62c`]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoppedError } from '../../../../src/errors/errors.ts';
import type { Database } from '../../../../src/exporters/database/database.ts';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { sentenceOf } from '../../../support/matchers.ts';
import { addressOf } from '../../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';
import { until } from '../../../support/until.ts';

const LONG = { mysql: 'SELECT SLEEP(60)', postgres: 'SELECT pg_sleep(60)' } as const;

/** Ends what the reader's connection does, and not the connection. */
const END = {
  mysql: (reader: string) => `KILL QUERY USER ${reader}@'%'`,
  postgres: (reader: string) =>
    `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = '${reader}'`,
} as const;

const RUNNING = {
  mysql: (reader: string) =>
    `SELECT 1 FROM INFORMATION_SCHEMA.PROCESSLIST WHERE USER = '${reader}' AND INFO LIKE '%SLEEP%'`,
  postgres: (reader: string) =>
    `SELECT 1 FROM pg_stat_activity WHERE usename = '${reader}' AND wait_event = 'PgSleep'`,
} as const;

const failureOf = async (database: Database, sql: string): Promise<unknown> =>
  await database.query(sql).then(
    () => 'no failure',
    (error: unknown) => error,
  );

describe.each(['mysql', 'postgres'] as const)(
  'a statement that the server ends, on %s',
  (engine) => {
    let database: TestDatabase;
    let opened: Database;
    beforeAll(async () => {
      database = await createDatabase(engine, 'ended');
      opened = await openDatabase(addressOf(database.readerUrl));
    });
    afterAll(async () => {
      await opened.close();
      await database.drop();
    });

    it('stops the run, which may be repeated, when an administrator ends it', async () => {
      const failed = failureOf(opened, LONG[engine]);
      const isRunning = async (): Promise<boolean> =>
        (await database.run(RUNNING[engine](database.readerName))).length > 0;
      await until('the statement runs', isRunning);
      await database.run(END[engine](database.readerName));
      const error = await failed;
      expect(error).toBeInstanceOf(StoppedError);
      expect(sentenceOf(error)).toMatch(/ended a statement; .*run the same command again$/);
    });
  },
);

it('a statement that a replica of PostgreSQL ends stops the run, with what to change there', async () => {
  const database = await createDatabase('postgres', 'ended_by_replica');
  const opened = await openDatabase(addressOf(database.readerUrl));
  const conflict = `DO $$ BEGIN RAISE EXCEPTION
    'canceling statement due to conflict with recovery' USING ERRCODE = '40001'; END $$`;
  const error = await failureOf(opened, conflict);
  await opened.close();
  await database.drop();
  expect(error).toBeInstanceOf(StoppedError);
  expect(sentenceOf(error)).toMatch(/the replica ended a statement .*hot_standby_feedback/);
});

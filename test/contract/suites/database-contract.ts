import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SourceError, StoppedError } from '../../../src/errors/errors.ts';
import { type Database, inList } from '../../../src/exporters/database/database.ts';
import { openDatabase } from '../../../src/exporters/database/open.ts';
import { count, flag, jsonObject, text } from '../../../src/exporters/database/rows.ts';
import type { Engine } from '../../../src/model/model.ts';
import { sentenceOf } from '../../support/matchers.ts';
import { addressOf } from '../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../support/servers/databases.ts';
import { until } from '../../support/until.ts';

/** What the suite needs to know of an engine beside the interface. */
interface EngineFacts {
  readonly sleepSql: string;
  readonly connectionIdSql: string;
  killSql(connection: number): string;
  /** Counts the open connections of an account. */
  connectionsSql(account: string): string;
  readonly refusal: RegExp;
}

const FACTS: Readonly<Record<Engine, EngineFacts>> = {
  mysql: {
    sleepSql: 'SELECT SLEEP(20)',
    connectionIdSql: 'SELECT CONNECTION_ID()',
    killSql: (connection) => `KILL ${connection}`,
    connectionsSql: (account) =>
      `SELECT COUNT(*) AS n FROM INFORMATION_SCHEMA.PROCESSLIST WHERE USER = '${account}'`,
    refusal: /READ ONLY transaction/,
  },
  postgres: {
    sleepSql: 'SELECT pg_sleep(20)',
    connectionIdSql: 'SELECT pg_backend_pid()',
    killSql: (connection) => `SELECT pg_terminate_backend(${connection})`,
    connectionsSql: (account) =>
      `SELECT COUNT(*) AS n FROM pg_stat_activity WHERE usename = '${account}'`,
    refusal: /read-only transaction/,
  },
};

const HARD_TEXT = '営業部 🧑‍💻 👍🏽 \u00e9 "quoted" \\ % \u2028 end';
const JSON_COLUMN: Readonly<Record<Engine, string>> = { mysql: 'json', postgres: 'jsonb' };

/** What every Database promises, shown on a real server. */
export function describeDatabaseContract(engine: Engine): void {
  const facts = FACTS[engine];

  describe(`a connection to ${engine}`, () => {
    let admin: TestDatabase;
    let database: Database;
    beforeAll(async () => {
      admin = await createDatabase(engine, 'contract');
      await admin.run(
        `CREATE TABLE Samples (Id varchar(26) PRIMARY KEY, Big bigint, Flag boolean,
         Props ${JSON_COLUMN[engine]}, Message text)`,
      );
      await admin.run('CREATE TABLE Moments (Id varchar(26) PRIMARY KEY, Message text)');
      await admin.run(`INSERT INTO Samples VALUES
        ('full', 1680485400123, true, '{"from_webhook":"true","n":3}', ${sqlText(engine, HARD_TEXT)}),
        ('empty', NULL, NULL, NULL, NULL)`);
    });
    beforeEach(async () => {
      database = await openDatabase(addressOf(admin.readerUrl));
    });
    afterEach(() => database.close());
    afterAll(() => admin.drop());

    it('gives rows as arrays in the order of the select list', async () => {
      const rows = await database.query("SELECT 'b', Id, 'a' FROM Samples ORDER BY Id");
      expect(rows.map((row) => row.map(text))).toEqual([
        ['b', 'empty', 'a'],
        ['b', 'full', 'a'],
      ]);
    });

    it('gives an empty array where nothing is found', async () => {
      expect(await database.query("SELECT Id FROM Samples WHERE Id = 'nobody'")).toEqual([]);
    });

    it('puts values where the statement has a question mark, and reads none as SQL', async () => {
      const sql = 'SELECT Id FROM Samples WHERE Id = ? AND Big > ? AND Message = ?';
      expect(await database.query(sql, ['full', 1_680_485_400_000, HARD_TEXT])).toEqual([['full']]);
      const injected = await database.query('SELECT Id FROM Samples WHERE Id = ?', ["' OR 1 = 1"]);
      expect(injected).toEqual([]);
    });

    it('gives 64-bit times, booleans, JSON, Japanese and emoji unharmed', async () => {
      const [row] = await database.query(
        "SELECT Big, Flag, Props, Message FROM Samples WHERE Id = 'full'",
      );
      expect(count(row?.[0])).toBe(1_680_485_400_123);
      expect(flag(row?.[1])).toBe(true);
      expect(jsonObject(row?.[2])).toEqual({ from_webhook: 'true', n: 3 });
      expect(text(row?.[3])).toBe(HARD_TEXT);
    });

    it('gives NULL of any type as null', async () => {
      const rows = await database.query(
        "SELECT Big, Flag, Props, Message FROM Samples WHERE Id = 'empty'",
      );
      expect(rows).toEqual([[null, null, null, null]]);
    });

    it('takes a list of 1000 values', async () => {
      const wanted = Array.from({ length: 1000 }, (_, index) =>
        index === 999 ? 'full' : `${index}`,
      );
      const { marks, values } = inList(wanted);
      const sql = `SELECT Id FROM Samples WHERE Id IN (${marks})`;
      expect(await database.query(sql, values)).toEqual([['full']]);
    });

    it('says in one line which table cannot be read', async () => {
      await expect(database.query('SELECT 1 FROM NoSuchTable')).rejects.toSatisfy(
        (error) =>
          error instanceof SourceError && /^[^\n]*nosuchtable[^\n]*$/i.test(sentenceOf(error)),
      );
      expect(await database.query('SELECT 1')).toHaveLength(1);
    });

    it('sees one moment from beginSnapshot on, whatever others write', async () => {
      await admin.run("INSERT INTO Moments VALUES ('kept', 'old'), ('lost', 'old')");
      await database.beginSnapshot();
      const read = () => database.query('SELECT Id, Message FROM Moments ORDER BY Id');
      const before = await read();
      await admin.run("INSERT INTO Moments VALUES ('new', 'new')");
      await admin.run("UPDATE Moments SET Message = 'new' WHERE Id = 'kept'");
      await admin.run("DELETE FROM Moments WHERE Id = 'lost'");
      expect(await read()).toEqual(before);
      const later = await openDatabase(addressOf(admin.readerUrl));
      const now = await later.query('SELECT Id, Message FROM Moments ORDER BY Id');
      await later.close();
      expect(now).toEqual([
        ['kept', 'new'],
        ['new', 'new'],
      ]);
    });

    it('refuses to write in the snapshot, even for an account that may', async () => {
      const writer = await openDatabase(addressOf(admin.url));
      await writer.beginSnapshot();
      const refused = writer.query("INSERT INTO Samples (Id) VALUES ('written')");
      await expect(refused).rejects.toFailWith(facts.refusal);
      await writer.close();
      expect(await admin.run("SELECT Id FROM Samples WHERE Id = 'written'")).toEqual([]);
    });

    it('ends a statement at its time limit and says what to do', async () => {
      const impatient = await openDatabase({
        ...addressOf(admin.readerUrl),
        statementTimeoutMs: 200,
      });
      const sleep = impatient.query(facts.sleepSql);
      await expect(sleep).rejects.toSatisfy(
        (error) =>
          error instanceof SourceError &&
          /^a statement took longer than 0\.2 s: raise source\.statementTimeoutMs/.test(
            sentenceOf(error),
          ),
      );
      await impatient.close();
    });

    it('reports a connection that is ended in the middle, and stays safe to use', async () => {
      const [row] = await database.query(facts.connectionIdSql);
      const pending = database.query(facts.sleepSql).catch((error: unknown) => error);
      await startedSleeping(admin, count(row?.[0]));
      await admin.run(facts.killSql(count(row?.[0])));
      const errors = [await pending];
      for (let again = 0; again < 2; again += 1) {
        errors.push(await database.query('SELECT 1').catch((error: unknown) => error));
      }
      for (const error of errors) {
        expect(error).toBeInstanceOf(StoppedError);
        expect(error).toFailWith(/was lost: run the same command again$/);
      }
      await database.close();
      await database.close();
    });

    it('is closed when the run is interrupted, and its statement ended at the server', async () => {
      const stop = new AbortController();
      const interrupted = await openDatabase(addressOf(admin.readerUrl), stop.signal);
      const [row] = await interrupted.query(facts.connectionIdSql);
      const pending = [facts.sleepSql, 'SELECT 1'].map((sql) =>
        interrupted.query(sql).catch((error: unknown) => error),
      );
      await startedSleeping(admin, count(row?.[0]));
      stop.abort(new Error('stopped by the test'));
      for (const error of await Promise.all(pending)) expect(error).toBeInstanceOf(StoppedError);
      await interrupted.close();
      const ended = async () => !(await isSleeping(admin, count(row?.[0])));
      await expect(until('it is ended', ended, { withinMs: 5000 })).resolves.toBeUndefined();
    });

    it('is not opened for a run that was interrupted before', async () => {
      const reason = new StoppedError('interrupted');
      const late = openDatabase(addressOf(admin.readerUrl), AbortSignal.abort(reason));
      await expect(late).rejects.toBe(reason);
    });

    it('closes twice, and reports a query after that', async () => {
      await database.close();
      await database.close();
      await expect(database.query('SELECT 1')).rejects.toBeInstanceOf(StoppedError);
    });

    it('is exactly one connection', async () => {
      // A server of the engine may still be clearing away the connections of the tests before.
      const fresh = await createDatabase(engine, 'one_connection');
      const alone = await openDatabase(addressOf(fresh.readerUrl));
      await alone.beginSnapshot();
      await Promise.all([alone.query('SELECT 1'), alone.query('SELECT 2')]);
      const [row] = await fresh.run(facts.connectionsSql(fresh.readerName));
      await alone.close();
      await fresh.drop();
      expect(Number(row?.['n'])).toBe(1);
    });

    it('does not open for a wrong password, and never says the password', async () => {
      const url = new URL(admin.readerUrl);
      url.password = `wrong-${randomBytes(4).toString('hex')}`;
      const refused = openDatabase(addressOf(url.href));
      await expect(refused).rejects.toFailWith(/refuses user .*the password is that of --source/);
      await expect(refused).rejects.not.toFailWith(url.password);
    });

    it('says of a login without a password how to give one', async () => {
      const url = new URL(admin.readerUrl);
      url.password = '';
      const refused = openDatabase(addressOf(url.href));
      await expect(refused).rejects.toFailWith(/refuses user .*MM2SLACK_SOURCE_PASSWORD/);
    });
  });
}

/** A literal of the engine; a backslash escapes in MySQL alone. */
function sqlText(engine: Engine, value: string): string {
  const quoted = value.replaceAll("'", "''");
  return `'${engine === 'mysql' ? quoted.replaceAll('\\', '\\\\') : quoted}'`;
}

const SLEEPING: Readonly<Record<Engine, (connection: number) => string>> = {
  mysql: (connection) =>
    `SELECT ID FROM INFORMATION_SCHEMA.PROCESSLIST WHERE ID = ${connection} AND INFO LIKE '%SLEEP%'`,
  postgres: (connection) =>
    `SELECT pid FROM pg_stat_activity WHERE pid = ${connection} AND state = 'active' AND query LIKE '%pg_sleep%'`,
};

/** Waits until the server runs the sleeping statement of that connection. */
async function startedSleeping(admin: TestDatabase, connection: number): Promise<void> {
  await until('the statement sleeps', () => isSleeping(admin, connection));
}

const isSleeping = async (admin: TestDatabase, connection: number): Promise<boolean> =>
  (await admin.run(SLEEPING[admin.engine](connection))).length > 0;

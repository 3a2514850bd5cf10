import { MessageChannel } from 'node:worker_threads';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SourceError, StoppedError } from '../../../src/errors/errors.ts';
import type { Database, Row, SqlValue } from '../../../src/exporters/database/database.ts';
import { decodeRows } from '../../../src/exporters/database/decode-rows.ts';
import { openDatabase } from '../../../src/exporters/database/open.ts';
import { openRemoteDatabase, serveDatabase } from '../../../src/exporters/database/remote.ts';
import { count, flag, text } from '../../../src/exporters/database/rows.ts';
import type { Engine } from '../../../src/model/model.ts';
import { sentenceOf } from '../../support/matchers.ts';
import { addressOf } from '../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../support/servers/databases.ts';
import { until } from '../../support/until.ts';

interface BlockFacts {
  readonly types: Readonly<Record<'json' | 'double' | 'text' | 'bytes', string>>;
  readonly bytes: (hex: string) => string;
  readonly text: (hex: string) => string;
  readonly connectionIdSql: string;
  /** So many rows of 1000 letters. */
  readonly manyRows: (rows: number) => string;
  /** Finds the connection while its server waits for a reader. */
  readonly waitsForReaderSql: (connection: number) => string;
  readonly sleepSql: string;
}

const FACTS: Readonly<Record<Engine, BlockFacts>> = {
  mysql: {
    types: { json: 'json', double: 'double', text: 'longtext', bytes: 'longblob' },
    bytes: (hex) => `X'${hex}'`,
    text: (hex) => `_utf8mb4 X'${hex}'`,
    connectionIdSql: 'SELECT CONNECTION_ID()',
    manyRows: (rows) =>
      `SELECT a.N + 120 * b.N + 14400 * c.N + 1, REPEAT('x', 1000) FROM Odd a, Odd b, Odd c
       WHERE a.N + 120 * b.N + 14400 * c.N < ${rows}`,
    waitsForReaderSql: (connection) =>
      `SELECT ID FROM INFORMATION_SCHEMA.PROCESSLIST
       WHERE ID = ${connection} AND STATE IN ('Writing to net', 'Sending to client')`,
    sleepSql: 'SELECT 1, SLEEP(20)',
  },
  postgres: {
    types: { json: 'jsonb', double: 'double precision', text: 'text', bytes: 'bytea' },
    bytes: (hex) => `'\\x${hex}'::bytea`,
    text: (hex) => `convert_from('\\x${hex}'::bytea, 'UTF8')`,
    connectionIdSql: 'SELECT pg_backend_pid()',
    manyRows: (rows) => `SELECT n, repeat('x', 1000) FROM generate_series(1, ${rows}) n`,
    waitsForReaderSql: (connection) =>
      `SELECT pid FROM pg_stat_activity WHERE pid = ${connection} AND wait_event = 'ClientWrite'`,
    sleepSql: 'SELECT 1, pg_sleep(20)',
  },
};

const COLUMNS = 'N, Id, Big, Small, Flag, Ratio, Props, Message, Bytes';
const TEXT_PIECE = fc.oneof(
  fc.constantFrom(
    '',
    "'",
    '\\',
    '"',
    '\n',
    '\t',
    '?',
    '%',
    '🧑‍💻',
    '営業',
    'é',
    '\u2028',
    '\ufffd',
  ),
  fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\0', '')),
  fc.constantFrom('x'.repeat(250), 'あ'.repeat(90), 'y'.repeat(70_000)),
);
const ODD_ROW = fc.record({
  id: fc.option(fc.stringMatching(/^[a-z0-9]{0,26}$/)),
  big: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  small: fc.option(fc.integer({ min: -32_768, max: 32_767 })),
  flag: fc.option(fc.boolean()),
  ratio: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 })),
  props: fc.option(fc.json({ noUnicodeString: false }).map((json) => json.replace(/\\u0000/g, ''))),
  message: fc.option(fc.array(TEXT_PIECE, { maxLength: 4 }).map((pieces) => pieces.join(''))),
  bytes: fc.option(fc.uint8Array({ maxLength: 40 })),
});

const hexOf = (value: string | Uint8Array): string => Buffer.from(value).toString('hex');

/** What `rows.ts` reads of a value. */
const readings = (value: unknown): unknown =>
  Buffer.isBuffer(value) ? hexOf(value) : [value === null, count(value), flag(value)];

const TEXTS = new Set([1, 6, 7]);
const meant = (rows: readonly Row[]): unknown =>
  rows.map((row) => row.map((value, at) => (TEXTS.has(at) ? text(value) : readings(value))));

async function readBlocks(
  database: Database,
  sql: string,
  values?: readonly SqlValue[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const block of database.blocks(sql, values)) {
    const decoded = decodeRows(block);
    expect(decoded.length).toBe(block.rowCount);
    for (const row of decoded) rows.push(row);
  }
  return rows;
}

/** What blocks promise, shown on a real server, of a connection and of a thread's way to it. */
export function describeBlocksContract(engine: Engine): void {
  const facts = FACTS[engine];

  describe.each(['here', 'in a thread'])(`blocks of rows of ${engine}, read %s`, (place) => {
    let admin: TestDatabase;
    let connection: Database;
    let database: Database;
    const open = async (more = {}): Promise<Database> => {
      connection = await openDatabase({ ...addressOf(admin.readerUrl), ...more });
      if (place === 'here') return connection;
      const { port1, port2 } = new MessageChannel();
      serveDatabase(connection, port1);
      return openRemoteDatabase(port2, engine);
    };
    beforeAll(async () => {
      admin = await createDatabase(engine, 'blocks');
      const { json, double, text: texts, bytes } = facts.types;
      await admin.run(
        `CREATE TABLE Odd (N int PRIMARY KEY, Id varchar(26), Big bigint, Small smallint,
         Flag boolean, Ratio ${double}, Props ${json}, Message ${texts}, Bytes ${bytes})`,
      );
      const rows = fc.sample(ODD_ROW, 120).map((row, n) => {
        const literals = [
          row.id === null ? 'NULL' : `'${row.id}'`,
          String(row.big ?? 'NULL'),
          String(row.small ?? 'NULL'),
          String(row.flag ?? 'NULL'),
          String(row.ratio ?? 'NULL'),
          row.props === null ? 'NULL' : facts.text(hexOf(row.props)) + jsonCast(engine),
          row.message === null ? 'NULL' : facts.text(hexOf(row.message)),
          row.bytes === null ? 'NULL' : facts.bytes(hexOf(row.bytes)),
        ];
        return `(${[n, ...literals].join(', ')})`;
      });
      await admin.run(`INSERT INTO Odd (${COLUMNS}) VALUES ${rows.join(',\n')}`);
    });
    beforeEach(async () => {
      database = await open();
    });
    afterEach(async () => {
      await database.close();
      await connection.close();
    });
    afterAll(() => admin.drop());

    it('are the rows that a query gives, whatever they hold', async () => {
      const sql = `SELECT ${COLUMNS} FROM Odd ORDER BY N`;
      const rows = await readBlocks(database, sql);
      expect(meant(rows)).toEqual(meant(await connection.query(sql)));
      expect(rows.length).toBe(120);
      const message = 'SELECT COUNT(*) FROM Odd WHERE Message = ? AND N = ?';
      for (const row of rows.filter(([, , , , , , , value]) => value !== null).slice(0, 20)) {
        const [[found] = []] = await readBlocks(database, message, [text(row[7]), count(row[0])]);
        expect(count(found)).toBe(1);
      }
    });

    it('are handed on as the server sends them, a NULL in place of a missing column too', async () => {
      for await (const { layout } of database.blocks(`SELECT ${COLUMNS}, NULL FROM Odd`)) {
        expect(layout.format).toBe(engine);
      }
      const [row = []] = await readBlocks(database, 'SELECT NULL, N, NULL FROM Odd WHERE N = 1');
      expect([row[0], count(row[1]), row[2]]).toEqual([null, 1, null]);
    });

    it('are none where nothing is found', async () => {
      expect(await readBlocks(database, 'SELECT N FROM Odd WHERE N < 0')).toEqual([]);
    });

    it('hold a row of more than 16 MB', async () => {
      const length = 9 * 1024 * 1024;
      const sql = `SELECT 1, repeat('a', ${length}), repeat('b', ${length}), 2`;
      const [row = []] = await readBlocks(database, sql);
      expect([row[0], row[3]].map(count)).toEqual([1, 2]);
      expect(text(row[1]) === 'a'.repeat(length)).toBe(true);
      expect(text(row[2]) === 'b'.repeat(length)).toBe(true);
    });

    it('make the server wait for a reader who is slow, and come all the same', async () => {
      const [[id] = []] = await database.query(facts.connectionIdSql);
      const blocks = database.blocks(facts.manyRows(40_000))[Symbol.asyncIterator]();
      const numbers: number[] = [];
      const read = async (): Promise<boolean> => {
        const { value, done } = await blocks.next();
        if (done !== true) for (const row of decodeRows(value)) numbers.push(count(row[0]));
        return done !== true;
      };
      expect(await read()).toBe(true);
      await until('the server waits for its reader', async () => {
        return (await admin.run(facts.waitsForReaderSql(count(id)))).length > 0;
      });
      while (await read());
      expect(numbers.sort((a, b) => a - b)).toEqual(
        Array.from({ length: 40_000 }, (_, index) => index + 1),
      );
    });

    it('let another statement have the connection when their reader waits for it', async () => {
      const sql = facts.manyRows(20_000);
      let rowCount = 0;
      for await (const block of database.blocks(sql)) {
        if (rowCount === 0) expect(await database.query('SELECT 1')).toHaveLength(1);
        rowCount += block.rowCount;
      }
      expect(rowCount).toBe(20_000);
    });

    it('let another statement have the connection wherever they end while nobody reads them', async () => {
      // Some of them end with the block for which there is no room.
      for (let wanted = 1_100; wanted <= 3_600; wanted += 100) {
        const blocks = database.blocks(facts.manyRows(wanted))[Symbol.asyncIterator]();
        const first = await blocks.next();
        expect(await database.query('SELECT 1')).toHaveLength(1);
        let rowCount = first.done === true ? 0 : first.value.rowCount;
        for (let next = await blocks.next(); next.done !== true; next = await blocks.next()) {
          rowCount += next.value.rowCount;
        }
        expect(rowCount).toBe(wanted);
      }
    });

    it('are thrown away when their reader stops, and the connection goes on', async () => {
      for await (const block of database.blocks(facts.manyRows(20_000))) {
        expect(block.rowCount).toBeGreaterThan(0);
        break;
      }
      const [[one] = []] = await database.query('SELECT 1');
      expect(count(one)).toBe(1);
    });

    it('fail with what a query fails with', async () => {
      await expect(readBlocks(database, 'SELECT 1 FROM NoSuchTable')).rejects.toSatisfy(
        (error) => error instanceof SourceError && /nosuchtable/i.test(sentenceOf(error)),
      );
      expect(await readBlocks(database, 'SELECT 1')).toHaveLength(1);
    });

    it('end at the time limit of a statement', async () => {
      await connection.close();
      const impatient = await open({ statementTimeoutMs: 200 });
      await expect(readBlocks(impatient, facts.sleepSql)).rejects.toFailWith(
        /^a statement took longer than 0\.2 s: raise source\.statementTimeoutMs/,
      );
      await impatient.close();
    });

    it('fail when the connection ends in their middle', async () => {
      const blocks = database.blocks(facts.manyRows(40_000))[Symbol.asyncIterator]();
      await blocks.next();
      await connection.close();
      const rest = async (): Promise<void> => {
        while ((await blocks.next()).done !== true);
      };
      await expect(rest()).rejects.toBeInstanceOf(StoppedError);
      await expect(readBlocks(database, 'SELECT 1')).rejects.toBeInstanceOf(StoppedError);
    });
  });
}

const jsonCast = (engine: Engine): string => (engine === 'postgres' ? '::jsonb' : '');

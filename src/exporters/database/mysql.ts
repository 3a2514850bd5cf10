import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { type Connection as CoreConnection, createConnection } from 'mysql2';
import type { Connection, ConnectionOptions } from 'mysql2/promise';
import type { DatabaseAddress } from '../../config/database-address.ts';
import { errorCode } from '../../errors/error-code.ts';
import { notice } from '../../errors/notices.ts';
import { readBlocks } from './block-queue.ts';
import type { Database, Row, SqlValue } from './database.ts';
import { addressText, type ErrorDialect, refusedUser, tooSlow, translateError } from './errors.ts';
import { endWhenAborted, MOST_ENDING_MS, openUnlessAborted } from './interruption.ts';
import { readMysqlBlocks } from './mysql-blocks.ts';
import { newScratch, type RowBlock } from './row-block.ts';
import { Turns } from './turns.ts';

/**
 * Opens one connection to MySQL or MariaDB, as utf8mb4 and with the statement time limit set; it and its statement end
 * when the signal aborts.
 */
export async function openMysql(
  address: DatabaseAddress,
  signal: AbortSignal | undefined,
): Promise<Database> {
  let core: CoreConnection | undefined;
  const open = async (): Promise<Database> => {
    core = createConnection(connectionOptions(address));
    await connected(core);
    const connection = core.promise();
    await limitStatementTime(connection, address.statementTimeoutMs);
    for (const statement of SESSION) await setIfKnown(connection, statement);
    await connection.query(NAMES);
    return new MysqlDatabase(core, address, signal);
  };
  try {
    return await openUnlessAborted(signal, open, () => {
      if (core !== undefined) destroy(core);
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw translate(error, address);
  }
}

function connected(core: CoreConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    core.once('connect', () => resolve());
    // A lost connection is reported by the query that notices it; unheard, the event would end the process.
    core.on('error', reject);
  });
}

/** Ends a connection without a goodbye, as `end()` says it: that would wait behind a query that still runs. */
function destroy(core: CoreConnection): void {
  core.destroy();
  // mysql2 only says that it writes no more, and a statement whose answer nobody takes would go on.
  if ('stream' in core && core.stream instanceof Duplex) core.stream.destroy();
}

class MysqlDatabase implements Database {
  readonly engine = 'mysql';
  readonly #core: CoreConnection;
  readonly #connection: Connection;
  readonly #address: DatabaseAddress;
  readonly #turns = new Turns();
  readonly #scratch = newScratch();
  readonly #forgetSignal: () => Promise<void>;

  constructor(core: CoreConnection, address: DatabaseAddress, signal: AbortSignal | undefined) {
    this.#core = core;
    this.#connection = core.promise();
    this.#address = address;
    const own = { thread: core.threadId, host: hostOf(core) };
    this.#forgetSignal = endWhenAborted(signal, () => {
      this.#end();
      return killStatement(own, address);
    });
  }

  async query(sql: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
    try {
      const [rows] = await this.#turns.run(() =>
        this.#connection.execute({ sql, rowsAsArray: true }, [...values]),
      );
      return Array.isArray(rows) ? rows.filter((row) => Array.isArray(row)) : [];
    } catch (error) {
      throw translate(error, this.#address);
    }
  }

  blocks(sql: string, values: readonly SqlValue[] = []): AsyncIterable<RowBlock> {
    return readBlocks(this.#core, {
      turns: this.#turns,
      scratch: this.#scratch,
      timeoutMs: this.#address.statementTimeoutMs,
      translate: (error) => translate(error, this.#address),
      read: (queue) => readMysqlBlocks(this.#core, { sql, values }, queue),
    });
  }

  async beginSnapshot(): Promise<void> {
    try {
      // Under READ COMMITTED, WITH CONSISTENT SNAPSHOT is ignored without an error.
      await this.#connection.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      await this.#connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
    } catch (error) {
      throw translate(error, this.#address);
    }
  }

  async close(): Promise<void> {
    this.#end();
    await this.#forgetSignal();
  }

  #end(): void {
    destroy(this.#core);
    this.#turns.giveUp(new Error('the connection is in closed state'));
  }
}

/** A connection as the server lists it; `host`: a pattern. */
interface OwnThread {
  readonly thread: number;
  readonly host: string;
}

/** The server lists a connection with the port that it comes from, and one of a socket without. */
const hostOf = (core: CoreConnection): string =>
  'stream' in core && core.stream instanceof Socket && core.stream.localPort !== undefined
    ? `%:${core.stream.localPort}`
    : 'localhost';

/**
 * Ends the statement of a connection at the server, which goes on with it though nobody takes the answer. Only where the
 * server lists the connection as it is known here: behind a balancer the number may be that of somebody else's.
 */
async function killStatement({ thread, host }: OwnThread, address: DatabaseAddress): Promise<void> {
  const core = createConnection({ ...connectionOptions(address), connectTimeout: MOST_ENDING_MS });
  try {
    await connected(core);
    const connection = core.promise();
    const [listed] = await connection.query({
      sql: 'SELECT 1 FROM INFORMATION_SCHEMA.PROCESSLIST WHERE ID = ? AND HOST LIKE ?',
      values: [thread, host],
      timeout: MOST_ENDING_MS,
    });
    if (!Array.isArray(listed) || listed.length === 0) return;
    await connection.query({ sql: `KILL QUERY ${Math.trunc(thread)}`, timeout: MOST_ENDING_MS });
  } finally {
    destroy(core);
  }
}

function connectionOptions(address: DatabaseAddress): ConnectionOptions {
  const options: ConnectionOptions = {
    user: address.user,
    password: address.password.reveal(),
    database: address.database,
    charset: 'utf8mb4',
    connectTimeout: address.connectTimeoutMs,
    // Text of JSON columns comes as text from every server, parsed or not by itself: rows.ts parses.
    jsonStrings: true,
  };
  if (address.socketPath !== undefined) return { ...options, socketPath: address.socketPath };
  const ssl = tlsOptions(address);
  return {
    ...options,
    host: address.host,
    port: address.port,
    ...(ssl === undefined ? {} : { ssl }),
  };
}

function tlsOptions(
  address: DatabaseAddress,
): { rejectUnauthorized: boolean; ca?: Buffer } | undefined {
  if (address.tls === 'off') return undefined;
  const rejectUnauthorized = address.tls !== 'skip-verify';
  if (address.caFile === undefined) return { rejectUnauthorized };
  return { rejectUnauthorized, ca: readFileSync(address.caFile) };
}

/** MariaDB and MySQL name the limit differently; a server that knows neither has none. */
async function limitStatementTime(connection: Connection, timeoutMs: number): Promise<void> {
  const mariadb = `SET SESSION max_statement_time = ${timeoutMs / 1000}`;
  const mysql = `SET SESSION MAX_EXECUTION_TIME = ${timeoutMs}`;
  for (const statement of [mariadb, mysql]) if (await setIfKnown(connection, statement)) return;
}

/** False when the server, or something in its place, has no such variable. */
async function setIfKnown(connection: Connection, statement: string): Promise<boolean> {
  try {
    await connection.query(statement);
    return true;
  } catch (error) {
    if (errorCode(error) !== 'ER_UNKNOWN_SYSTEM_VARIABLE') throw error;
    return false;
  }
}

/** What a run needs, whatever the server gives to each session. */
const SESSION: readonly string[] = [
  // All rows of an answer, however many are read for it.
  'SET SESSION sql_select_limit = 18446744073709551615',
  'SET SESSION sql_big_selects = 1',
  // It would give the blanks that fill up a `char(n)` as part of its text.
  "SET SESSION sql_mode = REPLACE(@@sql_mode, 'PAD_CHAR_TO_FULL_LENGTH', '')",
  // A server ends a connection when nobody takes an answer from it, after 60 s at first, and when nobody asks.
  'SET SESSION net_write_timeout = 86400',
  'SET SESSION wait_timeout = 86400',
  // MariaDB's, for a connection with a snapshot; 0 is for ever.
  'SET SESSION idle_transaction_timeout = 0',
  'SET SESSION idle_readonly_transaction_timeout = 0',
  // For long lists of values the optimizer trusts its statistics instead of the index, and where most posts are no
  // replies it then reads the whole table for each page.
  'SET SESSION eq_range_index_dive_limit = 0',
];

/**
 * The character set and collation that the driver asks for when it connects. A server with `init_connect` or
 * `skip-character-set-client-handshake` takes its own instead, and what that lacks becomes a question mark.
 */
const NAMES = 'SET NAMES utf8mb4 COLLATE utf8mb4_general_ci';

const MESSAGES: ErrorDialect['messages'] = {
  ER_ACCESS_DENIED_ERROR: refusedUser,
  ER_DBACCESS_DENIED_ERROR: ({ user, database }) =>
    notice('database-not-allowed', { user, database, grant: grantOf({ user, database }) }),
  ER_BAD_DB_ERROR: (a) =>
    notice('no-such-database', { where: addressText(a), database: a.database }),
  ER_TABLEACCESS_DENIED_ERROR: ({ user, database }, detail) =>
    notice('no-select-on-table', {
      user,
      table: tableIn(detail),
      grant: grantOf({ user, database }),
    }),
  ER_COLUMNACCESS_DENIED_ERROR: ({ user, database }, detail) =>
    notice('no-select-on-column', {
      user,
      table: tableIn(detail),
      grant: grantOf({ user, database }),
    }),
  ER_STATEMENT_TIMEOUT: tooSlow,
  ER_QUERY_TIMEOUT: tooSlow,
  HANDSHAKE_NO_SSL_SUPPORT: (a) => notice('database-without-tls', { where: addressText(a) }),
};

/** What an administrator runs so that the account may read. */
const grantOf = ({ user, database }: Pick<DatabaseAddress, 'user' | 'database'>): string =>
  `GRANT SELECT ON \`${database}\`.* TO '${user}'`;

/** The errors of MariaDB alone come without a name: https://mariadb.com/kb/en/mariadb-error-code-reference/ */
const MARIADB_CODES: Readonly<Record<number, string>> = { 1969: 'ER_STATEMENT_TIMEOUT' };

function codeOf(error: unknown): string {
  const code = errorCode(error);
  if (code !== '' || !(error instanceof Error) || !('errno' in error)) return code;
  return MARIADB_CODES[Number(error.errno)] ?? '';
}

const LOST = new Set(['PROTOCOL_CONNECTION_LOST', 'ER_SERVER_SHUTDOWN']);

const DIALECT: ErrorDialect = {
  messages: MESSAGES,
  interruption: (code, detail) => {
    // KILL QUERY, by a person or by what watches over long statements.
    if (code === 'ER_QUERY_INTERRUPTED') return 'statement-ended';
    return LOST.has(code) || detail.includes('closed state') ? 'connection-lost' : undefined;
  },
};

function translate(error: unknown, address: DatabaseAddress): Error {
  return translateError(error, codeOf(error), address, DIALECT);
}

/** The server's sentence ends in `for table 'Posts'` or, in newer versions, `` `db`.`Posts` ``. */
function tableIn(detail: string): string {
  return /for table [`'"]?(?:[^`'".]+[`'"]?\.[`'"]?)?([^`'"]+)/.exec(detail)?.[1] ?? '(unnamed)';
}

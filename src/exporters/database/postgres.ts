import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { DatabaseAddress } from '../../config/database-address.ts';
import { errorCode } from '../../errors/error-code.ts';
import { type Notice, notice } from '../../errors/notices.ts';
import { readBlocks } from './block-queue.ts';
import type { Access, Database, Row, SqlValue } from './database.ts';
import { readRows } from './decode-rows.ts';
import {
  addressText,
  type ErrorDialect,
  errorText,
  refusedUser,
  tooSlow,
  translateError,
} from './errors.ts';
import { endWhenAborted, openUnlessAborted } from './interruption.ts';
import { PageCosts } from './page-costs.ts';
import { readPostgresBlocks } from './postgres-blocks.ts';
import { isConverted, queryConverted } from './postgres-bytes.ts';
import { cancelStatement } from './postgres-cancel.ts';
import { readCurrentSchema } from './postgres-schema.ts';
import { quoted } from './quoted.ts';
import { newScratch, type RowBlock } from './row-block.ts';
import { Turns } from './turns.ts';
import { ValuesWriter } from './values-blocks.ts';

/**
 * Opens one connection to PostgreSQL with the statement time limit and, if given, the schema set; it and its statement
 * end when the signal aborts.
 */
export async function openPostgres(
  address: DatabaseAddress,
  signal: AbortSignal | undefined,
): Promise<Database> {
  const client = new pg.Client(clientOptions(address));
  // A lost connection is reported by the query that notices it; unheard, the event would end the process.
  client.on('error', () => undefined);
  const open = async (): Promise<Database> => {
    await client.connect();
    const encoding = await serverEncoding(client);
    await client.query(`SET statement_timeout = ${address.statementTimeoutMs}`);
    await client.query(SESSION);
    if (address.schema !== undefined) {
      await client.query("SELECT set_config('search_path', $1, false)", [address.schema]);
    }
    const found = new PostgresDatabase(client, { address, signal: undefined }, encoding);
    const schema = address.schema ?? (await readCurrentSchema(found));
    const known = schema === undefined ? address : { ...address, schema };
    return new PostgresDatabase(client, { address: known, signal }, encoding);
  };
  try {
    return await openUnlessAborted(signal, open, () => client.connection.stream.destroy());
  } catch (error) {
    signal?.throwIfAborted();
    throw translate(error, address);
  }
}

class PostgresDatabase implements Database {
  readonly engine = 'postgres';
  readonly #client: pg.Client;
  readonly #address: DatabaseAddress;
  readonly #isConverted: boolean;
  readonly #pageCosts: PageCosts;
  #hasSnapshot = false;
  readonly #turns = new Turns();
  readonly #scratch = newScratch();
  readonly #forgetSignal: () => Promise<void>;

  constructor(
    client: pg.Client,
    { address, signal }: { address: DatabaseAddress; signal: AbortSignal | undefined },
    encoding: string,
  ) {
    this.#client = client;
    this.#address = address;
    this.#isConverted = isConverted(encoding);
    this.#pageCosts = new PageCosts(client);
    this.#forgetSignal = endWhenAborted(signal, async () => {
      await Promise.all([cancelStatement(client, address), this.#end()]);
    });
  }

  async query(sql: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
    if (!this.#isConverted) return await readRows(this.blocks(sql, values));
    try {
      const query = { text: numberPlaceholders(sql), values: [...values] };
      return await this.#turns.run(async () => {
        await this.#pageCosts.use('own');
        return await queryConverted(this.#client, query, this.#hasSnapshot);
      });
    } catch (error) {
      throw translate(error, this.#address);
    }
  }

  blocks(
    sql: string,
    values: readonly SqlValue[] = [],
    access: Access = 'own',
  ): AsyncIterable<RowBlock> {
    const statement = { text: numberPlaceholders(sql), values: values.map(String) };
    return readBlocks(this.#client.connection.stream, {
      turns: this.#turns,
      scratch: this.#scratch,
      timeoutMs: this.#address.statementTimeoutMs,
      translate: (error) => translate(error, this.#address),
      read: async (queue) => {
        await this.#pageCosts.use(access);
        if (!this.#isConverted) return await readPostgresBlocks(this.#client, statement, queue);
        // The server may refuse the answer in its middle.
        const rows = await queryConverted(this.#client, statement, this.#hasSnapshot);
        const writer = new ValuesWriter(queue);
        for (const row of rows) writer.put(row);
        writer.flush();
      },
    });
  }

  async beginSnapshot(): Promise<void> {
    try {
      await this.#pageCosts.prepare();
      await this.#client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      this.#hasSnapshot = true;
    } catch (error) {
      throw translate(error, this.#address);
    }
  }

  async close(): Promise<void> {
    await this.#end();
    await this.#forgetSignal();
  }

  async #end(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }
}

/**
 * Asks for the encoding of the database, and lets a server that knows none send its bytes unchecked: asked for UTF-8, it
 * refuses every answer with a byte that is none (postgresql.org/docs, Character Set Support). The driver then puts U+FFFD
 * in the place of such bytes.
 */
async function serverEncoding(client: pg.Client): Promise<string> {
  const { rows } = await client.query<unknown[]>({
    text: 'SHOW server_encoding',
    rowMode: 'array',
  });
  const encoding = String(rows[0]?.[0]);
  if (encoding === 'SQL_ASCII') await client.query("SET client_encoding TO 'SQL_ASCII'");
  return encoding;
}

/**
 * What a run needs, whatever the server gives to each session: no end of a connection that has a snapshot and is not asked
 * for a while, and texts as they are written here. A version has some of these settings.
 */
const SESSION = `SELECT set_config(name, CASE vartype WHEN 'bool' THEN 'on' ELSE '0' END, false)
  FROM pg_settings WHERE name IN ('idle_in_transaction_session_timeout', 'idle_session_timeout',
    'transaction_timeout', 'standard_conforming_strings')`;

/** Types json and jsonb. */
const JSON_TYPES: ReadonlySet<number> = new Set([114, 3802]);

/**
 * JSON comes as text: `rows.ts` parses it, and mends what a column of type json may hold and no text. The blanks that fill
 * up a `char(n)` are none of its text.
 */
const TYPES: pg.CustomTypesConfig = {
  getTypeParser: (type, format) => {
    if (JSON_TYPES.has(type)) return (value: string) => value;
    if (type === pg.types.builtins.BPCHAR) return (value: string) => value.replace(/ +$/, '');
    return pg.types.getTypeParser(type, format);
  },
};

function clientOptions(address: DatabaseAddress): pg.ClientConfig {
  return {
    types: TYPES,
    host: address.socketPath ?? address.host,
    port: address.port,
    user: address.user,
    password: address.password.reveal(),
    database: address.database,
    connectionTimeoutMillis: address.connectTimeoutMs,
    application_name: 'mm2slack',
    ssl: tlsOptions(address),
  };
}

function tlsOptions(address: DatabaseAddress): pg.ClientConfig['ssl'] {
  if (address.tls === 'off') return false;
  const rejectUnauthorized = address.tls !== 'skip-verify';
  if (address.caFile === undefined) return { rejectUnauthorized };
  return { rejectUnauthorized, ca: readFileSync(address.caFile, 'utf8') };
}

/** Our statements hold no question mark but the ones that mark values. */
function numberPlaceholders(sql: string): string {
  let number = 0;
  return sql.replace(/\?/g, () => {
    number += 1;
    return `$${number}`;
  });
}

/** Without the right to use a schema none of its tables can be seen; the server says so of the schema alone. */
function grantOf(user: string, thing: string, current: string): string {
  const denied = /^schema (.+)$/.exec(thing)?.[1];
  const schema = quoted('postgres', denied ?? current);
  const select = `GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${quoted('postgres', user)}`;
  return denied === undefined
    ? select
    : `GRANT USAGE ON SCHEMA ${schema} TO ${quoted('postgres', user)}; ${select}`;
}

/** What pg_hba.conf does not allow. Words of the server, which its language changes, tell peer authentication. */
function refusedByRule(address: DatabaseAddress, detail: string): Notice {
  const { user, socketPath } = address;
  const where = addressText(address);
  const isPeer = socketPath !== undefined && /\bpeer\b/i.test(detail);
  if (!isPeer) return notice('database-refuses-user-because', { where, user, detail });
  const isGitLab = /^gitlab[_-]/.test(user) || socketPath.includes('/gitlab/');
  return notice(isGitLab ? 'peer-refused-gitlab' : 'peer-refused', { where, user });
}

const MESSAGES: ErrorDialect['messages'] = {
  '28P01': refusedUser,
  '28000': refusedByRule,
  '3D000': (a) => notice('no-such-database', { where: addressText(a), database: a.database }),
  '42501': ({ user, schema = 'public' }, detail) => {
    const thing = detail.replace(/^permission denied for /, '');
    return notice('no-select-on', { user, thing, grant: grantOf(user, thing, schema) });
  },
  '57014': tooSlow,
};

const LOST = new Set(['57P01', '57P02', '57P03', '08006', '08003', '25P03']);

/** `pg_cancel_backend`, in the words of servers in English and Japanese: the code is that of the time limit too. */
const CANCELLED = /user request|ユーザー?からの要求/;

const DIALECT: ErrorDialect = {
  messages: MESSAGES,
  interruption: (code, detail) => {
    // A run only reads, so that nothing else of the database can be in its way.
    if (code === '40001') return 'replica-conflict';
    if (code === '57014' && CANCELLED.test(detail)) return 'statement-ended';
    const isLost = LOST.has(code) || /Connection terminated|not queryable/.test(detail);
    return isLost ? 'connection-lost' : undefined;
  },
};

function translate(error: unknown, address: DatabaseAddress): Error {
  return translateError(error, codeOf(error), address, DIALECT);
}

/** Where a password is asked for and none is set, the driver fails by itself, without a code. */
function codeOf(error: unknown): string {
  const code = errorCode(error);
  return code === '' && /client password must be/.test(errorText(error)) ? '28P01' : code;
}

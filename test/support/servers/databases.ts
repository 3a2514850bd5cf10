import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { inject } from 'vitest';
import type { Engine } from '../../../src/model/model.ts';

export type SqlRecord = Readonly<Record<string, unknown>>;

export interface TestDatabase {
  readonly engine: Engine;
  /** URL of an account that may do everything. */
  readonly url: string;
  /** URL of an account that may only SELECT, which is what users should give the program. */
  readonly readerUrl: string;
  readonly readerName: string;
  /** Runs one or several statements as admin and gives the rows of a single SELECT. */
  run(sql: string): Promise<readonly SqlRecord[]>;
  /** Removes the database and its reader; call it in afterAll. */
  drop(): Promise<void>;
}

interface AdminConnection {
  run(sql: string): Promise<readonly SqlRecord[]>;
  close(): Promise<void>;
}

const READER_PASSWORD = 'reader-secret';

/** An empty database of the test's own; `name` only makes it recognisable, `encoding` is PostgreSQL's alone. */
export async function createDatabase(
  engine: Engine,
  name: string,
  encoding?: string,
): Promise<TestDatabase> {
  const database =
    `${name.replace(/\W/g, '_').slice(0, 30)}_${randomBytes(6).toString('hex')}`.toLowerCase();
  const readerName = `reader_${randomBytes(6).toString('hex')}`;
  const serverUrl = inject(engine === 'mysql' ? 'mysqlUrl' : 'postgresUrl');
  const url = urlOf(serverUrl, { database });
  const server = await CONNECT[engine](serverUrl);
  // As most servers have it; with C alone PostgreSQL looks at no character when it changes the case of a text.
  const locale = encoding === 'UTF8' ? 'C.UTF-8' : 'C';
  const stored =
    encoding === undefined ? '' : ` ENCODING '${encoding}' LOCALE '${locale}' TEMPLATE template0`;
  await server.run(
    `CREATE DATABASE ${database}${engine === 'mysql' ? ' CHARACTER SET utf8mb4' : stored}`,
  );
  const admin = await CONNECT[engine](url);
  for (const sql of READER_SQL[engine](readerName, database)) await admin.run(sql);
  return {
    engine,
    url,
    readerName,
    readerUrl: urlOf(url, { database, username: readerName, password: READER_PASSWORD }),
    run: admin.run,
    drop: async () => {
      await admin.close();
      for (const sql of DROP_SQL[engine](readerName, database)) await server.run(sql);
      await server.close();
    },
  };
}

/**
 * A database of a server that may be restarted: every statement has a connection of its own. It ends with its server.
 */
export async function createLooseDatabase(
  engine: Engine,
  serverUrl: string,
): Promise<TestDatabase> {
  const readerName = 'reader';
  const url = urlOf(serverUrl, { database: 'mattermost' });
  const runAt = async (at: string, sql: string): Promise<readonly SqlRecord[]> => {
    const connection = await CONNECT[engine](at);
    return await connection.run(sql).finally(() => connection.close());
  };
  const charset = engine === 'mysql' ? ' CHARACTER SET utf8mb4' : '';
  await runAt(serverUrl, `CREATE DATABASE mattermost${charset}`);
  for (const sql of READER_SQL[engine](readerName, 'mattermost')) await runAt(url, sql);
  return {
    engine,
    url,
    readerName,
    readerUrl: urlOf(url, {
      database: 'mattermost',
      username: readerName,
      password: READER_PASSWORD,
    }),
    run: (sql) => runAt(url, sql),
    drop: async () => undefined,
  };
}

const READER_SQL: Record<Engine, (reader: string, database: string) => readonly string[]> = {
  mysql: (reader, database) => [
    `CREATE USER ${reader}@'%' IDENTIFIED BY '${READER_PASSWORD}'`,
    `GRANT SELECT ON ${database}.* TO ${reader}@'%'`,
  ],
  postgres: (reader) => [
    `CREATE ROLE ${reader} LOGIN PASSWORD '${READER_PASSWORD}'`,
    `ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO ${reader}`,
  ],
};

const DROP_SQL: Record<Engine, (reader: string, database: string) => readonly string[]> = {
  mysql: (reader, database) => [`DROP DATABASE ${database}`, `DROP USER ${reader}@'%'`],
  postgres: (reader, database) => [`DROP DATABASE ${database} WITH (FORCE)`, `DROP ROLE ${reader}`],
};

const CONNECT: Record<Engine, (url: string) => Promise<AdminConnection>> = {
  mysql: connectMysql,
  postgres: connectPostgres,
};

async function connectMysql(url: string): Promise<AdminConnection> {
  const connection = await createConnection({
    uri: url,
    multipleStatements: true,
    charset: 'utf8mb4',
  });
  return {
    run: async (sql) => {
      const [rows] = await connection.query(sql);
      return Array.isArray(rows) ? (rows as SqlRecord[]) : [];
    },
    close: () => connection.end(),
  };
}

async function connectPostgres(url: string): Promise<AdminConnection> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    run: async (sql) => {
      const result = await client.query<SqlRecord>(sql);
      return Array.isArray(result) ? [] : result.rows;
    },
    close: () => client.end(),
  };
}

function urlOf(
  base: string,
  parts: { database: string; username?: string; password?: string },
): string {
  const url = new URL(base);
  url.pathname = `/${parts.database}`;
  if (parts.username !== undefined) url.username = parts.username;
  if (parts.password !== undefined) url.password = parts.password;
  return url.href;
}

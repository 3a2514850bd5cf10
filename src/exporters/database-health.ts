import type { Database, Engine } from './database.ts';
import { count, text } from './rows.ts';
import type { Tables } from './tables.ts';

/** What a database says of itself, as far as a run depends on it. */
export interface DatabaseHealth {
  readonly version: string;
  /** Rights of the account beyond reading; empty for a reader. */
  readonly writeRights: readonly string[];
  /** Character sets of the columns that hold text of people, and of the database where it has one for all. */
  readonly charsets: readonly string[];
  readonly collations: readonly string[];
  /** Tables whose engine has no snapshots, such as MyISAM. */
  readonly withoutSnapshots: readonly string[];
  /** Bytes of the posts' table, roughly. */
  readonly postsBytes: number;
}

const QUERIES: Readonly<
  Record<Engine, (database: Database, tables: Tables) => Promise<DatabaseHealth>>
> = { mysql: mysqlHealth, postgres: postgresHealth };

/** Asks the catalogue only; no row of a table is read. */
export function readDatabaseHealth(database: Database, tables: Tables): Promise<DatabaseHealth> {
  return QUERIES[database.engine](database, tables);
}

/** Tables and columns whose text a wrong character set would spoil. */
const TEXT_COLUMNS = `(TABLE_NAME, COLUMN_NAME) IN (('Posts', 'Message'), ('Posts', 'Props'),
  ('Channels', 'DisplayName'), ('Users', 'FirstName'), ('FileInfo', 'Name'))`;

async function mysqlHealth(database: Database): Promise<DatabaseHealth> {
  const [version] = await database.query('SELECT VERSION()');
  const own = "REPLACE(GRANTEE, '''', '') = CURRENT_USER()";
  const rights = await database.query(`SELECT DISTINCT PRIVILEGE_TYPE FROM (
      SELECT PRIVILEGE_TYPE FROM INFORMATION_SCHEMA.USER_PRIVILEGES WHERE ${own}
      UNION ALL SELECT PRIVILEGE_TYPE FROM INFORMATION_SCHEMA.SCHEMA_PRIVILEGES WHERE ${own} AND TABLE_SCHEMA = DATABASE()
      UNION ALL SELECT PRIVILEGE_TYPE FROM INFORMATION_SCHEMA.TABLE_PRIVILEGES WHERE ${own} AND TABLE_SCHEMA = DATABASE()
    ) r WHERE PRIVILEGE_TYPE NOT IN ('USAGE', 'SELECT', 'SHOW VIEW', 'SHOW DATABASES', 'PROCESS', 'REPLICATION CLIENT', 'BINLOG MONITOR', 'SLAVE MONITOR', 'LOCK TABLES')
    ORDER BY PRIVILEGE_TYPE`);
  const charsets = await database.query(
    `SELECT DISTINCT CHARACTER_SET_NAME, COLLATION_NAME FROM INFORMATION_SCHEMA.COLUMNS
     WHERE TABLE_SCHEMA = DATABASE() AND CHARACTER_SET_NAME IS NOT NULL AND ${TEXT_COLUMNS}
     ORDER BY CHARACTER_SET_NAME, COLLATION_NAME`,
  );
  const engines = await database.query(
    `SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = DATABASE()
     AND TABLE_TYPE = 'BASE TABLE' AND ENGINE <> 'InnoDB' ORDER BY TABLE_NAME`,
  );
  const [size] = await database.query(
    `SELECT COALESCE(SUM(DATA_LENGTH), 0) FROM INFORMATION_SCHEMA.TABLES
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'Posts'`,
  );
  return {
    version: text(version?.[0]),
    writeRights: rights.map(([right]) => text(right)),
    charsets: [...new Set(charsets.map(([charset]) => text(charset)))],
    collations: [...new Set(charsets.map(([, collation]) => text(collation)))],
    withoutSnapshots: engines.map(([table]) => text(table)),
    postsBytes: count(size?.[0]),
  };
}

async function postgresHealth(database: Database, tables: Tables): Promise<DatabaseHealth> {
  const [row] = await database.query(
    `SELECT current_setting('server_version'), current_setting('server_encoding'),
     (SELECT datcollate FROM pg_catalog.pg_database WHERE datname = current_database())`,
  );
  const rights = await database.query(
    `SELECT DISTINCT right_name FROM pg_catalog.pg_class c,
       unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS right_name
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
     AND has_table_privilege(c.oid, right_name) ORDER BY right_name`,
  );
  const [size] = await database.query(
    'SELECT pg_catalog.pg_total_relation_size(CAST(? AS regclass))',
    [tables.name('Posts')],
  );
  return {
    version: text(row?.[0]),
    writeRights: rights.map(([right]) => text(right)),
    charsets: [text(row?.[1])],
    collations: [text(row?.[2])],
    withoutSnapshots: [],
    postsBytes: count(size?.[0]),
  };
}

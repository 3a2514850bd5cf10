import type { Database, Engine } from './database.ts';
import { count, text } from './rows.ts';

/** In lower case, as a dump of a Windows or macOS server has them. */
const READ_TABLES = `'bots', 'channelbookmarks', 'channelmembers', 'channels', 'emoji', 'fileinfo',
  'groupmembers', 'postacknowledgements', 'posts', 'postspriority', 'reactions', 'systems', 'teams',
  'usergroups', 'users'`;

const WITHOUT_SNAPSHOTS: Readonly<Record<Engine, string | undefined>> = {
  mysql: `SELECT TABLE_NAME, ENGINE FROM INFORMATION_SCHEMA.TABLES
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE' AND ENGINE <> 'InnoDB'
    AND LOWER(TABLE_NAME) IN (${READ_TABLES}) ORDER BY TABLE_NAME`,
  postgres: undefined,
};

/** `table (engine)` of those that a run reads and whose engine has no snapshots, such as MyISAM. */
export async function readTablesWithoutSnapshots(database: Database): Promise<readonly string[]> {
  const query = WITHOUT_SNAPSHOTS[database.engine];
  if (query === undefined) return [];
  const rows = await database.query(query);
  return rows.map(([table, engine]) => `${text(table)} (${text(engine)})`);
}

const POSTS_BYTES: Readonly<Record<Engine, string>> = {
  mysql: `SELECT COALESCE(SUM(DATA_LENGTH), 0) FROM INFORMATION_SCHEMA.TABLES
    WHERE TABLE_SCHEMA = DATABASE() AND LOWER(TABLE_NAME) = 'posts'`,
  postgres: `SELECT COALESCE(SUM(pg_catalog.pg_table_size(c.oid)), 0) FROM pg_catalog.pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = 'posts'`,
};

/** Bytes of the posts' table without its indexes, as the server estimates them. */
export async function readPostsBytes(database: Database): Promise<number> {
  const [size] = await database.query(POSTS_BYTES[database.engine]);
  return count(size?.[0]);
}

import type { SourceEngine } from '../../model/source-kind.ts';
import type { Database } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { count, text } from '../database/rows.ts';

/** How a text column is stored; `place` is `table.column`, or the database where it has one for all. */
export interface TextStorage {
  readonly place: string;
  readonly charset: string;
  readonly collation: string;
}

const QUERIES: Readonly<Record<SourceEngine, string>> = {
  // In lower case: MySQL 8 compares these names as they are spelt, and dumps of Windows spell them small.
  mysql: `SELECT CONCAT(TABLE_NAME, '.', COLUMN_NAME), CHARACTER_SET_NAME, COLLATION_NAME
    FROM INFORMATION_SCHEMA.COLUMNS
    WHERE TABLE_SCHEMA = DATABASE() AND CHARACTER_SET_NAME IS NOT NULL
    AND (LOWER(TABLE_NAME), LOWER(COLUMN_NAME)) IN (('posts', 'message'),
      ('channels', 'displayname'), ('channels', 'header'), ('channels', 'purpose'),
      ('teams', 'displayname'), ('users', 'username'), ('users', 'firstname'), ('users', 'lastname'),
      ('users', 'nickname'), ('fileinfo', 'name'), ('reactions', 'emojiname'))
    ORDER BY TABLE_NAME, COLUMN_NAME`,
  postgres: `SELECT 'the database', current_setting('server_encoding'), datcollate
    FROM pg_catalog.pg_database WHERE datname = current_database()`,
  bulk: "SELECT 'the export', 'UTF8', 'binary'",
};

/** Character sets and collations of the columns that hold what people wrote. */
export async function readTextStorage(database: Database): Promise<readonly TextStorage[]> {
  const rows = await database.query(QUERIES[database.engine]);
  return rows.map(([place, charset, collation]) => ({
    place: text(place),
    charset: text(charset),
    collation: text(collation),
  }));
}

/** In lower case, as a dump of a Windows or macOS server has them. */
const READ_TABLES = `'bots', 'channelbookmarks', 'channelmembers', 'channels', 'emoji', 'fileinfo',
  'groupmembers', 'postacknowledgements', 'posts', 'postspriority', 'reactions', 'systems', 'teams',
  'usergroups', 'users'`;

const WITHOUT_SNAPSHOTS: Readonly<Record<SourceEngine, string | undefined>> = {
  mysql: `SELECT TABLE_NAME, ENGINE FROM INFORMATION_SCHEMA.TABLES
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE' AND ENGINE <> 'InnoDB'
    AND LOWER(TABLE_NAME) IN (${READ_TABLES}) ORDER BY TABLE_NAME`,
  postgres: undefined,
  bulk: undefined,
};

/** `table (engine)` of those that a run reads and whose engine has no snapshots, such as MyISAM. */
export async function readTablesWithoutSnapshots(database: Database): Promise<readonly string[]> {
  const query = WITHOUT_SNAPSHOTS[database.engine];
  if (query === undefined) return [];
  const rows = await database.query(query);
  return rows.map(([table, engine]) => `${text(table)} (${text(engine)})`);
}

const POSTS_BYTES: Readonly<Record<SourceEngine, string>> = {
  mysql: `SELECT COALESCE(SUM(DATA_LENGTH), 0) FROM INFORMATION_SCHEMA.TABLES
    WHERE TABLE_SCHEMA = DATABASE() AND LOWER(TABLE_NAME) = 'posts'`,
  postgres: `SELECT COALESCE(SUM(pg_catalog.pg_table_size(c.oid)), 0) FROM pg_catalog.pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = 'posts'`,
  bulk: 'SELECT COALESCE(SUM(LENGTH(Message) + LENGTH(Props) + 200), 0) FROM Posts',
};

/** Bytes of the posts' table without its indexes, as the server estimates them. */
export async function readPostsBytes(database: Database): Promise<number> {
  const [size] = await database.query(POSTS_BYTES[database.engine]);
  return count(size?.[0]);
}

/** A file row, to be looked for in the store. */
export interface SampleFile {
  readonly path: string;
  /** Undefined for a file of a bulk export that nothing tells the size of. */
  readonly sizeBytes: number | undefined;
}

/** The letters of Mattermost's ids (model.NewId, z-base-32): ids are random, so rows behind each are of all years. */
export const FIRST_LETTERS = [...'13456789abcdefghijkmnopqrstuwxyz'];
const ROWS_A_LETTER = 8;

/** Some 250 rows from all over the table, each by its key. */
export async function readSampleFiles({
  database,
  tables,
}: Reader): Promise<readonly SampleFile[]> {
  const samples = new Map<string, SampleFile>();
  for (const letter of FIRST_LETTERS) {
    const rows = await database.query(
      `SELECT Id, Path, Size FROM ${tables.name('FileInfo')} WHERE Id >= ? AND (DeleteAt = 0 OR DeleteAt IS NULL) ORDER BY Id LIMIT ${ROWS_A_LETTER}`,
      [letter],
    );
    for (const [id, path, size] of rows) {
      samples.set(text(id), {
        path: text(path),
        sizeBytes: size === null && database.engine === 'bulk' ? undefined : count(size),
      });
    }
  }
  return [...samples.values()];
}

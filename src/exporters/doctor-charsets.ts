import type { Database, Engine } from './database.ts';
import { text } from './rows.ts';

/** How a text column is stored; `place` is `table.column`, or the database where it has one for all. */
export interface TextStorage {
  readonly place: string;
  readonly charset: string;
  readonly collation: string;
}

const QUERIES: Readonly<Record<Engine, string>> = {
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

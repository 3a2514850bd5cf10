import type { Database } from '../database.ts';
import { text } from '../rows.ts';

/**
 * Columns that Mattermost declares as JSON since 6.0 and this database keeps as text: MariaDB's JSON is another
 * name of longtext (mariadb.com/kb/en/json-data-type). None on PostgreSQL, which has types of its own.
 */
export async function readJsonAsText(database: Database): Promise<readonly string[]> {
  if (database.engine === 'postgres') return [];
  const rows = await database.query(
    `SELECT CONCAT(TABLE_NAME, '.', COLUMN_NAME) FROM INFORMATION_SCHEMA.COLUMNS
     WHERE TABLE_SCHEMA = DATABASE() AND LOWER(DATA_TYPE) <> 'json'
     AND (LOWER(TABLE_NAME), LOWER(COLUMN_NAME)) IN (('posts', 'props'), ('users', 'props'),
       ('users', 'notifyprops'), ('users', 'timezone'), ('channelmembers', 'notifyprops'),
       ('threads', 'participants'), ('jobs', 'data'), ('linkmetadata', 'data'), ('sessions', 'props'))
     ORDER BY TABLE_NAME, COLUMN_NAME`,
  );
  return rows.map(([place]) => text(place));
}

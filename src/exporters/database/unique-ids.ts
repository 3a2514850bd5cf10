import type { Database } from './database.ts';
import { text } from './rows.ts';

/** Columns of unique indexes: table, index and column. Without its primary key a table can hold an id twice. */
const UNIQUE_COLUMNS: Readonly<Record<Database['engine'], string>> = {
  mysql: `SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.STATISTICS
    WHERE TABLE_SCHEMA = DATABASE() AND NON_UNIQUE = 0 AND SUB_PART IS NULL`,
  postgres: `SELECT c.relname, i.indexrelid, a.attname FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
    WHERE c.relnamespace = current_schema()::regnamespace AND i.indisunique AND i.indisvalid
    AND i.indpred IS NULL AND i.indexprs IS NULL`,
  bulk: `SELECT m.name, i.name, c.name FROM sqlite_schema m JOIN pragma_index_list(m.name) i
    JOIN pragma_index_info(i.name) c WHERE m.type = 'table' AND i."unique" = 1`,
};

/** Reads which tables, by name in small letters, have an index by which no two rows have the same id. */
export async function readUniqueIds(database: Database): Promise<ReadonlySet<string>> {
  const columns = new Map<string, string[]>();
  for (const [table, index, column] of await database.query(UNIQUE_COLUMNS[database.engine])) {
    const key = `${text(table).toLowerCase()} ${text(index)}`;
    columns.set(key, [...(columns.get(key) ?? []), text(column).toLowerCase()]);
  }
  const unique = [...columns].filter(([, names]) => names.length === 1 && names[0] === 'id');
  return new Set(unique.map(([key]) => key.split(' ')[0] ?? ''));
}

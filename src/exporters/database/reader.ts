import { type DoubledIds, NO_DOUBLES } from '../ids.ts';
import type { Database } from './database.ts';
import { count } from './rows.ts';
import { type ColumnOf, readTables, type Tables } from './tables.ts';

/** What reads Mattermost's tables: one connection, and the tables and columns that its schema has. */
export interface Reader {
  readonly database: Database;
  readonly tables: Tables;
  /** Ids that several rows have; none until they are looked for. */
  readonly doubled: { readonly posts: DoubledIds; readonly files: DoubledIds };
  /** Rows of whole tables as they were counted, where nothing is added: in a snapshot. */
  readonly rowCounts: Map<string, Promise<number>> | undefined;
}

/** Reads the schema behind a connection. SourceError when it is not Mattermost's or a table may not be read. */
export async function openReader(database: Database): Promise<Reader> {
  const doubled = { posts: NO_DOUBLES, files: NO_DOUBLES };
  return { database, tables: await readTables(database), doubled, rowCounts: undefined };
}

/** Counts all rows of a table; in a snapshot once. */
export async function countRows(reader: Reader, table: string): Promise<number> {
  const counted = reader.rowCounts?.get(table) ?? countNow(reader, table);
  reader.rowCounts?.set(table, counted);
  return await counted;
}

async function countNow({ database, tables }: Reader, table: string): Promise<number> {
  const [row] = await database.query(`SELECT COUNT(*) FROM ${tables.name(table)}`);
  return count(row?.[0]);
}

/** An id that is compared and put in order by its characters on every engine, whatever its column's collation. */
export function byCharacters({ database, tables }: Reader, column: ColumnOf): string {
  const exact = tables.exact(column);
  return database.engine === 'postgres' ? `${exact} COLLATE "C"` : exact;
}

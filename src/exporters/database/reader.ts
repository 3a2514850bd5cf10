import type { Database } from './database.ts';
import { readTables, type Tables } from './tables.ts';

/** What reads Mattermost's tables: one connection, and the tables and columns that its schema has. */
export interface Reader {
  readonly database: Database;
  readonly tables: Tables;
}

/** Reads the schema behind a connection. SourceError when it is not Mattermost's or a table may not be read. */
export async function openReader(database: Database): Promise<Reader> {
  return { database, tables: await readTables(database) };
}

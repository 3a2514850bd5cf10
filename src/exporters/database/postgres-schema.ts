import { type Database, inList } from './database.ts';
import { text } from './rows.ts';

/** Returns the schema that names without one belong to; undefined when the account may use none of its search_path. */
export async function readCurrentSchema(database: Database): Promise<string | undefined> {
  const [row] = await database.query('SELECT current_schema()');
  return text(row?.[0]) || undefined;
}

/**
 * Returns the schemas that hold all of these tables, also those that the account may not use: pgloader, with which
 * Mattermost's guide moves a server from MySQL, makes one with the name of the old database.
 */
export async function schemasWith(
  database: Database,
  tables: readonly string[],
): Promise<readonly string[]> {
  const wanted = inList(tables.map((table) => table.toLowerCase()));
  const rows = await database.query(
    `SELECT n.nspname, COUNT(DISTINCT LOWER(c.relname)) FROM pg_catalog.pg_class c
     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND LOWER(c.relname) IN (${wanted.marks})
     GROUP BY n.nspname ORDER BY n.nspname`,
    wanted.values,
  );
  return rows
    .filter(([, count]) => Number(count) === tables.length)
    .map(([schema]) => text(schema));
}

/**
 * Returns other schemas than the current one that hold all of these tables, and rows of one of them (`filled`): by its
 * size, for the account may not be allowed to read it. A view, a foreign or a partitioned table has none of its own and
 * is taken for filled.
 */
export async function schemasWithRows(
  database: Database,
  tables: readonly string[],
  filled: string,
): Promise<readonly string[]> {
  const current = await readCurrentSchema(database);
  const rows = await database.query(
    `SELECT n.nspname FROM pg_catalog.pg_class c
     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE LOWER(c.relname) = ? AND (c.relkind IN ('v', 'm', 'f', 'p') OR pg_catalog.pg_relation_size(c.oid) > 0)`,
    [filled.toLowerCase()],
  );
  const withRows = new Set(rows.map(([schema]) => text(schema)));
  const holding = await schemasWith(database, tables);
  return holding.filter((schema) => schema !== current && withRows.has(schema));
}

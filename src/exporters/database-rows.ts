import { SourceError } from '../errors/errors.ts';
import type { CountedRows, DatabaseRows, PartRows, TableRows } from '../model/database-rows.ts';
import type { SourceEngine } from '../model/source-kind.ts';
import { COLUMNS_OF_OPTIONAL_TABLES, NEEDED_COLUMNS } from './database/needed-columns.ts';
import { quoted } from './database/quoted.ts';
import type { Reader } from './database/reader.ts';
import { count, flag, text } from './database/rows.ts';
import { PARTS_OF_TABLES } from './table-parts.ts';

/** Rows that are counted one by one; of a larger table the catalogue's estimate is taken. */
const MAX_COUNTED = 100_000;

interface CatalogueTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly estimate: number;
  readonly isReadable: boolean;
}

/**
 * Tables, their columns, the rows that the catalogue estimates, whether they may be read, and whether they are views. A
 * part of a partitioned table is not a table of its own.
 */
const TABLES_OF: Readonly<Record<SourceEngine, string>> = {
  mysql: `SELECT t.TABLE_NAME, c.COLUMN_NAME, t.TABLE_ROWS, 1, t.TABLE_TYPE = 'VIEW'
    FROM INFORMATION_SCHEMA.TABLES t
    JOIN INFORMATION_SCHEMA.COLUMNS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
    WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE IN ('BASE TABLE', 'VIEW')
    ORDER BY t.TABLE_NAME, c.ORDINAL_POSITION`,
  postgres: `SELECT c.relname, a.attname, c.reltuples, has_table_privilege(c.oid, 'SELECT'), c.relkind = 'v'
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'm', 'v', 'f')
    AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY c.relname, a.attnum`,
  bulk: `SELECT m.name, c.name, 0, 1, 0 FROM sqlite_schema m JOIN pragma_table_info(m.name) c
    WHERE m.type = 'table' AND m.name NOT LIKE 'Bulk%' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, c.cid`,
};

/**
 * Counts the rows of every table in the catalogue, and of the parts of tables. Never fails because of a table: one that
 * cannot be read says so. Not for use in a transaction, which PostgreSQL ends at the first fault.
 */
export async function readDatabaseRows(reader: Reader): Promise<DatabaseRows> {
  const tables: TableRows[] = [];
  for (const { name, columns, ...table } of await readCatalogue(reader)) {
    tables.push({ name, columns, ...(await countTable(reader, name, table)) });
  }
  tables.push(...(await countUnknownLines(reader)));
  return { tables, parts: await countParts(reader, tables) };
}

/**
 * The tables that a run knows. A view of that name stands for the table, as where an account is given views without
 * secrets; other views show rows of tables that are counted already.
 */
const KNOWN: ReadonlySet<string> = new Set(
  [
    ...Object.keys({ ...NEEDED_COLUMNS, ...COLUMNS_OF_OPTIONAL_TABLES }),
    ...PARTS_OF_TABLES.map(({ table }) => table),
  ].map((table) => table.toLowerCase()),
);

async function readCatalogue({ database }: Reader): Promise<readonly CatalogueTable[]> {
  const tables = new Map<string, CatalogueTable & { readonly columns: string[] }>();
  for (const [rawName, column, estimate, isReadable, isView] of await database.query(
    TABLES_OF[database.engine],
  )) {
    const name = text(rawName);
    if (flag(isView) && !KNOWN.has(name.toLowerCase())) continue;
    const table = tables.get(name) ?? {
      name,
      columns: [],
      estimate: count(estimate),
      isReadable: flag(isReadable),
    };
    table.columns.push(text(column));
    tables.set(name, table);
  }
  return [...tables.values()];
}

async function countTable(
  { database }: Reader,
  name: string,
  { estimate, isReadable }: Pick<CatalogueTable, 'estimate' | 'isReadable'>,
): Promise<CountedRows> {
  if (!isReadable) return NOT_READABLE;
  const counted = await countUpTo(database, quoted(database.engine, name));
  // PostgreSQL estimates -1 rows of a table that it has never analysed.
  return counted.precision === 'at-least' && estimate > MAX_COUNTED
    ? { rows: estimate, precision: 'estimate' }
    : counted;
}

const NOT_READABLE: CountedRows = { rows: undefined, precision: 'not-readable' };

/** Counts the rows up to the limit; a staged bulk export is a file of ours and counted to its end. */
async function countUpTo(
  database: Reader['database'],
  table: string,
  where = '1 = 1',
): Promise<CountedRows> {
  try {
    const [row] = await database.query(
      database.engine === 'bulk'
        ? `SELECT COUNT(*) FROM ${table} WHERE ${where}`
        : `SELECT COUNT(*) FROM (SELECT 1 FROM ${table} WHERE ${where} LIMIT ${MAX_COUNTED + 1}) s`,
    );
    const rows = count(row?.[0]);
    return rows <= MAX_COUNTED || database.engine === 'bulk'
      ? { rows, precision: 'exact' }
      : { rows: MAX_COUNTED, precision: 'at-least' };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return NOT_READABLE;
  }
}

async function countParts(
  { database, tables }: Reader,
  counted: readonly TableRows[],
): Promise<readonly PartRows[]> {
  const readable = new Map(
    counted.map(({ name, precision }) => [name.toLowerCase(), precision !== 'not-readable']),
  );
  const parts: PartRows[] = [];
  for (const { part, table, columns, where } of PARTS_OF_TABLES) {
    const isThere = readable.get(table.toLowerCase());
    if (isThere === undefined || columns.some((column) => !tables.has(table, column))) continue;
    const rows = isThere
      ? await countUpTo(database, tables.name(table), where(database.engine))
      : NOT_READABLE;
    parts.push({ part, ...rows });
  }
  return parts;
}

/** Lines of a bulk export of a kind that no version of ours knows, as tables of their own. */
async function countUnknownLines({ database }: Reader): Promise<readonly TableRows[]> {
  if (database.engine !== 'bulk') return [];
  const rows = await database.query(
    'SELECT Kind, COUNT(*) FROM BulkUnknown GROUP BY Kind ORDER BY Kind',
  );
  return rows.map(([kind, lines]) => ({
    name: `line: ${text(kind)}`,
    columns: [],
    rows: count(lines),
    precision: 'exact',
  }));
}

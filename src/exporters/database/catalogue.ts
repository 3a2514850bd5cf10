import type { SourceEngine } from '../../model/source-kind.ts';
import type { Database } from './database.ts';
import { flag, text } from './rows.ts';

/** A table as the server's catalogue has it. */
export interface FoundTable {
  readonly name: string;
  /** Those that may be read, by name in small letters; all of a table of which none may. */
  readonly columns: Map<string, FoundColumn>;
  /** Names, in small letters, of those that may not; MySQL lists none. */
  readonly denied: Set<string>;
}

/** How a column's text is compared; both '' for one that is no text. */
export interface Collation {
  readonly collation: string;
  /** MySQL's character set, or PostgreSQL's schema of the collation. */
  readonly home: string;
}

export interface FoundColumn extends Collation {
  /** In the server's words, without lengths, such as `bigint` or `character varying`; '' for a staged export. */
  readonly type: string;
}

/*
 * PostgreSQL's information_schema hides what the account may not read, and a hidden table would look
 * like an old server; its own catalogue shows every table. A domain is of the type that it is made of.
 */
const COLUMNS_OF: Readonly<Record<SourceEngine, string>> = {
  mysql: `SELECT TABLE_NAME, COLUMN_NAME, COLLATION_NAME, CHARACTER_SET_NAME, DATA_TYPE, 0
    FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = DATABASE()`,
  postgres: `SELECT c.relname, a.attname, l.collname, n.nspname, CASE WHEN t.typtype = 'e' THEN 'enum'
      ELSE pg_catalog.format_type(CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END, NULL) END,
      has_any_column_privilege(c.oid, 'SELECT') AND NOT has_column_privilege(c.oid, a.attnum, 'SELECT')
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
    LEFT JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND a.attnum > 0 AND NOT a.attisdropped`,
  // All texts are compared as their bytes.
  bulk: `SELECT m.name, c.name, '', '', '', 0 FROM sqlite_schema m JOIN pragma_table_info(m.name) c
    WHERE m.type = 'table'`,
};

/** Reads the tables of the database, by name in small letters, with their columns. */
export async function readCatalogue(database: Database): Promise<Map<string, FoundTable>> {
  const found = new Map<string, FoundTable>();
  for (const [tableName, columnName, collation, home, type, isDenied] of await database.query(
    COLUMNS_OF[database.engine],
  )) {
    const name = text(tableName);
    // Where both `Posts` and `posts` exist, the spelling of Mattermost on this engine wins.
    const known = found.get(name.toLowerCase());
    if (known !== undefined && known.name !== name && isOwnSpelling(database.engine, known.name))
      continue;
    const table = known?.name === name ? known : emptyTable(name);
    found.set(name.toLowerCase(), table);
    const column = text(columnName).toLowerCase();
    if (flag(isDenied)) table.denied.add(column);
    else {
      const compared = { collation: text(collation), home: text(home) };
      table.columns.set(column, { ...compared, type: text(type).toLowerCase() });
    }
  }
  return found;
}

const emptyTable = (name: string): FoundTable => ({ name, columns: new Map(), denied: new Set() });

function isOwnSpelling(engine: SourceEngine, name: string): boolean {
  return engine === 'postgres' ? name === name.toLowerCase() : name !== name.toLowerCase();
}

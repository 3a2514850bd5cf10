import { type Line, SourceError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { SourceEngine } from '../../model/source-kind.ts';
import { type Collation, type FoundTable, readCatalogue } from './catalogue.ts';
import type { Database } from './database.ts';
import { findColumnFaults } from './needed-columns.ts';
import { readCurrentSchema, schemasWith, schemasWithRows } from './postgres-schema.ts';
import { isHintTaken, readTimeIndexHint } from './time-index.ts';
import { readUniqueIds } from './unique-ids.ts';

/** What this server's schema has. Versions lie (migrations are back-ported and skipped), columns do not. */
export interface Tables {
  has(table: string, column?: string): boolean;
  /** The table's name as this server spells it, quoted. SourceError when it does not exist. */
  name(table: string): string;
  /**
   * The table of posts with an alias, read by the index (ChannelId, DeleteAt, CreateAt) where a planner may take a worse
   * one: for statements about one state of deletion and a range of time.
   */
  postsInTime(alias: string): string;
  /** The columns as a select list; `NULL` stands in for one that this schema lacks. */
  columns(table: string, columns: readonly string[], alias?: string): string;
  /**
   * The comparison of two columns, each as table, alias and column. Columns of upgraded servers have several character
   * sets and collations, and a server refuses to compare them: the second is converted to those of the first, which
   * keeps the index of the first one usable. Ids are equal when their characters are, as in the program.
   */
  match(known: ColumnOf, by: ColumnOf): string;
  /**
   * A column of ids as a value that is equal for equal characters alone: to MySQL texts are equal that differ in case or
   * in blanks at the end. No index finds it.
   */
  exact(column: ColumnOf): string;
  /** Orders the ids of a table, each for itself, by an index where there is one. */
  order(column: ColumnOf): string;
  /** Orders ids by their bytes, alike on every engine; no index has this order. */
  byBytes(column: ColumnOf): string;
  /** True when an index keeps two rows from having the same id. */
  hasUniqueIds(table: string): boolean;
  /** Things a report should say, for example a table that may be there but cannot be read. */
  readonly warnings: readonly Line[];
}

export type ColumnOf = readonly [table: string, alias: string, column: string];

/** Without these there is nothing to move. */
export const REQUIRED_TABLES = [
  'Users',
  'Teams',
  'Channels',
  'ChannelMembers',
  'Posts',
  'FileInfo',
  'Reactions',
];
const OPTIONAL = [
  'Bots',
  'Emoji',
  'UserGroups',
  'GroupMembers',
  'ChannelBookmarks',
  'Systems',
  'db_migrations',
  'PostsPriority',
  'PostAcknowledgements',
];

const QUOTES: Readonly<Record<SourceEngine, string>> = { mysql: '`', postgres: '"', bulk: '"' };

/**
 * Reads what tables and columns there are and checks that the needed ones can be read.
 * Fails with SourceError when the database is not Mattermost's or a table may not be read (named).
 */
export async function readTables(database: Database): Promise<Tables> {
  const found = await readCatalogue(database);
  const unique = await readUniqueIds(database);
  const known = { unique, timeIndex: '', warnings: [] };
  const tables = tablesOver(database.engine, found, known);
  const anyKnown = REQUIRED_TABLES.some((table) => tables.has(table));
  for (const table of REQUIRED_TABLES) await proveReadable(database, tables, table, anyKnown);
  const [fault] = await contentFaults(database, found, tables);
  if (fault !== undefined) throw fault;
  const warnings: Line[] = [];
  for (const table of OPTIONAL) {
    const warning = await optionalTableWarning(database, tables, table);
    if (warning !== undefined) warnings.push(warning);
  }
  const posts = found.get('posts')?.name ?? 'Posts';
  const timeIndex = await readTimeIndexHint(database, posts);
  const hinted = tablesOver(database.engine, found, { unique, timeIndex, warnings });
  if (timeIndex === '' || (await isHintTaken(database, hinted))) return hinted;
  return tablesOver(database.engine, found, { unique, timeIndex: '', warnings });
}

/**
 * Every needed table that is missing or may not be read, one fault each, where readTables fails at the
 * first; where there are none, what else keeps them from giving everything. Not for use in a transaction, which
 * PostgreSQL ends at the first fault.
 */
export async function readTableFaults(database: Database): Promise<readonly SourceError[]> {
  const none = { unique: new Set<string>(), timeIndex: '', warnings: [] };
  const found = await readCatalogue(database);
  const tables = tablesOver(database.engine, found, none);
  const anyKnown = REQUIRED_TABLES.some((table) => tables.has(table));
  const faults: SourceError[] = [];
  for (const table of REQUIRED_TABLES) {
    try {
      await proveReadable(database, tables, table, anyKnown);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      faults.push(error);
    }
  }
  return faults.length > 0 ? faults : await contentFaults(database, found, tables);
}

/** Finds what keeps the needed tables, all of which may be read, from giving everything. */
async function contentFaults(
  database: Database,
  found: ReadonlyMap<string, FoundTable>,
  tables: Tables,
): Promise<readonly SourceError[]> {
  const faults = await findColumnFaults(database, found, tables);
  return faults.length > 0 ? faults : await emptyCopyFaults(database, tables);
}

const CONVERTED: Readonly<Record<SourceEngine, (column: string, to: Collation) => string>> = {
  mysql: (column, { collation, home }) => `CONVERT(${column} USING ${home}) COLLATE ${collation}`,
  postgres: (column, { collation, home }) => `${column} COLLATE "${home}"."${collation}"`,
  bulk: (column) => column,
};

/** Character sets of MySQL whose bytes are those of UTF-8. */
const UTF8 = new Set(['utf8', 'utf8mb3', 'utf8mb4', 'ascii', '']);

const EXACT: Readonly<Record<SourceEngine, (column: string, of: Collation) => string>> = {
  mysql: (column, { home }) =>
    `CAST(${UTF8.has(home) ? column : `CONVERT(${column} USING utf8mb4)`} AS BINARY)`,
  postgres: (column) => column,
  bulk: (column) => column,
};

const NO_TEXT: Collation = { collation: '', home: '' };

interface FoundIndexes {
  readonly unique: ReadonlySet<string>;
  /** The hint behind the alias of Posts. */
  readonly timeIndex: string;
}

function tablesOver(
  engine: SourceEngine,
  found: ReadonlyMap<string, FoundTable>,
  { unique, timeIndex, warnings }: FoundIndexes & { readonly warnings: readonly Line[] },
): Tables {
  const quote = QUOTES[engine];
  const nameOf = ([, alias, column]: ColumnOf): string => `${alias}.${column}`;
  const collationOf = ([table, , column]: ColumnOf): Collation =>
    found.get(table.toLowerCase())?.columns.get(column.toLowerCase()) ?? NO_TEXT;
  const has = (table: string, column?: string): boolean => {
    const columns = found.get(table.toLowerCase())?.columns;
    return columns !== undefined && (column === undefined || columns.has(column.toLowerCase()));
  };
  const exact = (column: ColumnOf): string => EXACT[engine](nameOf(column), collationOf(column));
  const byBytes = (column: ColumnOf): string =>
    engine === 'postgres' ? `${nameOf(column)} COLLATE "C"` : exact(column);
  const name = (table: string): string => {
    const known = found.get(table.toLowerCase())?.name;
    if (known === undefined) throw new SourceError(notice('table-missing', { table }));
    return `${quote}${known}${quote}`;
  };
  const hasUniqueIds = (table: string): boolean => unique.has(table.toLowerCase());
  return {
    warnings,
    has,
    exact,
    hasUniqueIds,
    byBytes,
    order(column) {
      const [table] = column;
      if (engine === 'postgres') return byBytes(column);
      return engine === 'bulk' || hasUniqueIds(table) ? nameOf(column) : exact(column);
    },
    name,
    postsInTime: (alias) => `${name('Posts')} ${alias}${timeIndex}`,
    columns(table, columns, alias) {
      const prefix = alias === undefined ? '' : `${alias}.`;
      const list: string[] = [];
      for (const column of columns) list.push(has(table, column) ? prefix + column : 'NULL');
      return list.join(', ');
    },
    match(known, by) {
      const [left, right] = [nameOf(known), nameOf(by)];
      const [to, from] = [collationOf(known), collationOf(by)];
      const isAlike =
        to.collation === from.collation || to.collation === '' || from.collation === '';
      const equal = `${left} = ${isAlike ? right : CONVERTED[engine](right, to)}`;
      return engine !== 'mysql' ? equal : `(${equal} AND ${exact(known)} = ${exact(by)})`;
    },
  };
}

async function proveReadable(
  database: Database,
  tables: Tables,
  table: string,
  anyKnown: boolean,
): Promise<void> {
  if (tables.has(table)) {
    await database.query(`SELECT 1 FROM ${tables.name(table)} LIMIT 1`);
    return;
  }
  // MySQL lists only readable tables: asking for the table tells "not there" from "not allowed".
  const denied = await denialOf(database, table);
  if (denied !== undefined) throw denied;
  throw anyKnown
    ? new SourceError(notice('table-missing-in-part', { table }))
    : await notMattermost(database);
}

async function notMattermost(database: Database): Promise<SourceError> {
  const elsewhere =
    database.engine === 'postgres' ? await schemasWith(database, REQUIRED_TABLES) : [];
  const [schema] = elsewhere;
  return new SourceError(
    schema === undefined
      ? notice('not-mattermost')
      : notice('tables-in-other-schema', { schemas: elsewhere, schema }),
  );
}

/**
 * The fault of a PostgreSQL whose current schema has Mattermost's tables without a post, while another has them with
 * posts: a server that was moved by pgloader, whose new version had made its own tables before.
 */
async function emptyCopyFaults(
  database: Database,
  tables: Tables,
): Promise<readonly SourceError[]> {
  if (database.engine !== 'postgres') return [];
  const posts = await database.query(`SELECT 1 FROM ${tables.name('Posts')} LIMIT 1`);
  if (posts.length > 0) return [];
  const schemas = await schemasWithRows(database, REQUIRED_TABLES, 'Posts');
  const [schema] = schemas;
  if (schema === undefined) return [];
  const current = (await readCurrentSchema(database)) ?? '';
  return [new SourceError(notice('posts-in-other-schema', { current, schemas, schema }))];
}

async function optionalTableWarning(
  database: Database,
  tables: Tables,
  table: string,
): Promise<Line | undefined> {
  if (tables.has(table)) {
    await database.query(`SELECT 1 FROM ${tables.name(table)} LIMIT 1`);
    return undefined;
  }
  if ((await denialOf(database, table)) === undefined) return undefined;
  return notice('table-not-carried', { table });
}

async function denialOf(database: Database, table: string): Promise<SourceError | undefined> {
  if (database.engine !== 'mysql') return undefined;
  try {
    await database.query(`SELECT 1 FROM \`${table}\` LIMIT 1`);
    return undefined;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return error.notices.some(({ code }) => code === 'no-select-on-table') ? error : undefined;
  }
}

import { SourceError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { SourceEngine } from '../../model/source-kind.ts';
import type { FoundTable } from './catalogue.ts';
import type { Database } from './database.ts';

/**
 * What columns hold: ids and texts, times and sizes, yes or no (`condition` where a statement asks for it), JSON; their
 * names with blanks between.
 */
type Columns = Readonly<Partial<Record<ColumnKind, string>>>;
type ColumnKind = 'text' | 'number' | 'flag' | 'condition' | 'json';

/**
 * The columns that every version of Mattermost has since 5.37 and that a run reads. Where one is missing or holds
 * something else, content would be lost without a word, or a statement would fail in the middle of a run.
 */
export const NEEDED_COLUMNS: Readonly<Record<string, Columns>> = {
  Users: {
    text: 'Id Username Email FirstName LastName Nickname Position Roles Locale',
    number: 'CreateAt UpdateAt DeleteAt',
    json: 'Props',
  },
  Teams: { text: 'Id Name DisplayName', number: 'DeleteAt' },
  Channels: {
    text: 'Id Type TeamId Name DisplayName Header Purpose CreatorId',
    number: 'CreateAt DeleteAt',
  },
  ChannelMembers: { text: 'ChannelId UserId Roles' },
  Posts: {
    text: 'Id UserId ChannelId RootId OriginalId Message Type',
    number: 'CreateAt UpdateAt EditAt DeleteAt',
    flag: 'IsPinned',
    json: 'Props FileIds Filenames',
  },
  FileInfo: {
    text: 'Id PostId CreatorId Path Name Extension MimeType',
    number: 'CreateAt DeleteAt Size Width Height',
  },
  Reactions: { text: 'PostId UserId EmojiName', number: 'CreateAt' },
};

/** The same of tables that not every server has: these columns are there where the table is. */
export const COLUMNS_OF_OPTIONAL_TABLES: Readonly<Record<string, Columns>> = {
  Bots: { text: 'UserId OwnerId', number: 'DeleteAt' },
  Emoji: { text: 'Id Name CreatorId', number: 'CreateAt DeleteAt' },
  UserGroups: { text: 'Id Name DisplayName', number: 'DeleteAt', flag: 'AllowReference' },
  GroupMembers: { text: 'GroupId UserId', number: 'DeleteAt' },
  ChannelBookmarks: {
    text: 'Id ChannelId DisplayName LinkUrl Emoji FileInfoId OwnerId',
    number: 'DeleteAt SortOrder',
  },
  PostsPriority: { text: 'PostId Priority', flag: 'RequestedAck' },
  PostAcknowledgements: { text: 'PostId UserId', number: 'AcknowledgedAt' },
  Preferences: { text: 'UserId Category Name Value' },
  SidebarCategories: { text: 'Id UserId Type' },
  SidebarChannels: { text: 'ChannelId CategoryId' },
  Systems: { text: 'Name Value' },
};

/** Columns that databases older than 5.37 may lack. */
export const COLUMNS_OF_MOST_VERSIONS: Readonly<Record<string, Columns>> = {
  Users: { text: 'RemoteId', json: 'Timezone' },
  ChannelMembers: { condition: 'SchemeAdmin' },
  Reactions: { number: 'DeleteAt' },
};

/** Columns that version 6.0 took away. */
const COLUMNS_OF_OLD_VERSIONS: Readonly<Record<string, Columns>> = { Posts: { text: 'ParentId' } };

interface NeededColumn {
  readonly table: string;
  readonly column: string;
  readonly kind: ColumnKind;
}

const KINDS: readonly ColumnKind[] = ['text', 'number', 'flag', 'condition', 'json'];

/** Lists the columns of such a table of tables. */
export const listColumns = (tables: Readonly<Record<string, Columns>>): readonly NeededColumn[] =>
  Object.entries(tables).flatMap(([table, columns]) =>
    KINDS.flatMap((kind) =>
      (columns[kind]?.split(' ') ?? []).map((column) => ({ table, column, kind })),
    ),
  );

const WHOLE_NUMBERS = ['tinyint', 'smallint', 'mediumint', 'int', 'integer', 'bigint'];
/** Without `float` and `real`, which hold no time to the millisecond. */
const NUMBERS = [...WHOLE_NUMBERS, 'decimal', 'numeric', 'double', 'double precision'];
const MYSQL_TEXTS = ['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'enum'];
const MYSQL_BYTES = ['binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob'];
const POSTGRES_TEXTS = ['character', 'character varying', 'text', 'enum'];

/** Types of columns with which the statements of a run have their sense. */
const FITTING: Readonly<
  Record<Exclude<SourceEngine, 'bulk'>, Readonly<Record<ColumnKind, readonly string[]>>>
> = {
  mysql: {
    text: [...MYSQL_TEXTS, ...MYSQL_BYTES],
    number: NUMBERS,
    flag: [...WHOLE_NUMBERS, 'bit', 'char', 'varchar', 'enum'],
    condition: [...WHOLE_NUMBERS, 'bit'],
    json: ['json', ...MYSQL_TEXTS, ...MYSQL_BYTES],
  },
  postgres: {
    text: POSTGRES_TEXTS,
    number: NUMBERS,
    flag: ['boolean', 'bit', ...WHOLE_NUMBERS, ...POSTGRES_TEXTS],
    condition: ['boolean'],
    json: ['json', 'jsonb', ...POSTGRES_TEXTS],
  },
};

interface TableNames {
  /** As the server spells it, quoted. */
  name(table: string): string;
}

/**
 * Finds the columns that keep a run from reading everything: one error of those that are missing, and one of those whose
 * type is none that they can have.
 */
export async function findColumnFaults(
  database: Database,
  found: ReadonlyMap<string, FoundTable>,
  tables: TableNames,
): Promise<readonly SourceError[]> {
  const { engine } = database;
  // The tables of a staged export are ours.
  if (engine === 'bulk') return [];
  const typeOf = ({ table, column }: NeededColumn): string | undefined =>
    found.get(table.toLowerCase())?.columns.get(column.toLowerCase())?.type;
  const needed = NEEDED.filter(({ table }) => found.has(table.toLowerCase()));
  const missing = needed.filter((one) => typeOf(one) === undefined).map(nameOf);
  for (const one of OF_MOST_VERSIONS) {
    if (
      found.has(one.table.toLowerCase()) &&
      typeOf(one) === undefined &&
      (await isDenied(database, { found, tables }, one))
    )
      missing.push(nameOf(one));
  }
  const faults: SourceError[] = [];
  if (missing.length > 0) {
    faults.push(new SourceError(notice('columns-unreadable', { missing: missing.join(', ') })));
  }
  const unfit = [...needed, ...OF_MOST_VERSIONS, ...OF_OLD_VERSIONS].flatMap((one) => {
    const type = typeOf(one);
    return type === undefined || FITTING[engine][one.kind].includes(type)
      ? []
      : [`${nameOf(one)} (${type})`];
  });
  if (unfit.length > 0) {
    faults.push(new SourceError(notice('columns-of-other-types', { columns: unfit.join(', ') })));
  }
  return faults;
}

const NEEDED = listColumns({ ...NEEDED_COLUMNS, ...COLUMNS_OF_OPTIONAL_TABLES });
const OF_MOST_VERSIONS = listColumns(COLUMNS_OF_MOST_VERSIONS);
const OF_OLD_VERSIONS = listColumns(COLUMNS_OF_OLD_VERSIONS);

const nameOf = ({ table, column }: NeededColumn): string => `${table}.${column}`;

/**
 * MySQL lists only columns that may be read. Asking for one tells "not there" from "not allowed", but where the account
 * has rights on some columns of the table alone: all others are then not allowed, whether they are there or not.
 */
async function isDenied(
  database: Database,
  {
    found,
    tables,
  }: { readonly found: ReadonlyMap<string, FoundTable>; readonly tables: TableNames },
  { table, column: columns }: NeededColumn,
): Promise<boolean> {
  if (database.engine !== 'mysql')
    return found.get(table.toLowerCase())?.denied.has(columns.toLowerCase()) === true;
  try {
    await database.query(`SELECT ${columns} FROM ${tables.name(table)} LIMIT 0`);
    return false;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return error.notices.some(({ code }) => code === 'no-select-on-column');
  }
}

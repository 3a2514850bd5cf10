import { sqlValue } from '../../../../fixtures/schemas/sql-text.ts';
import type { TestDatabase } from '../../servers/databases.ts';
import { attempt, pick } from './draw.ts';
import { HOSTILE_WORDS } from './hostile-values.ts';

/*
 * Damages the rows of a Mattermost database at random, as no server of Mattermost would. The columns have been
 * widened before, so that the engine takes what it can hold.
 */

type Kind = 'text' | 'json' | 'number' | 'flag';

interface Damaged {
  readonly table: string;
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, Kind>>;
}

const texts = (...names: readonly string[]): Record<string, Kind> =>
  Object.fromEntries(names.map((name) => [name, 'text']));
const numbers = (...names: readonly string[]): Record<string, Kind> =>
  Object.fromEntries(names.map((name) => [name, 'number']));

const DAMAGED: readonly Damaged[] = [
  {
    table: 'Posts',
    key: ['Id'],
    columns: {
      ...texts(
        'Message',
        'Type',
        'UserId',
        'RootId',
        'ParentId',
        'OriginalId',
        'ChannelId',
        'Hashtags',
      ),
      ...numbers('CreateAt', 'UpdateAt', 'EditAt', 'DeleteAt'),
      ...{ Props: 'json', Filenames: 'json', FileIds: 'json', IsPinned: 'flag' },
    },
  },
  {
    table: 'Users',
    key: ['Id'],
    columns: {
      ...texts(
        'Username',
        'Email',
        'Nickname',
        'FirstName',
        'LastName',
        'Position',
        'Roles',
        'Locale',
      ),
      ...numbers('CreateAt', 'UpdateAt', 'DeleteAt'),
      ...{ Props: 'json', NotifyProps: 'json', Timezone: 'json' },
    },
  },
  {
    table: 'Channels',
    key: ['Id'],
    columns: {
      ...texts('Name', 'DisplayName', 'Header', 'Purpose', 'CreatorId', 'TeamId', 'Type'),
      ...numbers('CreateAt', 'UpdateAt', 'DeleteAt'),
    },
  },
  {
    table: 'Teams',
    key: ['Id'],
    columns: { ...texts('Name', 'DisplayName', 'Type'), ...numbers('DeleteAt', 'CreateAt') },
  },
  {
    table: 'FileInfo',
    key: ['Id'],
    columns: {
      ...texts('Name', 'Path', 'Extension', 'MimeType', 'CreatorId', 'PostId'),
      ...numbers('Size', 'Width', 'Height', 'CreateAt', 'DeleteAt'),
    },
  },
  {
    table: 'Reactions',
    key: ['PostId', 'UserId', 'EmojiName'],
    columns: { ...texts('EmojiName', 'UserId'), ...numbers('CreateAt', 'DeleteAt') },
  },
  {
    table: 'Emoji',
    key: ['Id'],
    columns: { ...texts('Name', 'CreatorId'), ...numbers('CreateAt', 'DeleteAt') },
  },
  {
    table: 'Threads',
    key: ['PostId'],
    columns: { ...numbers('ReplyCount'), Participants: 'json' },
  },
  { table: 'ChannelMembers', key: ['ChannelId', 'UserId'], columns: texts('UserId', 'Roles') },
  { table: 'Bots', key: ['UserId'], columns: texts('Description', 'OwnerId') },
  {
    table: 'IncomingWebhooks',
    key: ['Id'],
    columns: texts('DisplayName', 'Username', 'ChannelId'),
  },
  {
    table: 'OutgoingWebhooks',
    key: ['Id'],
    columns: texts('DisplayName', 'TriggerWords', 'CallbackURLs'),
  },
  { table: 'Commands', key: ['Id'], columns: texts('Trigger', 'DisplayName', 'URL') },
];

const NUMBERS = [0, -1, 1, 253_402_300_799_999, 253_402_300_800_000, Number.MAX_SAFE_INTEGER];

/** 40,000 characters: more than ten messages of Slack. */
const HUGE = ['長い文章。', 'a', '> ', '**x', '<@', '\n'].map((word) =>
  word.repeat(40_000 / word.length),
);

/** Makes room for values that Mattermost's own columns would cut or refuse, and for equal names. */
export async function widenColumns(database: TestDatabase): Promise<void> {
  for (const { table, key, columns } of DAMAGED) {
    for (const [column, kind] of Object.entries(columns)) {
      if (kind === 'number' || kind === 'flag') continue;
      const type = key.includes(column) ? 'varchar(190)' : WIDEST[database.engine];
      await attempt(database, WIDEN[database.engine](table, column, type));
    }
  }
}

const WIDEST = { mysql: 'longtext', postgres: 'text' } as const;

const WIDEN = {
  mysql: (table: string, column: string, type: string) =>
    `ALTER TABLE ${table} MODIFY ${column} ${type}`,
  postgres: (table: string, column: string, type: string) =>
    `ALTER TABLE ${table} ALTER COLUMN ${column} TYPE ${type}`,
} as const;

/** Every table that may be damaged. */
export const DAMAGED_TABLES: readonly string[] = DAMAGED.map(({ table }) => table);

/** Puts so many hostile values into random columns of random rows; gives the table of each that the engine took. */
export async function damageRows(
  database: TestDatabase,
  random: () => number,
  values: number,
): Promise<readonly string[]> {
  const rows = new Map<string, readonly Readonly<Record<string, unknown>>[]>();
  const taken: string[] = [];
  for (let value = 0; value < values; value++) {
    // Every second one goes into the posts, which hold the most.
    const { table, key, columns } =
      random() < 0.5 ? pick(DAMAGED.slice(0, 1), random) : pick(DAMAGED, random);
    const known = rows.get(table) ?? (await readKeys(database, table, key));
    rows.set(table, known);
    if (known.length === 0) continue;
    const row = pick(known, random);
    const [column, kind] = pick(Object.entries(columns), random);
    const where = key.map((name) => `${name} = '${String(row[name.toLowerCase()])}'`).join(' AND ');
    const hostile = hostileSql(database.engine, kind, random);
    if (await attempt(database, `UPDATE ${table} SET ${column} = ${hostile} WHERE ${where}`))
      taken.push(table);
  }
  return taken;
}

async function readKeys(
  database: TestDatabase,
  table: string,
  key: readonly string[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const columns = key.map((name) => `${name} AS ${name.toLowerCase()}`).join(', ');
  return await database.run(`SELECT ${columns} FROM ${table} ORDER BY ${key.join(', ')}`);
}

function hostileSql(engine: TestDatabase['engine'], kind: Kind, random: () => number): string {
  if (random() < 0.15) return 'NULL';
  if (kind === 'number') return String(pick(NUMBERS, random));
  if (kind === 'flag') return engine === 'mysql' ? '7' : 'true';
  return sqlValue(engine, random() < 0.1 ? pick(HUGE, random) : pick(HOSTILE_WORDS, random));
}

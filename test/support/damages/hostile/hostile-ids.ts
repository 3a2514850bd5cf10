import { sqlValue } from '../../../../fixtures/schemas/sql-text.ts';
import type { TestDatabase } from '../../servers/databases.ts';
import { attempt, pick } from './draw.ts';

/*
 * Damages the ids of rows, and what refers to them: blanks at the end, other case, no id, the id of another row. A
 * table takes an id twice only when it has lost its keys, as after a restore that failed half-way.
 */

/** Tables with the columns by which their rows are known and refer to each other. */
const ID_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  Posts: ['Id', 'ChannelId', 'UserId', 'RootId', 'OriginalId'],
  Users: ['Id'],
  Channels: ['Id', 'TeamId', 'CreatorId'],
  Teams: ['Id'],
  FileInfo: ['Id', 'PostId', 'CreatorId'],
  Reactions: ['PostId', 'UserId'],
  Emoji: ['Id', 'CreatorId'],
  Threads: ['PostId', 'ChannelId'],
  ChannelMembers: ['ChannelId', 'UserId'],
  TeamMembers: ['TeamId', 'UserId'],
  Bots: ['UserId'],
  ChannelBookmarks: ['Id', 'ChannelId'],
  UserGroups: ['Id'],
  GroupMembers: ['GroupId', 'UserId'],
  PostsPriority: ['PostId'],
  PostAcknowledgements: ['PostId', 'UserId'],
};

export const TABLES_WITH_IDS: readonly string[] = Object.keys(ID_COLUMNS);

/** What becomes of an id; `other` is that of another row. */
const CHANGES: Readonly<Record<string, (id: string, other: string) => string>> = {
  'blank at the end': (id) => `${id} `,
  'blanks at the end': (id) => `${id}   `,
  'upper case': (id) => id.toUpperCase(),
  'one capital': (id) => id.replace(/[a-z]/, (letter) => letter.toUpperCase()),
  'blank before': (id) => ` ${id}`,
  'tab at the end': (id) => `${id}\t`,
  'another row': (_id, other) => other,
  'another row with a blank': (_id, other) => `${other} `,
  'another row in capitals': (_id, other) => other.toUpperCase(),
  empty: () => '',
  blanks: () => '  ',
};

export const ID_CHANGES: readonly string[] = Object.keys(CHANGES);

/** Takes every key and unique index from the tables, as far as the engine lets it. */
export async function dropKeys(database: TestDatabase): Promise<void> {
  for (const table of TABLES_WITH_IDS) {
    for (const statement of await KEY_DROPS[database.engine](database, table)) {
      await attempt(database, statement);
    }
  }
}

const KEY_DROPS = {
  mysql: async (database: TestDatabase, table: string) => {
    const rows = await database.run(
      `SELECT DISTINCT INDEX_NAME AS name FROM INFORMATION_SCHEMA.STATISTICS
       WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '${table}' AND NON_UNIQUE = 0`,
    );
    return rows.map(({ name }) => `ALTER TABLE ${table} DROP INDEX \`${String(name)}\``);
  },
  postgres: async (database: TestDatabase, table: string) => {
    const constraints = await database.run(
      `SELECT conname AS name FROM pg_constraint
       WHERE conrelid = to_regclass('${table.toLowerCase()}') AND contype IN ('p', 'u')`,
    );
    const indexes = await database.run(
      `SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       WHERE i.indrelid = to_regclass('${table.toLowerCase()}') AND i.indisunique`,
    );
    return [
      ...constraints.map(
        ({ name }) => `ALTER TABLE ${table} DROP CONSTRAINT "${String(name)}" CASCADE`,
      ),
      ...indexes.map(({ name }) => `DROP INDEX IF EXISTS "${String(name)}"`),
    ];
  },
} as const;

/** Makes room for blanks behind ids. */
export async function widenIds(database: TestDatabase): Promise<void> {
  for (const [table, columns] of Object.entries(ID_COLUMNS)) {
    for (const column of columns) {
      const widen =
        database.engine === 'mysql'
          ? `ALTER TABLE ${table} MODIFY ${column} varchar(60)`
          : `ALTER TABLE ${table} ALTER COLUMN ${column} TYPE varchar(60)`;
      await attempt(database, widen);
    }
  }
}

/** Changes some ids at random; gives the table and the change of each that the engine took. */
export async function damageIds(
  database: TestDatabase,
  random: () => number,
  changes: number,
): Promise<readonly (readonly [table: string, change: string])[]> {
  const taken: (readonly [string, string])[] = [];
  for (let change = 0; change < changes; change++) {
    const table = random() < 0.3 ? 'Posts' : pick(TABLES_WITH_IDS, random);
    const column = pick(ID_COLUMNS[table] ?? [], random);
    const name = random() < 0.1 ? 'the row twice' : pick(ID_CHANGES, random);
    if (await changeId(database, { table, column, name }, random)) taken.push([table, name]);
  }
  return taken;
}

/** Changes one id, or writes its row a second time; false when the engine does not take it. */
export async function changeId(
  database: TestDatabase,
  { table, column, name }: { table: string; column: string; name: string },
  random: () => number,
): Promise<boolean> {
  const values = await database
    .run(`SELECT DISTINCT ${column} AS id FROM ${table} WHERE ${column} <> '' ORDER BY ${column}`)
    .then((rows) => rows.map(({ id }) => String(id)))
    .catch(() => []);
  if (values.length < 2) return false;
  const [id, other] = [pick(values, random), pick(values, random)];
  const where = `${column} = ${sqlValue(database.engine, id)}`;
  if (name === 'the row twice')
    return await attempt(
      database,
      `INSERT INTO ${table} SELECT * FROM ${table} WHERE ${where} LIMIT 1`,
    );
  const wanted = sqlValue(database.engine, CHANGES[name]?.(id, other) ?? '');
  return await attempt(
    database,
    UPDATE_ONE[database.engine](table, `${column} = ${wanted}`, where),
  );
}

const UPDATE_ONE = {
  mysql: (table: string, change: string, where: string) =>
    `UPDATE ${table} SET ${change} WHERE ${where} LIMIT 1`,
  postgres: (table: string, change: string, where: string) =>
    `UPDATE ${table} SET ${change} WHERE ctid = (SELECT ctid FROM ${table} WHERE ${where} LIMIT 1)`,
} as const;

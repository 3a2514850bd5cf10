import type { HealthCode, HealthFinding } from '../../model/inventory.ts';
import type { SourceEngine } from '../../model/source-kind.ts';
import type { Reader } from '../database/reader.ts';
import { count, END_OF_TIME_MS, text } from '../database/rows.ts';
import type { Tables } from '../database/tables.ts';
import { LIVE_POSTS } from './facts.ts';

/** A search for rows that are not as they should be. */
interface HealthCheck {
  readonly code: HealthCode;
  /** What it reads; without one of them it is not made. */
  readonly tables: readonly string[];
  /** What a row is known by. */
  readonly sample: string;
  /** FROM and WHERE, over the tables' names on this server; `{now}` is replaced by a moment, in milliseconds. */
  readonly from: (tables: Tables, engine: SourceEngine) => string;
}

const HEALTH_CHECKS: readonly HealthCheck[] = [
  {
    code: 'posts_without_channel',
    tables: ['Posts', 'Channels'],
    sample: 'p.Id',
    from: (tables) =>
      `${tables.name('Posts')} p LEFT JOIN ${tables.name('Channels')} c ON ${tables.match(['Channels', 'c', 'Id'], ['Posts', 'p', 'ChannelId'])} WHERE ${LIVE_POSTS} AND c.Id IS NULL`,
  },
  {
    code: 'posts_of_unknown_people',
    tables: ['Posts', 'Users'],
    sample: 'p.Id',
    from: (tables) =>
      `${tables.name('Posts')} p LEFT JOIN ${tables.name('Users')} u ON ${tables.match(['Users', 'u', 'Id'], ['Posts', 'p', 'UserId'])} WHERE ${LIVE_POSTS} AND u.Id IS NULL`,
  },
  {
    code: 'replies_without_root',
    tables: ['Posts'],
    sample: 'p.Id',
    from: (tables) =>
      `${tables.name('Posts')} p LEFT JOIN ${tables.name('Posts')} r ON ${tables.match(['Posts', 'r', 'Id'], ['Posts', 'p', 'RootId'])} AND r.ChannelId = p.ChannelId
       WHERE ${LIVE_POSTS} AND p.RootId <> '' AND r.Id IS NULL`,
  },
  {
    code: 'replies_before_root',
    tables: ['Posts'],
    sample: 'p.Id',
    from: (tables) =>
      `${tables.name('Posts')} p JOIN ${tables.name('Posts')} r ON ${tables.match(['Posts', 'r', 'Id'], ['Posts', 'p', 'RootId'])} AND r.ChannelId = p.ChannelId
       WHERE ${LIVE_POSTS} AND p.RootId <> '' AND p.CreateAt < r.CreateAt`,
  },
  {
    code: 'impossible_times',
    tables: ['Posts'],
    sample: 'p.Id',
    from: (tables) =>
      `${tables.name('Posts')} p WHERE ${LIVE_POSTS} AND (p.CreateAt IS NULL OR p.CreateAt < 1 OR p.CreateAt >= ${END_OF_TIME_MS})`,
  },
  {
    code: 'future_times',
    tables: ['Posts'],
    sample: 'p.Id',
    from: (tables) =>
      `${tables.name('Posts')} p WHERE ${LIVE_POSTS} AND p.CreateAt > {now} AND p.CreateAt < ${END_OF_TIME_MS}`,
  },
  {
    code: 'changed_before_made',
    tables: ['Posts'],
    sample: 'p.Id',
    from: (tables) =>
      `${tables.name('Posts')} p WHERE ${LIVE_POSTS} AND (p.UpdateAt < p.CreateAt OR (p.EditAt > 0 AND p.EditAt < p.CreateAt))`,
  },
  {
    code: 'broken_props',
    tables: ['Posts'],
    sample: 'p.Id',
    from: (tables, engine) =>
      `${tables.name('Posts')} p WHERE ${LIVE_POSTS} AND ${BROKEN_PROPS[engine]}`,
  },
  {
    code: 'broken_characters',
    tables: ['Posts'],
    sample: 'p.Id',
    from: (tables, engine) =>
      `${tables.name('Posts')} p WHERE ${LIVE_POSTS} AND ${BROKEN_CHARACTERS[engine]}`,
  },
  {
    code: 'reactions_without_post',
    tables: ['Reactions', 'Posts'],
    sample: 'r.PostId',
    from: (tables) =>
      `${tables.name('Reactions')} r LEFT JOIN ${tables.name('Posts')} p ON ${tables.match(['Posts', 'p', 'Id'], ['Reactions', 'r', 'PostId'])} WHERE p.Id IS NULL`,
  },
  {
    code: 'files_without_post',
    tables: ['FileInfo', 'Posts'],
    sample: 'f.Id',
    from: (tables) =>
      `${tables.name('FileInfo')} f LEFT JOIN ${tables.name('Posts')} p ON ${tables.match(['Posts', 'p', 'Id'], ['FileInfo', 'f', 'PostId'])} WHERE (f.DeleteAt = 0 OR f.DeleteAt IS NULL) AND p.Id IS NULL`,
  },
  {
    code: 'channels_without_members',
    tables: ['Channels', 'ChannelMembers'],
    sample: 'c.Id',
    from: (tables) =>
      `${tables.name('Channels')} c WHERE (c.DeleteAt = 0 OR c.DeleteAt IS NULL)
       AND NOT EXISTS (SELECT 1 FROM ${tables.name('ChannelMembers')} m WHERE ${tables.match(['ChannelMembers', 'm', 'ChannelId'], ['Channels', 'c', 'Id'])})`,
  },
  {
    code: 'members_without_account',
    tables: ['ChannelMembers', 'Users'],
    sample: 'm.UserId',
    from: (tables) =>
      `${tables.name('ChannelMembers')} m LEFT JOIN ${tables.name('Users')} u ON ${tables.match(['Users', 'u', 'Id'], ['ChannelMembers', 'm', 'UserId'])} WHERE u.Id IS NULL`,
  },
  {
    code: 'same_email',
    tables: ['Users'],
    sample: 'u.Username',
    from: (tables, engine) =>
      `${tables.name('Users')} u WHERE ${ADDRESS[engine]} IN (SELECT g.Email FROM (SELECT ${ADDRESS[engine]} AS Email
         FROM ${tables.name('Users')} u WHERE u.Email <> '' GROUP BY ${ADDRESS[engine]} HAVING COUNT(*) > 1) g)`,
  },
  {
    code: 'no_email',
    tables: ['Users', 'Bots'],
    sample: 'u.Username',
    from: (tables) =>
      `${tables.name('Users')} u WHERE (u.DeleteAt = 0 OR u.DeleteAt IS NULL) AND (u.Email IS NULL OR u.Email NOT LIKE '%@%')
       AND NOT EXISTS (SELECT 1 FROM ${tables.name('Bots')} b WHERE ${tables.match(['Bots', 'b', 'UserId'], ['Users', 'u', 'Id'])})`,
  },
];

/** The e-mail address of `u`. PostgreSQL changes the case of a text with a broken byte in its collation "C" alone. */
const ADDRESS: Readonly<Record<SourceEngine, string>> = {
  mysql: 'LOWER(TRIM(u.Email))',
  postgres: 'LOWER(TRIM(u.Email) COLLATE "C")',
  bulk: 'LOWER(TRIM(u.Email))',
};

/** PostgreSQL's own type of JSON cannot be broken; older schemas keep text there. */
const BROKEN_PROPS: Readonly<Record<SourceEngine, string>> = {
  mysql: "p.Props IS NOT NULL AND p.Props <> '' AND JSON_VALID(p.Props) = 0",
  postgres:
    "pg_typeof(p.Props)::text NOT LIKE 'json%' AND p.Props::text <> '' AND p.Props::text !~ '^\\s*(\\{.*\\}|null)\\s*$'",
  bulk: "p.Props <> '' AND p.Props NOT LIKE '{%'",
};

/** Bytes that are UTF-8 (Unicode, table 3-7), for a server to which each byte is a character. */
const UTF8_BYTES = [
  '[\\x01-\\x7f]',
  '[\\xc2-\\xdf][\\x80-\\xbf]',
  '\\xe0[\\xa0-\\xbf][\\x80-\\xbf]',
  '[\\xe1-\\xec\\xee\\xef][\\x80-\\xbf]{2}',
  '\\xed[\\x80-\\x9f][\\x80-\\xbf]',
  '\\xf0[\\x90-\\xbf][\\x80-\\xbf]{2}',
  '[\\xf1-\\xf3][\\x80-\\xbf]{3}',
  '\\xf4[\\x80-\\x8f][\\x80-\\xbf]{2}',
]
  .join('|')
  .replace(/^.*$/, '^($&)*$$');

/** The character in place of bytes that could not be read, or one that no database should hold. */
const BROKEN_CHARACTERS: Readonly<Record<SourceEngine, string>> = {
  // As bytes: to most collations every character outside the first plane is the same as U+FFFD.
  mysql: ["X'EFBFBD'", "X'00'"]
    .map((bytes) => `INSTR(CAST(CONVERT(p.Message USING utf8mb4) AS BINARY), ${bytes}) > 0`)
    .join(' OR ')
    .replace(/^.*$/, '($&)'),
  // Only in these two does a server take any bytes, and U+FFFD has no place in most others.
  postgres: `(CASE WHEN getdatabaseencoding() IN ('UTF8', 'SQL_ASCII')
      THEN position('\\xefbfbd'::bytea IN textsend(p.Message)) > 0 ELSE FALSE END
    OR CASE WHEN getdatabaseencoding() = 'SQL_ASCII' THEN p.Message !~ '${UTF8_BYTES}' ELSE FALSE END)`,
  bulk: "(INSTR(p.Message, char(65533)) > 0 OR typeof(p.Message) = 'blob')",
};

const SAMPLES = 5;
/** Clocks of servers and of this machine differ a little. */
const CLOCK_MS = 86_400_000;

/** Counts what is wrong with the rows, by the database. The file store is another matter. */
export async function readHealth(
  reader: Reader,
  todayMs: number,
): Promise<readonly HealthFinding[]> {
  const findings: HealthFinding[] = [];
  for (const check of HEALTH_CHECKS) {
    findings.push(await made(reader, check, todayMs + CLOCK_MS));
  }
  return findings;
}

async function made(
  { database, tables }: Reader,
  { code, tables: needed, sample, from }: HealthCheck,
  todayMs: number,
): Promise<HealthFinding> {
  if (!needed.every((table) => tables.has(table))) return { code, count: undefined, samples: [] };
  const rows = from(tables, database.engine).replaceAll('{now}', String(todayMs));
  const [counted] = await database.query(`SELECT COUNT(*) FROM ${rows}`);
  const found = count(counted?.[0]);
  if (found === 0) return { code, count: 0, samples: [] };
  const some = await database.query(
    `SELECT ${sample} FROM ${rows} ORDER BY ${sample} LIMIT ${SAMPLES}`,
  );
  return { code, count: found, samples: some.map(([id]) => text(id)) };
}

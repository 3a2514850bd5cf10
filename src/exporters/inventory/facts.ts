import type { ChannelFacts, PersonFacts, PostsOfMonth } from '../../model/inventory.ts';
import type { PostId } from '../../model/model.ts';
import { inList } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { count, END_OF_TIME_MS, FIRST_TIME_MS, flag, text, timeMs } from '../database/rows.ts';
import { readBotIds } from '../people.ts';
import { POST_COLUMNS, type PostRow, postRow } from '../posts/post-row.ts';

/** How a moment's month is written, by engine. The session's time zone would move posts between months. */
const MONTH = {
  mysql: "DATE_FORMAT(DATE_ADD('1970-01-01', INTERVAL FLOOR(p.CreateAt / 1000) SECOND), '%Y-%m')",
  postgres: "to_char(to_timestamp(p.CreateAt / 1000) AT TIME ZONE 'UTC', 'YYYY-MM')",
  bulk: "strftime('%Y-%m', p.CreateAt / 1000, 'unixepoch')",
} as const;

/** A time that no post can have has no month: PostgreSQL refuses a statement that asks for one of the farthest. */
const HAS_MONTH = `p.CreateAt >= ${FIRST_TIME_MS} AND p.CreateAt < ${END_OF_TIME_MS}`;

/** Live posts a month and type, in order of month; '' is that of the posts with an impossible time. */
export async function readPostsByMonth({
  database,
  tables,
}: Reader): Promise<readonly PostsOfMonth[]> {
  const rows = await database.query(
    `SELECT m, t, COUNT(*) FROM
       (SELECT CASE WHEN ${HAS_MONTH} THEN ${MONTH[database.engine]} END AS m, COALESCE(p.Type, '') AS t FROM ${tables.name('Posts')} p WHERE ${LIVE_POSTS}) s
     GROUP BY m, t`,
  );
  return rows
    .map(([month, type, posts]) => ({
      month: text(month),
      type: text(type),
      posts: count(posts),
    }))
    .sort((a, b) => order(a.month, b.month) || order(a.type, b.type));
}

/** Every channel with its live posts and the moment of the last one that somebody wrote. */
export async function readChannelFacts(reader: Reader): Promise<readonly ChannelFacts[]> {
  const { database, tables } = reader;
  const fileBytes = await readFileBytes(reader);
  const rows = await database.query(
    `SELECT c.Id, c.Type, t.Name, c.DisplayName, c.DeleteAt, s.Posts, s.Last, c.CreateAt, c.Name
     FROM ${tables.name('Channels')} c
     LEFT JOIN ${tables.name('Teams')} t ON ${tables.match(['Teams', 't', 'Id'], ['Channels', 'c', 'TeamId'])}
     LEFT JOIN (SELECT p.ChannelId AS ChannelId, COUNT(*) AS Posts,
         MAX(CASE WHEN p.Type LIKE 'system_%' THEN NULL ELSE p.CreateAt END) AS Last
       FROM ${tables.name('Posts')} p WHERE ${LIVE_POSTS} GROUP BY p.ChannelId) s ON ${tables.match(['Posts', 's', 'ChannelId'], ['Channels', 'c', 'Id'])}
     ORDER BY c.Id`,
  );
  return rows.map(([id, type, team, displayName, deleteAt, posts, last, createAt, name]) => ({
    id: text(id),
    type: text(type),
    team: text(team),
    name: text(name),
    displayName: text(displayName),
    isArchived: count(deleteAt) > 0,
    posts: count(posts),
    lastPostMs: timeMs(last),
    createAtMs: timeMs(createAt),
    fileBytes: fileBytes.get(text(id)) ?? 0,
  }));
}

/** Bytes of the live files of each channel that has any. */
async function readFileBytes({ database, tables }: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await database.query(
    `SELECT p.ChannelId, SUM(f.Size) FROM ${tables.name('FileInfo')} f
     JOIN ${tables.name('Posts')} p ON ${tables.match(['Posts', 'p', 'Id'], ['FileInfo', 'f', 'PostId'])}
     WHERE (f.DeleteAt = 0 OR f.DeleteAt IS NULL) AND ${LIVE_POSTS} GROUP BY p.ChannelId`,
  );
  return new Map(rows.map(([id, sizeBytes]) => [text(id), count(sizeBytes)]));
}

/** Live roots with at least one live reply. */
export async function readThreadCount({ database, tables }: Reader): Promise<number> {
  const [row] = await database.query(
    `SELECT COUNT(DISTINCT r.Id) FROM ${tables.name('Posts')} p
     JOIN ${tables.name('Posts')} r ON ${tables.match(['Posts', 'r', 'Id'], ['Posts', 'p', 'RootId'])} AND (r.DeleteAt = 0 OR r.DeleteAt IS NULL)
     WHERE ${LIVE_POSTS} AND p.RootId <> ''`,
  );
  return count(row?.[0]);
}

/** Everybody with an account. A webhook's posts carry its maker's id and are no sign of life of theirs. */
export async function readPersonFacts(reader: Reader): Promise<readonly PersonFacts[]> {
  const { database, tables } = reader;
  const posted = await readLastPosts(reader);
  const seen = await readLastSeen(reader);
  const bots = await readBotIds(reader);
  const guestChannels = await readGuestChannels(reader);
  const rows = await database.query(
    `SELECT ${tables.columns('Users', ['Id', 'Username', 'Email', 'DeleteAt', 'Roles', 'IsBot'], 'u')}
     FROM ${tables.name('Users')} u ORDER BY u.Id`,
  );
  return rows.map(([rawId, username, email, deleteAt, roles, isBot]) => {
    const id = text(rawId);
    const isGuest = text(roles).split(/\s+/).includes('system_guest');
    const last = Math.max(posted.get(id) ?? 0, seen.get(id) ?? 0);
    return {
      id,
      username: text(username),
      email: text(email),
      isDeactivated: count(deleteAt) > 0,
      isGuest,
      channels: isGuest ? guestChannels?.get(id) : undefined,
      isBot: bots.has(id) || flag(isBot),
      lastActiveMs: timeMs(last),
    };
  });
}

async function readLastPosts({ database, tables }: Reader): Promise<ReadonlyMap<string, number>> {
  const props = database.engine === 'postgres' ? 'CAST(p.Props AS text)' : 'p.Props';
  const rows = await database.query(
    `SELECT p.UserId, MAX(p.CreateAt) FROM ${tables.name('Posts')} p
     WHERE ${LIVE_POSTS} AND (p.Type IS NULL OR p.Type NOT LIKE 'system_%') AND (p.Props IS NULL OR ${props} NOT LIKE '%"from_webhook"%')
     GROUP BY p.UserId`,
  );
  return new Map(rows.map(([id, last]) => [text(id), count(last)]));
}

/** Channels of each guest who is in any; undefined when the schema keeps no members. */
async function readGuestChannels({
  database,
  tables,
}: Reader): Promise<ReadonlyMap<string, number> | undefined> {
  if (!tables.has('ChannelMembers', 'UserId')) return undefined;
  const rows = await database.query(
    `SELECT u.Id, COUNT(c.Id) FROM ${tables.name('Users')} u
     LEFT JOIN ${tables.name('ChannelMembers')} m ON ${tables.match(['ChannelMembers', 'm', 'UserId'], ['Users', 'u', 'Id'])}
     LEFT JOIN ${tables.name('Channels')} c ON ${tables.match(['Channels', 'c', 'Id'], ['ChannelMembers', 'm', 'ChannelId'])}
       AND c.Type IN ('O', 'P') AND (c.DeleteAt = 0 OR c.DeleteAt IS NULL)
     WHERE u.Roles LIKE '%system_guest%' GROUP BY u.Id`,
  );
  return new Map(rows.map(([id, channels]) => [text(id), count(channels)]));
}

async function readLastSeen({ database, tables }: Reader): Promise<ReadonlyMap<string, number>> {
  if (!tables.has('Status', 'LastActivityAt')) return new Map();
  const rows = await database.query(`SELECT UserId, LastActivityAt FROM ${tables.name('Status')}`);
  return new Map(rows.map(([id, last]) => [text(id), count(last)]));
}

/**
 * Of posts `p` that an inventory counts: neither deleted nor edit history. The whole table is walked, so the form costs
 * nothing.
 */
export const LIVE_POSTS =
  "(p.DeleteAt = 0 OR p.DeleteAt IS NULL) AND (p.OriginalId = '' OR p.OriginalId IS NULL)";

/** By code unit: databases order texts each in its own way. */
export function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What deleted posts said, in no order. Nothing of it may reach the target. */
export async function readDeletedTexts(
  { database, tables }: Reader,
  ids: readonly PostId[],
): Promise<readonly PostRow[]> {
  if (ids.length === 0) return [];
  const wanted = inList(ids);
  const rows = await database.query(
    `SELECT ${tables.columns('Posts', POST_COLUMNS, 'p')} FROM ${tables.name('Posts')} p
     WHERE p.Id IN (${wanted.marks})`,
    wanted.values,
  );
  return rows.map(postRow);
}

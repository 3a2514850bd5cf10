import type { ChannelFacts, PostsOfMonth } from '../../model/inventory-facts.ts';
import type { Database } from '../database.ts';
import { count, text, timeMs } from '../rows.ts';
import type { Tables } from '../tables.ts';
import { LIVE_POSTS as LIVE } from './live-posts.ts';
import { order } from './order.ts';

/** How a moment's month is written, by engine. The session's time zone would move posts between months. */
const MONTH = {
  mysql: "DATE_FORMAT(DATE_ADD('1970-01-01', INTERVAL FLOOR(p.CreateAt / 1000) SECOND), '%Y-%m')",
  postgres: "to_char(to_timestamp(p.CreateAt / 1000) AT TIME ZONE 'UTC', 'YYYY-MM')",
} as const;

/** Live posts a month and type, in order of month. */
export async function readPostsByMonth(
  database: Database,
  tables: Tables,
): Promise<readonly PostsOfMonth[]> {
  const rows = await database.query(
    `SELECT m, t, COUNT(*) FROM
       (SELECT ${MONTH[database.engine]} AS m, p.Type AS t FROM ${tables.name('Posts')} p WHERE ${LIVE}) s
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
export async function readChannelFacts(
  database: Database,
  tables: Tables,
): Promise<readonly ChannelFacts[]> {
  const rows = await database.query(
    `SELECT c.Id, c.Type, t.Name, c.DisplayName, c.DeleteAt, s.Posts, s.Last, c.CreateAt
     FROM ${tables.name('Channels')} c
     LEFT JOIN ${tables.name('Teams')} t ON t.Id = c.TeamId
     LEFT JOIN (SELECT p.ChannelId AS ChannelId, COUNT(*) AS Posts,
         MAX(CASE WHEN p.Type LIKE 'system_%' THEN NULL ELSE p.CreateAt END) AS Last
       FROM ${tables.name('Posts')} p WHERE ${LIVE} GROUP BY p.ChannelId) s ON s.ChannelId = c.Id
     ORDER BY c.Id`,
  );
  return rows.map(([id, type, team, displayName, deleteAt, posts, last, createAt]) => ({
    id: text(id),
    type: text(type),
    team: text(team),
    displayName: text(displayName),
    isArchived: count(deleteAt) > 0,
    posts: count(posts),
    lastPostMs: timeMs(last),
    createAtMs: timeMs(createAt),
  }));
}

/** Live roots with at least one live reply. */
export async function readThreadCount(database: Database, tables: Tables): Promise<number> {
  const [row] = await database.query(
    `SELECT COUNT(DISTINCT r.Id) FROM ${tables.name('Posts')} p
     JOIN ${tables.name('Posts')} r ON r.Id = p.RootId AND (r.DeleteAt = 0 OR r.DeleteAt IS NULL)
     WHERE ${LIVE} AND p.RootId <> ''`,
  );
  return count(row?.[0]);
}

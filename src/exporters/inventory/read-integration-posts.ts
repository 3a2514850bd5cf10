import type { IntegrationPosts } from '../../model/inventory-facts.ts';
import type { Database } from '../database.ts';
import { count, text, timeMs } from '../rows.ts';
import type { Tables } from '../tables.ts';
import { LIVE_POSTS } from './live-posts.ts';

const DAY_MS = 86_400_000;

/** What notifications of Amazon's say: alarms, resources and links to its console. */
const AWS_WORDS = ['arn:aws:', 'CloudWatch', 'AWS Lambda', 'console.aws.amazon.com', 'ALARM: "'];

/**
 * Posts of webhooks by name and maker, of bots by id and of plugins by type, each by channel, counted in the database.
 * Their number is that of the names and channels, however many posts there are.
 */
export async function readIntegrationPosts(
  database: Database,
  tables: Tables,
  todayMs: number,
): Promise<readonly IntegrationPosts[]> {
  const props = database.engine === 'postgres' ? 'CAST(p.Props AS text)' : 'p.Props';
  const aws = AWS_WORDS.map(
    (word) => `p.Message LIKE '%${word}%' OR ${props} LIKE '%${word}%'`,
  ).join(' OR ');
  const isHook = `COALESCE(${props}, '') LIKE '%"from_webhook"%'`;
  const rows = await database.query(
    `SELECT g.Kind, g.Name, g.UserId, g.ChannelId, COUNT(*), SUM(CASE WHEN g.CreateAt >= ? THEN 1 ELSE 0 END),
       SUM(CASE WHEN g.CreateAt >= ? THEN 1 ELSE 0 END), MAX(g.CreateAt), SUM(g.Aws)
     FROM (SELECT p.ChannelId AS ChannelId, p.CreateAt AS CreateAt,
         CASE WHEN ${isHook} OR p.Type NOT LIKE 'custom_%' THEN p.UserId ELSE '' END AS UserId,
         CASE WHEN ${aws} THEN 1 ELSE 0 END AS Aws,
         CASE WHEN ${isHook} THEN 'webhook' WHEN p.Type LIKE 'custom_%' THEN 'type' ELSE 'user' END AS Kind,
         CASE WHEN ${isHook} THEN ${webhookName(database)} WHEN p.Type LIKE 'custom_%' THEN p.Type ELSE '' END AS Name
       FROM ${tables.name('Posts')} p
       WHERE ${LIVE_POSTS} AND (${isHook} OR p.Type LIKE 'custom_%' OR ${botCondition(tables)})
     ) g GROUP BY g.Kind, g.Name, g.UserId, g.ChannelId ORDER BY g.Kind, g.Name, g.UserId, g.ChannelId`,
    [todayMs - 30 * DAY_MS, todayMs - 90 * DAY_MS],
  );
  return rows.map(([kind, name, userId, channelId, posts, posts30, posts90, last, awsPosts]) => ({
    by: BY[text(kind)] ?? 'user',
    name: text(name),
    userId: text(userId),
    channelId: text(channelId),
    posts: count(posts),
    posts30: count(posts30),
    posts90: count(posts90),
    lastPostMs: timeMs(last),
    awsPosts: count(awsPosts),
  }));
}

const BY: Readonly<Record<string, IntegrationPosts['by']>> = {
  webhook: 'webhook',
  type: 'type',
  user: 'user',
};

/** Read by the database, so that no post has to come here; text that is no JSON has no name. */
function webhookName({ engine }: Database): string {
  return engine === 'postgres'
    ? `COALESCE(SUBSTRING(CAST(p.Props AS text) FROM '"webhook_display_name": *"([^"]*)"'), '')`
    : `COALESCE(CASE WHEN JSON_VALID(p.Props)
        THEN JSON_UNQUOTE(JSON_EXTRACT(p.Props, '$.webhook_display_name')) END, '')`;
}

function botCondition(tables: Tables): string {
  return tables.has('Bots')
    ? `p.UserId IN (SELECT b.UserId FROM ${tables.name('Bots')} b)`
    : '1 = 0';
}

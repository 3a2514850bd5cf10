import type { IntegrationPosts } from '../../model/inventory-facts.ts';
import type { Database, Row } from '../database.ts';
import { count, text, timeMs } from '../rows.ts';
import type { Tables } from '../tables.ts';

const DAY_MS = 86_400_000;

/**
 * Posts of webhooks by name, of bots by id and of plugins by type, counted in the database. Their number
 * is that of the names, however many posts there are.
 */
export async function readIntegrationPosts(
  database: Database,
  tables: Tables,
  todayMs: number,
): Promise<readonly IntegrationPosts[]> {
  const props = database.engine === 'postgres' ? 'CAST(p.Props AS text)' : 'p.Props';
  const aws = ['Lambda', 'CloudWatch', 'arn:aws:']
    .map((word) => `p.Message LIKE '%${word}%' OR ${props} LIKE '%${word}%'`)
    .join(' OR ');
  const rows = await database.query(
    `SELECT g.Who, g.ChannelId, COUNT(*), SUM(CASE WHEN g.CreateAt >= ? THEN 1 ELSE 0 END),
       SUM(CASE WHEN g.CreateAt >= ? THEN 1 ELSE 0 END), MAX(g.CreateAt), MAX(g.Aws)
     FROM (SELECT p.ChannelId AS ChannelId, p.CreateAt AS CreateAt,
         CASE WHEN ${aws} THEN 1 ELSE 0 END AS Aws,
         CASE WHEN ${props} LIKE '%"from_webhook"%' THEN CONCAT('webhook:', ${webhookName(database)})
              WHEN p.Type LIKE 'custom_%' THEN CONCAT('type:', p.Type)
              ELSE CONCAT('user:', p.UserId) END AS Who
       FROM ${tables.name('Posts')} p
       WHERE p.DeleteAt = 0 AND (${props} LIKE '%"from_webhook"%' OR p.Type LIKE 'custom_%' OR ${botCondition(tables)})
     ) g GROUP BY g.Who, g.ChannelId ORDER BY g.Who, g.ChannelId`,
    [todayMs - 30 * DAY_MS, todayMs - 90 * DAY_MS],
  );
  return gathered(rows);
}

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

function gathered(rows: readonly Row[]): readonly IntegrationPosts[] {
  const byWho = new Map<string, IntegrationPosts>();
  for (const [who, channel, posts, posts30, posts90, last, aws] of rows) {
    const key = text(who);
    const known = byWho.get(key);
    const channelIds = [...(known?.channelIds ?? []), text(channel)];
    byWho.set(key, {
      postsAs: key,
      posts: (known?.posts ?? 0) + count(posts),
      posts30: (known?.posts30 ?? 0) + count(posts30),
      posts90: (known?.posts90 ?? 0) + count(posts90),
      lastPostMs: timeMs(Math.max(known?.lastPostMs ?? 0, count(last))),
      channelIds,
      isAws: known?.isAws === true || count(aws) > 0,
    });
  }
  return [...byWho.values()];
}

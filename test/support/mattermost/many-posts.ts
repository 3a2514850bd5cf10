import type { TestDatabase } from '../servers/databases.ts';

export interface ManyPosts {
  readonly count: number;
  readonly channelId: string;
}

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
  .map((digit) => `SELECT ${digit} AS d`)
  .join(' UNION ALL ');

/**
 * Adds `count` posts to a loaded workspace, nine of ten to one channel, a second apart: every fifth is a
 * reply to the post before it, every fiftieth is deleted, every fortieth is an old wording. One SQL for
 * both engines.
 */
export async function addManyPosts(
  database: TestDatabase,
  { count, channelId }: ManyPosts,
): Promise<void> {
  const number = 'a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d + 100000 * g.d';
  const tables = ['a', 'b', 'c', 'e', 'f', 'g'].map((name) => `(${DIGITS}) ${name}`).join(', ');
  const id = "CONCAT('manyposts', 1000000 + n)";
  await database.run(`INSERT INTO Posts (Id, CreateAt, UpdateAt, EditAt, DeleteAt, IsPinned, UserId, ChannelId,
      RootId, OriginalId, Message, Type, Props, Hashtags, Filenames, FileIds, HasReactions)
    SELECT ${id}, 1600000000000 + n * 1000, 1600000000000 + n * 1000, 0,
      CASE WHEN n % 50 = 0 OR n % 40 = 1 THEN 1700000000000 + n ELSE 0 END, ${database.engine === 'mysql' ? '0' : 'false'},
      'manyuser', CASE WHEN n % 10 = 9 THEN 'otherchannel' ELSE '${channelId}' END,
      CASE WHEN n % 5 = 3 THEN CONCAT('manyposts', 1000000 + n - 1) ELSE '' END,
      CASE WHEN n % 40 = 1 THEN CONCAT('manyposts', 1000000 + n + 1) ELSE '' END,
      CONCAT('Message number ', n), '', '{}', '', '[]', '[]', ${database.engine === 'mysql' ? '0' : 'false'}
    FROM (SELECT ${number} AS n FROM ${tables}) numbers WHERE n < ${count}`);
  await database.run(
    database.engine === 'mysql' ? 'ANALYZE TABLE Posts, Reactions, FileInfo' : 'VACUUM ANALYZE',
  );
}

import { SourceError } from '../../errors/errors.ts';
import type { Database } from './database.ts';
import { text } from './rows.ts';

/** The index by which Mattermost itself reads a channel; its name differs between versions. */
const COLUMNS = ['channelid', 'deleteat', 'createat'];

const INDEX_COLUMNS = `SELECT INDEX_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.STATISTICS
  WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND SUB_PART IS NULL
  ORDER BY INDEX_NAME, SEQ_IN_INDEX`;

/**
 * The hint of MySQL and MariaDB to read the posts of a channel by (ChannelId, DeleteAt, CreateAt); '' where there is no
 * such index, and for other engines.
 *
 * Where almost all posts are of one channel, MariaDB finds the index of CreateAt alone cheaper for a range of time, and
 * for the order of time it then changes to this index by its first two columns: it reads the channel from its begin for
 * each range, which takes longer by the square of the channel (MariaDB 10.11, `SHOW EXPLAIN`: ref, const,const).
 */
export async function readTimeIndexHint(database: Database, posts: string): Promise<string> {
  if (database.engine !== 'mysql') return '';
  const columns = new Map<string, string[]>();
  for (const [index, column] of await database.query(INDEX_COLUMNS, [posts])) {
    const known = columns.get(text(index)) ?? [];
    columns.set(text(index), [...known, text(column).toLowerCase()]);
  }
  const found = [...columns].find(([, names]) =>
    COLUMNS.every((column, at) => names[at] === column),
  );
  return found === undefined ? '' : ` FORCE INDEX (\`${found[0].replaceAll('`', '``')}\`)`;
}

/** Whether the server takes the hint: an index that is invisible or ignored is refused. */
export async function isHintTaken(
  database: Database,
  tables: { postsInTime(alias: string): string },
): Promise<boolean> {
  try {
    await database.query(`SELECT 1 FROM ${tables.postsInTime('p')} LIMIT 1`);
    return true;
  } catch (error) {
    if (error instanceof SourceError) return false;
    throw error;
  }
}

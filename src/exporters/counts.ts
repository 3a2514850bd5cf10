import type { PostCount, SourceCounts } from '../model/model.ts';
import { countFiles, countReactions } from './attached-counts.ts';
import { countRows, type Reader } from './database/reader.ts';
import { text } from './database/rows.ts';
import type { ChannelIds } from './post-counts.ts';
import type { OrphanPost, TimeRange } from './source.ts';
import { readUnusable } from './unusable.ts';

/** Counts whole tables and sorts their rows by why the streams bring them or do not; `posts`: of `readPostCounts`. */
export async function readCounts(
  reader: Reader,
  range: TimeRange,
  posts: readonly PostCount[],
): Promise<SourceCounts> {
  const { tables } = reader;
  const rowsOf = (table: string) => countRows(reader, table);
  const ids: ChannelIds = new Map();
  for (const { channelId: id } of posts) if (id !== undefined) ids.set(id, id);
  const counted = { range, ids };
  const files = await countFiles(reader, counted);
  return {
    postRows: await rowsOf('Posts'),
    posts,
    reactionRows: await rowsOf('Reactions'),
    reactions: await countReactions(reader, counted),
    fileRows: await rowsOf('FileInfo'),
    files,
    userRows: await rowsOf('Users'),
    channelRows: await rowsOf('Channels'),
    emojiRows: tables.has('Emoji') ? await rowsOf('Emoji') : 0,
    unusable: await readUnusable(reader, posts, files),
  };
}

/** Posts whose channel has no row, the first ones by id. */
export async function readOrphanPosts(
  { database, tables }: Reader,
  limit: number,
): Promise<readonly OrphanPost[]> {
  const rows = await database.query(
    `SELECT p.Id, p.ChannelId FROM ${tables.name('Posts')} p
     LEFT JOIN ${tables.name('Channels')} c ON ${tables.match(['Channels', 'c', 'Id'], ['Posts', 'p', 'ChannelId'])}
     WHERE c.Id IS NULL ORDER BY ${tables.byBytes(['Posts', 'p', 'Id'])} LIMIT ${Math.trunc(limit)}`,
  );
  return rows.map((row) => ({ id: text(row[0]), channelId: text(row[1]) }));
}

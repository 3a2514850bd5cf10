import type { ChannelId, PostId } from '../../model/model.ts';
import { inList, type SqlValue } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { END_OF_TIME_MS, FIRST_TIME_MS, text } from '../database/rows.ts';
import type { ColumnOf, Tables } from '../database/tables.ts';
import { identifiedRows } from '../ids.ts';
import type { TimeRange } from '../source.ts';
import { POST_COLUMNS, type PostRow, postRow } from './post-row.ts';
import { byTimeThenId, idOf, type PageReader, pageOf } from './row-pages.ts';

/** Edit history carries the id of the live row; such a row is never a post. */
export const NO_EDIT_HISTORY = "(OriginalId = '' OR OriginalId IS NULL)";

/**
 * Ranges of a channel, each walked by the index (ChannelId, DeleteAt, CreateAt) without a sort, which
 * needs the equality on DeleteAt: without it MariaDB reads and sorts the whole channel for each page.
 */
const LIVE = 'p.DeleteAt = 0';
const LIVE_BUT_NULL = 'p.DeleteAt IS NULL';

/** Readers of the ranges whose merge is the channel's stream. */
export function pageReaders(
  reader: Reader,
  { postsPerPage, hasParentedReplies }: { postsPerPage: number; hasParentedReplies: boolean },
): readonly PageReader[] {
  const { tables } = reader;
  const live = [LIVE, LIVE_BUT_NULL].map((condition) => ({ condition, isOneState: true }));
  const deleted = { condition: tombstones(tables, hasParentedReplies), isOneState: false };
  return [...live, deleted].map((rows) => pageReader(reader, rows, postsPerPage));
}

/** Makes the reader of the posts that are withdrawn: deleted, and no roots of live replies. */
export const withdrawnReader = (
  reader: Reader,
  { postsPerPage, hasParentedReplies }: { postsPerPage: number; hasParentedReplies: boolean },
): PageReader => {
  const condition = withdrawn(reader.tables, hasParentedReplies);
  return pageReader(reader, { condition, isOneState: false }, postsPerPage);
};

/** Deleted posts that are no roots of live replies, those with a negative DeleteAt too. */
const withdrawn = (tables: Tables, hasParentedReplies: boolean): string =>
  `p.DeleteAt <> 0 AND NOT (${tombstones(tables, hasParentedReplies)})`;

/** Reads which of these posts are among those that `withdrawnReader` reads. */
export async function readWithdrawnAmong(
  { database, tables }: Reader,
  { hasParentedReplies }: { readonly hasParentedReplies: boolean },
  ids: readonly PostId[],
): Promise<readonly PostId[]> {
  if (ids.length === 0) return [];
  const wanted = inList(ids);
  const condition = withdrawn(tables, hasParentedReplies);
  const rows = await database.query(
    `SELECT p.Id FROM ${tables.name('Posts')} p WHERE p.Id IN (${wanted.marks}) AND ${condition}`,
    wanted.values,
  );
  const found = new Set(rows.map((row) => text(row[0])));
  return ids.filter((id) => found.has(id));
}

/** Returns readers of the pages of posts that changed at or after a moment. */
export function changedPageReaders(
  reader: Reader,
  options: { postsPerPage: number; hasParentedReplies: boolean },
  sinceMs: number,
): readonly PageReader[] {
  const { database, tables } = reader;
  const { postsPerPage, hasParentedReplies } = options;
  const posts = tables.name('Posts');
  const columns = tables.columns('Posts', POST_COLUMNS, 'p');
  return [LIVE, LIVE_BUT_NULL, tombstones(tables, hasParentedReplies)].map((condition) => {
    // The limit keeps the planner from walking the whole channel in the order of time.
    const sql = `SELECT ${columns} FROM (SELECT Id FROM ${posts}
        WHERE ChannelId = ? AND UpdateAt >= ? LIMIT ${EVERY_ROW}) c
      JOIN ${posts} p ON p.Id = c.Id
      WHERE ${condition} AND p.CreateAt >= ? AND (p.CreateAt > ? OR ${tables.order(POST)} > ?)
      AND p.CreateAt < ? AND (p.OriginalId = '' OR p.OriginalId IS NULL)
      ORDER BY p.CreateAt, ${tables.order(POST)} LIMIT ${postsPerPage}`;
    return async ({ channel, range, start: { fromMs, afterMs, afterId } }) => {
      const values: SqlValue[] = [channel, sinceMs, fromMs, afterMs, afterId, endMs(range)];
      const rows = (await database.query(sql, values)).map(postRow);
      return pageOf(rows, { channel, postsPerPage, doubled: reader.doubled.posts });
    };
  });
}

const EVERY_ROW = Number.MAX_SAFE_INTEGER;

/** Reads the rows of the given posts that the channel's stream would yield, in its order. */
export async function readPostRows(
  { database, tables, doubled }: Reader,
  { hasParentedReplies }: { hasParentedReplies: boolean },
  { channel, range, ids }: PostsById,
): Promise<readonly PostRow[]> {
  const asked = new Set(ids);
  const wanted = inList(ids);
  const live = `${LIVE} OR ${LIVE_BUT_NULL} OR (${tombstones(tables, hasParentedReplies)})`;
  const rows = await database.query(
    `SELECT ${tables.columns('Posts', POST_COLUMNS, 'p')} FROM ${tables.name('Posts')} p
     WHERE p.Id IN (${wanted.marks}) AND p.ChannelId = ? AND p.CreateAt >= ? AND p.CreateAt < ?
     AND (p.OriginalId = '' OR p.OriginalId IS NULL) AND (${live})`,
    [...wanted.values, channel, startMs(range), endMs(range)],
  );
  const found = rows.map(postRow).filter((row) => asked.has(row.id) && row.channelId === channel);
  return identifiedRows(found, idOf, doubled.posts).toSorted(byTimeThenId);
}

interface PostsById {
  readonly channel: ChannelId;
  readonly range: TimeRange;
  readonly ids: readonly PostId[];
}

const POST: ColumnOf = ['Posts', 'p', 'Id'];
const ROOT = ['Posts', 'r', 'RootId'] as const;
const PARENT = ['Posts', 'r', 'ParentId'] as const;

/** Deleted roots whose replies remain; Slack keeps such a root as a tombstone. */
export function tombstones(tables: Tables, hasParentedReplies: boolean): string {
  const isReply = hasParentedReplies
    ? `(${tables.match(ROOT, POST)} OR ((r.RootId = '' OR r.RootId IS NULL) AND ${tables.match(PARENT, POST)}))`
    : tables.match(ROOT, POST);
  return `p.DeleteAt > 0 AND (p.RootId = '' OR p.RootId IS NULL)
    AND EXISTS (SELECT 1 FROM ${tables.name('Posts')} r WHERE ${isReply}
      AND (r.DeleteAt = 0 OR r.DeleteAt IS NULL)
      AND ${tables.match(['Posts', 'r', 'ChannelId'], ['Posts', 'p', 'ChannelId'])})`;
}

/** True when a reply of before 6.0 names its thread in ParentId alone; upstream moved those to RootId. */
export async function findParentedReplies({ database, tables }: Reader): Promise<boolean> {
  if (!tables.has('Posts', 'ParentId')) return false;
  const rows = await database.query(
    `SELECT 1 FROM ${tables.name('Posts')} WHERE (RootId = '' OR RootId IS NULL) AND ParentId <> '' LIMIT 1`,
  );
  return rows.length > 0;
}

interface PagedRows {
  readonly condition: string;
  /** True for an equality on DeleteAt. */
  readonly isOneState: boolean;
}

function pageReader(
  { database, tables, doubled }: Reader,
  { condition, isOneState }: PagedRows,
  postsPerPage: number,
): PageReader {
  const columns = tables.columns('Posts', POST_COLUMNS, 'p');
  const posts = isOneState ? tables.postsInTime('p') : `${tables.name('Posts')} p`;
  // The row-value form (CreateAt, Id) > (?, ?) reads everything before the cursor again for each page.
  const sql = `SELECT ${columns} FROM ${posts}
    WHERE p.ChannelId = ? AND ${condition} AND p.CreateAt >= ?
    AND (p.CreateAt > ? OR ${tables.order(POST)} > ?)
    AND p.CreateAt < ? AND (p.OriginalId = '' OR p.OriginalId IS NULL)
    ORDER BY p.CreateAt, ${tables.order(POST)} LIMIT ${postsPerPage}`;
  return async ({ channel, range, start: { fromMs, afterMs, afterId } }) => {
    const values: SqlValue[] = [channel, fromMs, afterMs, afterId, endMs(range)];
    const rows = (await database.query(sql, values)).map(postRow);
    return pageOf(rows, { channel, postsPerPage, doubled: doubled.posts });
  };
}

/** The first time that belongs to the range. */
export function startMs(range: TimeRange): number {
  return Math.max(range.fromMs ?? FIRST_TIME_MS, FIRST_TIME_MS);
}

/** The first time behind the range. */
export function endMs(range: TimeRange): number {
  return Math.min(range.toMs ?? END_OF_TIME_MS, END_OF_TIME_MS);
}

import { type ChannelId, channelId, type PostId, postId } from '../../model/model.ts';
import { inList, type Row } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { count, text, timeMs } from '../database/rows.ts';
import { identifiedRows } from '../ids.ts';
import type { ChannelChanges, DeletedPost, TimeRange } from '../source.ts';
import { mergePages } from './pages.ts';
import { type PageReader, type PlacedRow, pageOf } from './row-pages.ts';
import { endMs, NO_EDIT_HISTORY } from './rows.ts';

/** The latest UpdateAt of all; 0 for none. */
export async function readLatestChangeMs({ database, tables }: Reader): Promise<number> {
  const [row] = await database.query(`SELECT MAX(UpdateAt) FROM ${tables.name('Posts')}`);
  return row?.[0] === null || row === undefined ? 0 : count(row[0]);
}

/** Reads the channels with posts that changed at or after a moment, each with the latest UpdateAt of its posts. */
export async function readChangedChannels(
  { database, tables }: Reader,
  sinceMs: number,
): Promise<ReadonlyMap<ChannelId, ChannelChanges>> {
  const exactChannel = tables.exact(['Posts', 'p', 'ChannelId']);
  const rows = await database.query(
    `SELECT ${exactChannel}, MAX(UpdateAt), COUNT(*) FROM ${tables.name('Posts')} p WHERE UpdateAt >= ? GROUP BY ${exactChannel}`,
    [sinceMs],
  );
  return new Map(
    rows.map((row) => [channelId(text(row[0])), { latestMs: count(row[1]), rows: count(row[2]) }]),
  );
}

/** Which changes are asked for. */
interface ChangesWanted {
  readonly channel: ChannelId;
  readonly sinceMs: number;
  /** More than this are not held. */
  readonly maxHeldChanges: number;
}

/** A row that changed, as far as its index and its place in time go. */
export interface ChangedRow {
  readonly id: PostId;
  readonly createAtMs: number;
  /** 0 for a live row. */
  readonly deleteAtMs: number;
}

/**
 * The rows of a channel that changed at or after a moment, in no order; undefined when they are too many. Nothing but
 * UpdateAt is asked for, so that the planner has no other index to walk.
 */
export async function readChangedRows(
  { database, tables, doubled }: Reader,
  { channel, sinceMs, maxHeldChanges }: ChangesWanted,
): Promise<readonly ChangedRow[] | undefined> {
  const rows = await database.query(
    `SELECT Id, CreateAt, DeleteAt, ChannelId FROM ${tables.name('Posts')}
     WHERE ChannelId = ? AND UpdateAt >= ? AND ${NO_EDIT_HISTORY} LIMIT ${maxHeldChanges + 1}`,
    [channel, sinceMs],
  );
  if (rows.length > maxHeldChanges) return undefined;
  return identifiedRows(changedRows(rows, channel), ({ id }) => id, doubled.posts);
}

/**
 * Selects the rows of a channel from rows of Id, CreateAt, DeleteAt and ChannelId; the server need not compare exactly.
 */
const changedRows = (rows: readonly Row[], channel: ChannelId): readonly ChangedRow[] =>
  rows.filter((row) => text(row[3]) === channel).map(changedRow);

const changedRow = (row: Row): ChangedRow => ({
  id: postId(text(row[0])),
  createAtMs: count(row[1]),
  deleteAtMs: timeMs(row[2]) ?? 0,
});

/** Reads which of the posts changed at or after a moment. */
export async function readLaterChanges(
  { database, tables }: Reader,
  ids: readonly PostId[],
  sinceMs: number,
): Promise<readonly PostId[]> {
  if (ids.length === 0) return [];
  const wanted = inList(ids);
  const rows = await database.query(
    `SELECT Id FROM ${tables.name('Posts')} WHERE Id IN (${wanted.marks}) AND UpdateAt >= ?`,
    [...wanted.values, sinceMs],
  );
  return rows.map((row) => postId(text(row[0])));
}

/**
 * Reads which of the posts may have lost a reaction at or after a moment; all of them where Mattermost keeps no row of
 * one.
 */
export async function readReactionsTakenBack(
  { database, tables }: Reader,
  ids: readonly PostId[],
  sinceMs: number,
): Promise<readonly PostId[]> {
  if (ids.length === 0 || !tables.has('Reactions', 'DeleteAt')) return ids;
  const wanted = inList(ids);
  const rows = await database.query(
    `SELECT DISTINCT PostId FROM ${tables.name('Reactions')}
     WHERE PostId IN (${wanted.marks}) AND DeleteAt > 0 AND DeleteAt >= ?`,
    [...wanted.values, sinceMs],
  );
  const found = new Set(rows.map((row) => text(row[0])));
  return ids.filter((id) => found.has(id));
}

/** Deleted rows, the newest first: the replies of a thread before their root. */
export async function* streamDeletedPosts(
  reader: Reader,
  wanted: ChangesWanted & { postsPerPage: number },
): AsyncGenerator<readonly DeletedPost[]> {
  const changed = await readChangedRows(reader, wanted);
  if (changed === undefined) {
    yield* streamAllDeletedPosts(reader, wanted);
    return;
  }
  const deleted = changed
    .filter(({ deleteAtMs }) => deleteAtMs > 0)
    .sort((a, b) => b.createAtMs - a.createAtMs || (a.id < b.id ? 1 : -1));
  if (deleted.length > 0) yield deleted;
}

async function* streamAllDeletedPosts(
  { database, tables, doubled }: Reader,
  { channel, sinceMs, postsPerPage }: { channel: ChannelId; sinceMs: number; postsPerPage: number },
): AsyncGenerator<readonly DeletedPost[]> {
  // The row-value form reads everything before the cursor again for each page.
  const idOrder = tables.order(['Posts', 'p', 'Id']);
  const sql = `SELECT Id, CreateAt, DeleteAt, ChannelId FROM ${tables.name('Posts')} p
    WHERE ChannelId = ? AND UpdateAt >= ? AND DeleteAt > 0 AND ${NO_EDIT_HISTORY}
    AND CreateAt <= ? AND (CreateAt < ? OR ${idOrder} < ?) ORDER BY CreateAt DESC, ${idOrder} DESC LIMIT ${postsPerPage}`;
  for (let beforeMs = Number.MAX_SAFE_INTEGER, beforeId = ''; ; ) {
    const rows = await database.query(sql, [channel, sinceMs, beforeMs, beforeMs, beforeId]);
    const page = identifiedRows(changedRows(rows, channel), (row) => row.id, doubled.posts);
    if (page.length > 0) yield page;
    const last = rows.at(-1);
    if (last === undefined || rows.length < postsPerPage) return;
    beforeId = text(last[0]);
    beforeMs = count(last[1]);
  }
}

/** Returns the ids that have no row. */
export async function readRemovedPosts(
  { database, tables }: Reader,
  ids: readonly PostId[],
): Promise<readonly PostId[]> {
  if (ids.length === 0) return [];
  const wanted = inList(ids);
  const rows = await database.query(
    `SELECT Id FROM ${tables.name('Posts')} WHERE Id IN (${wanted.marks})`,
    wanted.values,
  );
  const there = new Set(rows.map((row) => text(row[0])));
  return ids.filter((id) => !there.has(id));
}

/** Reads the ids of the live posts in (CreateAt, Id) order, by the index alone where it holds them. */
export async function* streamPostIds(
  reader: Reader,
  { channel, range, postsPerPage }: { channel: ChannelId; range: TimeRange; postsPerPage: number },
): AsyncGenerator<readonly PostId[]> {
  const readers = LIVE_ROWS.map((condition) => idReader(reader, condition, postsPerPage));
  for await (const rows of mergePages(readers, channel, range, postsPerPage)) {
    yield rows.map(({ id }) => id);
  }
}

/** States of live rows, each of which the index (ChannelId, DeleteAt, CreateAt) brings in the order of time. */
const LIVE_ROWS = ['DeleteAt = 0', 'DeleteAt IS NULL'];

function idReader(
  { database, tables, doubled }: Reader,
  condition: string,
  postsPerPage: number,
): PageReader<PlacedId> {
  const idOrder = tables.order(['Posts', 'p', 'Id']);
  const sql = `SELECT Id, CreateAt, ChannelId FROM ${tables.postsInTime('p')}
    WHERE ChannelId = ? AND ${condition} AND CreateAt >= ? AND (CreateAt > ? OR ${idOrder} > ?)
    AND CreateAt < ? AND ${NO_EDIT_HISTORY} ORDER BY CreateAt, ${idOrder} LIMIT ${postsPerPage}`;
  return async ({ channel, range, start: { fromMs, afterMs, afterId } }) => {
    const rows = await database.query(sql, [channel, fromMs, afterMs, afterId, endMs(range)]);
    return pageOf(rows.map(placedId), { channel, postsPerPage, doubled: doubled.posts });
  };
}

type PlacedId = PlacedRow & { readonly channelId: ChannelId };

const placedId = (row: Row): PlacedId => ({
  id: postId(text(row[0])),
  createAtMs: count(row[1]),
  channelId: channelId(text(row[2])),
});

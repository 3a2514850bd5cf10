import type { ChannelId } from '../../../model/model.ts';
import { inList, slicesOf } from '../../database/database.ts';
import { decodeRows } from '../../database/decode-rows.ts';
import type { Reader } from '../../database/reader.ts';
import { FIRST_TIME_MS } from '../../database/rows.ts';
import { identifiedRows, isBlank } from '../../ids.ts';
import { POST_COLUMNS, type PostRow, postRow } from '../post-row.ts';
import { byTimeThenId, idOf } from '../row-pages.ts';
import { NO_EDIT_HISTORY, tombstones } from '../rows.ts';
import { RANKED_COLUMNS, type RankedRow, rankedRow } from '../tie-groups.ts';
import { inSpan, LIVE, type Span } from './span.ts';

/** The rows of one channel in a span. */
export interface ChannelRows {
  readonly channel: ChannelId;
  /** What the stream gives, in (CreateAt, Id) order. */
  readonly rows: PostRow[];
  /** Deleted rows, of which some are among `rows` too. */
  readonly deleted: RankedRow[];
  /** Replies from before the first possible time. */
  readonly early: RankedRow[];
}

/** Rows whose state no range of an index brings in one go, so that what hangs on them is looked up by id. */
export interface SpanRows {
  readonly channels: readonly ChannelRows[];
  readonly byId: readonly PostRow[];
}

export interface RowOptions {
  readonly hasParentedReplies: boolean;
  /** Times of the deleted rows where they are known; undefined to look for them. */
  readonly deletedMs: readonly number[] | undefined;
  /** Bytes of rows, as the server sends them, that may be held. */
  readonly maxBytes: number;
}

/** Rows with more bytes than may be held: a time in the middle of those that were read. */
export interface TooLarge {
  readonly middleMs: number;
}

/** Reads the rows of a span, in a few statements whatever its size; stops where they are too large to be held. */
export async function readSpanRows(
  reader: Reader,
  span: Span,
  options: RowOptions,
): Promise<SpanRows | TooLarge> {
  const channels = new Map<string, ChannelRows>();
  for (const channel of span.channels) {
    channels.set(channel, { channel, rows: [], deleted: [], early: [] });
  }
  const room = { bytes: options.maxBytes };
  const live = await readRows(reader, span, LIVE, room);
  if ('middleMs' in live) return live;
  putRows(channels, live);
  const nulls = await readRows(reader, span, 'p.DeleteAt IS NULL', room);
  if ('middleMs' in nulls) return nulls;
  putRows(channels, nulls);
  const { deletedMs } = options;
  const others = await (deletedMs === undefined
    ? readDeleted(reader, span)
    : readDeletedAt(reader, span, deletedMs));
  for (const row of others) {
    const own = channels.get(row.channel);
    if (row.createAtMs >= span.fromMs) own?.deleted.push(row);
    else if (row.rootId !== undefined) own?.early.push(row);
  }
  const roots = others.filter((row) => row.createAtMs >= span.fromMs && mayBeTombstone(row));
  const kept = await readTombstones(reader, options, roots);
  putRows(channels, kept);
  const found = [...channels.values()].filter(({ rows }) => rows.length > 0);
  for (const { rows } of found) sortRows(rows);
  return { channels: found, byId: [...nulls, ...kept] };
}

function putRows(channels: ReadonlyMap<string, ChannelRows>, rows: readonly PostRow[]): void {
  for (const row of rows) channels.get(row.channelId)?.rows.push(row);
}

async function readRows(
  { database, tables, doubled }: Reader,
  span: Span,
  state: string,
  room: { bytes: number },
): Promise<readonly PostRow[] | TooLarge> {
  const where = inSpan(span, state);
  // Without an order, which a server would sort for several channels: the rows are sorted here.
  const blocks = database.blocks(
    `SELECT ${tables.columns('Posts', POST_COLUMNS, 'p')} FROM ${tables.postsInTime('p')}
     WHERE ${where.sql} AND (p.OriginalId = '' OR p.OriginalId IS NULL)`,
    where.values,
  );
  const rows: PostRow[] = [];
  for await (const block of blocks) {
    for (const row of decodeRows(block)) rows.push(postRow(row));
    room.bytes -= block.bytes.length;
    // What is left of the answer is not read.
    if (room.bytes < 0) return { middleMs: middleOf(rows) };
  }
  return identifiedRows(rows, idOf, doubled.posts);
}

function middleOf(rows: readonly PostRow[]): number {
  const times = rows.map(({ createAtMs }) => createAtMs).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? 0;
}

/**
 * Deleted rows before the end of the span, of which those from before its begin are replies that may be older than
 * their roots; of the live ones, those that no time has.
 */
async function readDeleted(
  { database, tables, doubled }: Reader,
  span: Span,
): Promise<readonly RankedRow[]> {
  // Rows before a later begin are not of the unit, and may be many.
  const fromMs = span.fromMs <= FIRST_TIME_MS ? Number.MIN_SAFE_INTEGER : span.fromMs;
  const parts = ['p.DeleteAt > 0', 'p.DeleteAt < 0'].map((state) =>
    inSpan({ ...span, fromMs }, state),
  );
  const early = { ...span, fromMs, toMs: FIRST_TIME_MS };
  if (fromMs < span.fromMs) {
    parts.push(...[LIVE, 'p.DeleteAt IS NULL'].map((state) => inSpan(early, state)));
  }
  const select = `SELECT ${tables.columns('Posts', RANKED_COLUMNS, 'p')} FROM ${tables.name('Posts')} p`;
  const rows = await database.query(
    parts.map(({ sql }) => `${select} WHERE ${sql} AND ${NO_EDIT_HISTORY}`).join(' UNION ALL '),
    parts.flatMap(({ values }) => values),
  );
  return identifiedRows(rows.map(rankedRow), ({ id }) => id, doubled.posts);
}

async function readDeletedAt(
  { database, tables, doubled }: Reader,
  { channels, fromMs, toMs }: Span,
  deletedMs: readonly number[],
): Promise<readonly RankedRow[]> {
  const own = deletedMs.filter((ms) => ms >= fromMs && ms < toMs);
  const found: RankedRow[] = [];
  for (const some of slicesOf(own)) {
    const [times, wanted] = [inList(some), inList(channels)];
    const rows = await database.query(
      `SELECT ${tables.columns('Posts', RANKED_COLUMNS)} FROM ${tables.name('Posts')}
       WHERE CreateAt IN (${times.marks}) AND ChannelId IN (${wanted.marks}) AND DeleteAt <> 0
       AND ${NO_EDIT_HISTORY}`,
      [...times.values, ...wanted.values],
    );
    found.push(...rows.map(rankedRow));
  }
  return identifiedRows(found, ({ id }) => id, doubled.posts);
}

/** A reply that names its thread in ParentId alone is no reply to the statement. */
const mayBeTombstone = ({ deleteAtMs, id }: RankedRow): boolean => deleteAtMs > 0 && !isBlank(id);

async function readTombstones(
  { database, tables, doubled }: Reader,
  { hasParentedReplies }: RowOptions,
  deleted: readonly RankedRow[],
): Promise<readonly PostRow[]> {
  const found: PostRow[] = [];
  const condition = tombstones(tables, hasParentedReplies);
  for (const some of slicesOf(deleted)) {
    const wanted = inList(some.map(({ id }) => id));
    const rows = await database.query(
      `SELECT ${tables.columns('Posts', POST_COLUMNS, 'p')} FROM ${tables.name('Posts')} p
       WHERE p.Id IN (${wanted.marks}) AND (p.OriginalId = '' OR p.OriginalId IS NULL)
       AND ${condition}`,
      wanted.values,
    );
    const asked = new Set<string>(some.map(({ id }) => id));
    found.push(...rows.map(postRow).filter(({ id }) => asked.has(id)));
  }
  return identifiedRows(found, idOf, doubled.posts);
}

/** Most rows come in order: whatever index brings them has the times of a channel in order. */
function sortRows(rows: PostRow[]): void {
  for (let at = 1; at < rows.length; at += 1) {
    const [before, row] = [rows[at - 1], rows[at]];
    if (before === undefined || row === undefined || byTimeThenId(before, row) < 0) continue;
    rows.sort(byTimeThenId);
    return;
  }
}

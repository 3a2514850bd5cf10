import type { PostId } from '../../../model/model.ts';
import type { Reader } from '../../database/reader.ts';
import { count, text } from '../../database/rows.ts';
import { hasDoubles } from '../../ids.ts';
import type { TimeRange } from '../../source.ts';
import { type ReplyRow, readReplies } from '../threads.ts';
import { addTo } from '../tie-groups.ts';
import type { Hanging } from './hanging.ts';
import { countAtMost } from './id-counts.ts';
import { inSpan, joinedToPosts, LIVE, type Span } from './span.ts';
import { type ChannelRows, type SpanRows, slicesOf } from './unit-rows.ts';

export interface RepliesWanted {
  readonly span: Span;
  readonly range: TimeRange;
  /** False for whole channels, of which no reply comes after the span. */
  readonly isStretch: boolean;
  readonly longTextCharacters: number;
  readonly hasParentedReplies: boolean;
  readonly hanging: Hanging | undefined;
}

export type OutsideReplies = ReadonlyMap<string, readonly ReplyRow[]>;

/**
 * The replies to roots of the span that lie outside it, by channel: from before it, and, of a stretch, from after it up
 * to the end of the range. Where the replies of each root are counted, threads that lie in the span are known to be whole.
 */
export async function readOutsideReplies(
  reader: Reader,
  { channels, byId }: SpanRows,
  wanted: RepliesWanted,
): Promise<OutsideReplies> {
  // No index finds what names its thread in ParentId, and a join counts a doubled post's replies twice.
  const isCounted = !wanted.hasParentedReplies && !hasDoubles(reader.doubled.posts);
  const atMost = isCounted ? await repliesAtMost(reader, wanted) : undefined;
  const uncounted = new Set(byId.map(({ id }) => id));
  const found = new Map<string, ReplyRow[]>();
  for (const own of channels) {
    const known = knownReplies(own);
    const isWhole = (id: PostId): boolean =>
      atMost !== undefined && !uncounted.has(id) && atMost(id) === (known.get(id) ?? 0);
    const roots = new Set<PostId>();
    for (const { id, rootId } of own.rows) if (rootId === undefined && !isWhole(id)) roots.add(id);
    for (const { id, rootId } of own.deleted) if (rootId === undefined) roots.add(id);
    for (const some of slicesOf([...roots])) {
      const query = { ...wanted, channel: own.channel, roots: some };
      for (const reply of await readReplies(reader, query)) {
        if (isOutside(wanted, reply)) addTo(found, own.channel, reply);
      }
    }
  }
  return found;
}

const isOutside = ({ span, isStretch }: RepliesWanted, { createAtMs }: ReplyRow): boolean =>
  createAtMs < span.fromMs || (isStretch && createAtMs >= span.toMs);

/** How many rows of the span name a post as their root, live and deleted ones. */
function knownReplies({ rows, deleted }: ChannelRows): ReadonlyMap<PostId, number> {
  const known = new Map<PostId, number>();
  const add = (rootId: PostId | undefined): void => {
    if (rootId !== undefined) known.set(rootId, (known.get(rootId) ?? 0) + 1);
  };
  for (const { rootId, deleteAtMs } of rows) if (deleteAtMs === undefined) add(rootId);
  for (const { rootId } of deleted) add(rootId);
  return known;
}

/** How many rows name a post as their root, or a few more; counted beforehand, or else for the posts of the span. */
async function repliesAtMost(
  reader: Reader,
  { span, hanging }: RepliesWanted,
): Promise<(id: PostId) => number> {
  const all = hanging?.Posts;
  if (all !== undefined) return (id) => countAtMost(all, id);
  const counts = await countReplies(reader, span);
  return (id) => counts.get(id) ?? 0;
}

/** How many rows there are that name a live post of the span as their root, edit history included. */
async function countReplies(
  { database, tables }: Reader,
  span: Span,
): Promise<ReadonlyMap<string, number>> {
  const posts = tables.name('Posts');
  const where = inSpan(span, LIVE);
  const isReply = tables.match(['Posts', 'r', 'RootId'], ['Posts', 'p', 'Id']);
  const select = joinedToPosts(database.engine, {
    ...{ posts, where: where.sql, table: posts, columns: 'r.RootId', on: isReply },
  });
  const rows = await database.query(
    `SELECT c.RootId, COUNT(*) FROM (${select}) c GROUP BY c.RootId`,
    where.values,
  );
  return new Map(rows.map((row) => [text(row[0]), count(row[1])]));
}

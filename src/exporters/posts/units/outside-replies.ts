import type { PostId } from '../../../model/model.ts';
import { slicesOf } from '../../database/database.ts';
import type { Reader } from '../../database/reader.ts';
import { count, text } from '../../database/rows.ts';
import { hasDoubles } from '../../ids.ts';
import type { TimeRange } from '../../source.ts';
import { type ReplyRow, readReplies } from '../threads.ts';
import { addTo } from '../tie-groups.ts';
import type { Hanging } from './hanging.ts';
import { countAtMost, type IdCounts } from './id-counts.ts';
import { inSpan, joinedToPosts, LIVE, type Span } from './span.ts';
import type { ChannelRows, SpanRows } from './unit-rows.ts';

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
 * to the end of the range. Where the replies of each root are counted, threads that lie in the span are known to be
 * whole.
 */
export async function readOutsideReplies(
  reader: Reader,
  { channels, byId }: SpanRows,
  wanted: RepliesWanted,
): Promise<OutsideReplies> {
  // No index finds what names its thread in ParentId, and a join counts a doubled post's replies twice.
  const isCounted = !wanted.hasParentedReplies && !hasDoubles(reader.doubled.posts);
  const counts = isCounted ? await countedReplies(reader, wanted) : undefined;
  const uncounted = new Set(byId.map(({ id }) => id));
  const found = new Map<string, ReplyRow[]>();
  for (const own of channels) {
    const roots = rootsOutside(own, counts, uncounted);
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

/** Roots of which there may be replies outside the span; `uncounted`: posts whose replies are not counted. */
function rootsOutside(
  own: ChannelRows,
  counts: ReplyCounts | undefined,
  uncounted: ReadonlySet<PostId>,
): ReadonlySet<PostId> {
  const known = knownReplies(own);
  const roots = new Set<PostId>();
  for (const { id, rootId } of own.rows) {
    if (rootId !== undefined) continue;
    const isWhole =
      counts !== undefined &&
      !uncounted.has(id) &&
      repliesAtMost(counts, id) === (known.get(id) ?? 0);
    if (!isWhole) roots.add(id);
  }
  for (const { id, rootId } of own.deleted) if (rootId === undefined) roots.add(id);
  return roots;
}

/** How many rows of the span name a post as their root, live and deleted ones. */
function knownReplies({ rows, deleted }: ChannelRows): ReadonlyMap<PostId, number> {
  const known = new Map<PostId, number>();
  for (const { rootId, deleteAtMs } of rows) if (deleteAtMs === undefined) addReply(known, rootId);
  for (const { rootId } of deleted) addReply(known, rootId);
  return known;
}

function addReply(known: Map<PostId, number>, rootId: PostId | undefined): void {
  if (rootId !== undefined) known.set(rootId, (known.get(rootId) ?? 0) + 1);
}

/** How many rows name a post as their root: of all posts, or of those of a span. */
type ReplyCounts = IdCounts | ReadonlyMap<string, number>;

async function countedReplies(
  reader: Reader,
  { span, hanging }: RepliesWanted,
): Promise<ReplyCounts> {
  return hanging?.counts.Posts ?? (await countReplies(reader, span));
}

/** How many rows name a post as their root, or a few more. */
const repliesAtMost = (counts: ReplyCounts, id: PostId): number =>
  'cells' in counts ? countAtMost(counts, id) : (counts.get(id) ?? 0);

/** How many rows there are that name a live post of the span as their root, edit history included. */
async function countReplies(
  { database, tables }: Reader,
  span: Span,
): Promise<ReadonlyMap<string, number>> {
  const where = inSpan(span, LIVE);
  const isReply = tables.match(['Posts', 'r', 'RootId'], ['Posts', 'p', 'Id']);
  const select = joinedToPosts(database.engine, {
    ...{ posts: tables.postsInTime('p'), where: where.sql },
    ...{ table: tables.name('Posts'), columns: 'r.RootId', on: isReply },
  });
  const rows = await database.query(
    `SELECT c.RootId, COUNT(*) FROM (${select}) c GROUP BY c.RootId`,
    where.values,
  );
  return new Map(rows.map((row) => [text(row[0]), count(row[1])]));
}

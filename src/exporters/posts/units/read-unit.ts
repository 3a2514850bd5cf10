import type { ChannelId, Post, PostId } from '../../../model/model.ts';
import type { Reader } from '../../database/reader.ts';
import type { ChannelPosts, PostUnit, TimeRange } from '../../source.ts';
import { type Behind, NOT_BEHIND } from '../crowded.ts';
import { type OrderedStream, putRootsFirst, type RootsFirst } from '../roots-first.ts';
import { endMs, startMs } from '../rows.ts';
import { completeRows, type ReadPosts } from './complete.ts';
import { fullTime } from './cut-channel.ts';
import { type RepliesWanted, readOutsideReplies } from './outside-replies.ts';
import { readSpanRows, type SpanRows } from './unit-rows.ts';
import { type PlacedRows, placeChannels } from './unit-threads.ts';

/** How units are read. */
export interface UnitOptions {
  readonly rowsPerUnit: number;
  readonly maxAttachedRows: number;
  readonly longTextCharacters: number;
  readonly hasPriorities: boolean;
  readonly hasParentedReplies: boolean;
}

/** What a unit needs of the ways in which single posts are read. */
export interface UnitReading {
  readonly options: UnitOptions;
  readonly postsPerPage: number;
  /** Reads the given posts, as far as the stream would yield them, complete. */
  readPosts(channel: ChannelId, ids: readonly PostId[], behind: Behind): Promise<readonly Post[]>;
  /** The posts of one millisecond that are too many to be held, page by page. */
  streamMoment(channel: ChannelId, ms: number, behind: Behind): AsyncIterable<ReadPosts>;
}

/** Reads a unit's posts, channel after channel, in the order of their places. */
export async function* readUnit(
  reader: Reader,
  reading: UnitReading,
  unit: PostUnit,
  range: TimeRange,
): AsyncGenerator<ChannelPosts, void> {
  let current: ChannelId | undefined;
  let order: RootsFirst | undefined;
  let behind: Behind = NOT_BEHIND;
  for await (const read of readInTime(reader, reading, unit, range)) {
    const { channel, posts } = read;
    behind = read.behind;
    if (order === undefined || channel !== current) {
      if (order !== undefined && current !== undefined) yield* of(current, order.end());
      current = channel;
      order = orderOf(reading, (ids) => reading.readPosts(channel, ids, behind));
    }
    yield* of(channel, order.next(posts));
  }
  if (order !== undefined && current !== undefined) yield* of(current, order.end());
}

async function* of(
  channel: ChannelId,
  pages: AsyncIterable<readonly Post[]>,
): AsyncGenerator<ChannelPosts> {
  for await (const posts of pages) yield { channel, posts };
}

const orderOf = ({ postsPerPage }: UnitReading, read: OrderedStream['read']): RootsFirst =>
  putRootsFirst({
    read,
    broughtOf: async (roots) => new Set(roots.map(({ id }) => id)),
    isBrought: () => true,
    postsPerPage,
  });

/**
 * Reads a unit's posts in (CreateAt, Id) order. A unit that could not be divided into small ones is read in spans of
 * time.
 */
async function* readInTime(
  reader: Reader,
  reading: UnitReading,
  unit: PostUnit,
  range: TimeRange,
): AsyncGenerator<ReadPosts> {
  const { channels, stretch } = unit;
  const [channel] = channels;
  const { rowsPerUnit } = reading.options;
  const deletedMs = unit.deletedMs ?? [];
  const isLarge = Math.max(unit.posts, deletedMs.length) > rowsPerUnit;
  if (stretch === undefined || channel === undefined) {
    yield* readSpan(reader, reading, { unit, range, ...timesOf(range) });
    return;
  }
  for (let fromMs = stretch.fromMs; fromMs < stretch.toMs; ) {
    const rest = { channel, fromMs, toMs: stretch.toMs, deletedMs };
    // What was found to be small is not looked at again.
    const fullMs = isLarge ? await fullTime(reader, rest, rowsPerUnit) : undefined;
    const toMs = fullMs ?? stretch.toMs;
    if (toMs > fromMs) {
      yield* readSpan(reader, reading, { unit, range, fromMs, toMs });
      fromMs = toMs;
      continue;
    }
    yield* reading.streamMoment(channel, fromMs, unit.behind ?? NOT_BEHIND);
    fromMs += 1;
  }
}

const timesOf = (range: TimeRange) => ({ fromMs: startMs(range), toMs: endMs(range) });

interface SpanOf {
  readonly unit: PostUnit;
  readonly range: TimeRange;
  readonly fromMs: number;
  readonly toMs: number;
}

async function* readSpan(
  reader: Reader,
  { options }: UnitReading,
  { unit, range, fromMs, toMs }: SpanOf,
): AsyncGenerator<ReadPosts> {
  const span = { channels: unit.channels, fromMs, toMs };
  const { deletedMs, hanging } = unit;
  const { hasParentedReplies, longTextCharacters } = options;
  const rows = await readSpanRows(reader, span, { hasParentedReplies, deletedMs });
  if (rows.channels.length === 0) return;
  const wanted = { span, range, longTextCharacters, hasParentedReplies, hanging };
  const placed = await placeRows(reader, rows, unit, wanted);
  const byId = new Set(rows.byId.map(({ id }) => id));
  const channels = placed.map((own) => ({ placed: own, rows: own.linked.own.rows }));
  yield* completeRows(reader, { span, channels }, { ...options, byId, hanging });
}

/** Places the rows of a span; what is read for it outside the span is not held any longer. */
async function placeRows(
  reader: Reader,
  rows: SpanRows,
  unit: PostUnit,
  wanted: Omit<RepliesWanted, 'isStretch'>,
): Promise<readonly PlacedRows[]> {
  const isStretch = unit.stretch !== undefined;
  const isFromBegin = !isStretch && wanted.range.fromMs === undefined;
  // From the first possible time on, whole channels have no replies outside but those that were read with the rows.
  const outside = isFromBegin
    ? new Map()
    : await readOutsideReplies(reader, rows, { ...wanted, isStretch });
  return await placeChannels(reader, rows.channels, outside, { ...wanted, unit });
}

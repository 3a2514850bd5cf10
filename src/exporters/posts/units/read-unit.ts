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
  /** Bytes of rows that may be held. */
  readonly maxRowBytes: number;
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

/** Reads a span, in halves where its rows are too large to be held. */
async function* readSpan(
  reader: Reader,
  reading: UnitReading,
  whole: SpanOf,
): AsyncGenerator<ReadPosts> {
  const rest = [whole];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { unit, fromMs, toMs } = next;
    const span = { channels: unit.channels, fromMs, toMs };
    const isOneMoment = unit.channels.length === 1 && toMs - fromMs <= 1;
    const rows = await readSpanRows(reader, span, {
      hasParentedReplies: reading.options.hasParentedReplies,
      deletedMs: unit.deletedMs,
      maxBytes: isOneMoment ? Number.POSITIVE_INFINITY : reading.maxRowBytes,
    });
    if ('middleMs' in rows) rest.push(...halvesOf(next, rows.middleMs).toReversed());
    else if (rows.channels.length > 0) yield* completeSpan(reader, reading, next, rows);
  }
}

/** A span in two, by channels or else by time; a part of a channel's time is a stretch of it. */
function halvesOf({ unit, range, fromMs, toMs }: SpanOf, middleMs: number): readonly SpanOf[] {
  const { channels } = unit;
  if (channels.length > 1) {
    const middle = Math.ceil(channels.length / 2);
    return [channels.slice(0, middle), channels.slice(middle)].map((some) => ({
      ...{ unit: { ...unit, channels: some }, range, fromMs, toMs },
    }));
  }
  const cutMs = Math.min(Math.max(middleMs, fromMs + 1), toMs - 1);
  // A crowd before the cut may reach behind it.
  const crowded = unit.behind === undefined ? channels : unit.crowded;
  const stretch = { ...unit, stretch: unit.stretch ?? { fromMs, toMs }, crowded };
  return [
    { unit: stretch, range, fromMs, toMs: cutMs },
    { unit: stretch, range, fromMs: cutMs, toMs },
  ];
}

async function* completeSpan(
  reader: Reader,
  { options }: UnitReading,
  { unit, range, fromMs, toMs }: SpanOf,
  rows: SpanRows,
): AsyncGenerator<ReadPosts> {
  const span = { channels: unit.channels, fromMs, toMs };
  const { hanging } = unit;
  const { hasParentedReplies, longTextCharacters } = options;
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

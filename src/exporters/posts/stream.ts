import type { ChannelId, Post, PostId } from '../../model/model.ts';
import type { Reader } from '../database/reader.ts';
import type { ChannelPosts, PostUnit, TimeRange } from '../source.ts';
import { readFiles, readPriorities, readReactions } from './attached.ts';
import { type ChangedRow, readChangedRows, readLaterChanges, streamPostIds } from './changes.ts';
import { type Behind, NOT_BEHIND } from './crowded.ts';
import { readLegacyFiles } from './legacy-files.ts';
import { linkedIds, readLinked } from './linked.ts';
import { makePost, NO_THREAD, NONE } from './make-post.ts';
import { inSlices, inTurns, mergePages, readAhead } from './pages.ts';
import { type PlacedPage, readPlaces } from './places.ts';
import { rootsFirst } from './roots-first.ts';
import { changedPageReaders, pageReaders, readPostRows } from './rows.ts';
import { readBehind, readTies } from './ties.ts';
import type { ReadPosts } from './units/complete.ts';
import { divideChannels } from './units/divide.ts';
import { readUnit, type UnitOptions, type UnitReading } from './units/read-unit.ts';

/** What was found out about this server once, before its posts are read. */
export interface PostStreamOptions extends UnitOptions {
  readonly postsPerPage: number;
  readonly maxHeldChanges: number;
  readonly maxRowBytes: number;
}

/** A channel's posts in the order of their places: by (CreateAt, Id), but a reply after its root. */
export function streamPosts(
  reader: Reader,
  options: PostStreamOptions,
  channel: ChannelId,
  range: TimeRange,
): AsyncGenerator<readonly Post[], void> {
  return inSlices(readAhead(readChannel(reader, options, channel, range)));
}

async function* readChannel(
  reader: Reader,
  options: PostStreamOptions,
  channel: ChannelId,
  range: TimeRange,
): AsyncGenerator<readonly Post[], void> {
  const reading = readingOf(reader, options, range);
  // To count what hangs on all posts is too much for one channel.
  const uncounted = { ...options, isCounted: false };
  for (const unit of await divideChannels(reader, uncounted, [channel], range)) {
    for await (const { posts } of readUnit(reader, reading, unit, range)) yield posts;
  }
}

/** A unit's posts, channel after channel. */
export function streamUnit(
  reader: Reader,
  options: PostStreamOptions,
  unit: PostUnit,
  range: TimeRange,
): AsyncGenerator<ChannelPosts, void> {
  return inTurns(readUnit(reader, readingOf(reader, options, range), unit, range));
}

const readingOf = (reader: Reader, options: PostStreamOptions, range: TimeRange): UnitReading => ({
  options,
  postsPerPage: options.postsPerPage,
  maxRowBytes: options.maxRowBytes,
  readPosts: (channel, ids, behind) =>
    readPostsOf(reader, options, { channel, range, ids, behind }),
  streamMoment: (channel, ms, behind) =>
    readMoment(reader, options, { channel, range, ms, behind }),
});

interface Moment {
  readonly channel: ChannelId;
  readonly range: TimeRange;
  readonly ms: number;
  readonly behind: Behind;
}

/** The posts of one millisecond in (CreateAt, Id) order, page by page. */
async function* readMoment(
  reader: Reader,
  options: PostStreamOptions,
  { channel, range, ms, behind }: Moment,
): AsyncGenerator<ReadPosts, void> {
  const ties = readTies(reader, channel, { ...options, behind });
  const moment = { fromMs: ms, toMs: ms + 1 };
  const readers = pageReaders(reader, options);
  for await (const rows of mergePages(readers, channel, moment, options.postsPerPage)) {
    const posts = await completePage(reader, options, { rows, channel, range, ties });
    yield { channel, posts, behind };
  }
}

interface ChangesOf {
  readonly channel: ChannelId;
  readonly range: TimeRange;
  readonly sinceMs: number;
}

/** Streams the posts that changed at or after a moment; the rest of the channel is not walked. */
export async function* streamChangedPosts(
  reader: Reader,
  options: PostStreamOptions,
  { channel, range, sinceMs }: ChangesOf,
): AsyncGenerator<readonly Post[]> {
  const { maxHeldChanges, postsPerPage } = options;
  const changed = await readChangedRows(reader, { channel, sinceMs, maxHeldChanges });
  const held = changed === undefined ? undefined : new Set(changed.map(({ id }) => id));
  const pages =
    changed === undefined
      ? readManyChanges(reader, options, { channel, range, sinceMs })
      : readInTurn(reader, options, { channel, range, ids: idsInTime(changed) });
  yield* rootsFirst(pages, {
    read: (ids) => readPostsOf(reader, options, { channel, range, ids }),
    broughtOf: async (roots) => {
      const ids = roots.map(({ id }) => id);
      return held ?? new Set(await readLaterChanges(reader, ids, sinceMs));
    },
    // Posts that did not change do no harm.
    isBrought: () => true,
    postsPerPage,
  });
}

/** Streams the posts that are not known, found by the ids of all live ones. */
export function streamUnknownPosts(
  reader: Reader,
  options: PostStreamOptions,
  { channel, range, isKnown }: UnknownPosts,
): AsyncGenerator<readonly Post[]> {
  const { postsPerPage, hasParentedReplies } = options;
  let behind: Behind | undefined;
  async function read(ids: readonly PostId[]): Promise<readonly Post[]> {
    // The first new post costs a walk over the index; a channel without one does not.
    behind ??= await readBehind(reader, channel, hasParentedReplies);
    return await readPostsOf(reader, options, { channel, range, ids, behind });
  }
  async function* pages(): AsyncGenerator<readonly Post[]> {
    for await (const all of streamPostIds(reader, { channel, range, postsPerPage })) {
      const ids = all.filter((id) => !isKnown(id));
      if (ids.length > 0) yield await read(ids);
    }
  }
  return rootsFirst(pages(), {
    read,
    broughtOf: async (roots) => {
      const brought = roots.filter(({ id, isDeleted }) => !isDeleted && !isKnown(id));
      return new Set(brought.map(({ id }) => id));
    },
    isBrought: (id) => !isKnown(id),
    postsPerPage,
  });
}

export interface UnknownPosts {
  readonly channel: ChannelId;
  readonly range: TimeRange;
  readonly isKnown: (id: PostId) => boolean;
}

async function* readManyChanges(
  reader: Reader,
  options: PostStreamOptions,
  { channel, range, sinceMs }: ChangesOf,
): AsyncGenerator<readonly Post[]> {
  const ties = readTies(reader, channel, options);
  const readers = changedPageReaders(reader, options, sinceMs);
  for await (const rows of mergePages(readers, channel, range, options.postsPerPage)) {
    yield await completePage(reader, options, { rows, channel, range, ties });
  }
}

const idsInTime = (rows: readonly ChangedRow[]): readonly PostId[] =>
  rows
    .toSorted((a, b) => a.createAtMs - b.createAtMs || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);

async function* readInTurn(
  reader: Reader,
  options: PostStreamOptions,
  { channel, range, ids }: PostsWanted,
): AsyncGenerator<readonly Post[]> {
  for (let start = 0; start < ids.length; start += options.postsPerPage) {
    const some = ids.slice(start, start + options.postsPerPage);
    const posts = await readPostsOf(reader, options, { channel, range, ids: some });
    if (posts.length > 0) yield posts;
  }
}

interface PostsWanted {
  readonly channel: ChannelId;
  readonly range: TimeRange;
  readonly ids: readonly PostId[];
  readonly behind?: Behind;
}

/** Reads the given posts, as far as the stream would yield them. */
export async function readPostsOf(
  reader: Reader,
  options: PostStreamOptions,
  wanted: PostsWanted,
): Promise<readonly Post[]> {
  const { channel, range, ids, behind = NOT_BEHIND } = wanted;
  if (ids.length === 0) return [];
  const rows = await readPostRows(reader, options, wanted);
  if (rows.length === 0) return [];
  const ties = readTies(reader, channel, { ...options, behind });
  return await completePage(reader, options, { rows, channel, range, ties });
}

async function completePage(
  reader: Reader,
  options: PostStreamOptions,
  page: PlacedPage,
): Promise<readonly Post[]> {
  const ids = page.rows.map((row) => row.id);
  const reactions = await readReactions(reader, ids);
  const files = await readFiles(reader, ids);
  const legacy = await readLegacyFiles(reader, page.channel, page.rows);
  const priorities = options.hasPriorities
    ? await readPriorities(reader, ids)
    : new Map<PostId, never>();
  const places = await readPlaces(reader, options, page);
  const named = new Map(page.rows.map((row) => [row.id, linkedIds(row)]));
  const linkedPosts = [...new Set([...named.values()].flat())];
  const linked = await readLinked(reader, linkedPosts, options.hasParentedReplies);
  return page.rows.map((row) => {
    const isDeleted = row.deleteAtMs !== undefined;
    const links = named.get(row.id) ?? NONE;
    const thread = places.get(row.id) ?? NO_THREAD;
    return makePost(row, {
      tie: page.ties.of(row, thread.kind === 'reply' ? thread.root : undefined),
      thread,
      reactions: isDeleted ? NONE : (reactions.get(row.id) ?? NONE),
      files: isDeleted ? NONE : (files.get(row.id) ?? legacy.get(row.id) ?? NONE),
      priority: priorities.get(row.id),
      linked: links.length === 0 ? NONE : links.flatMap((id) => linked.get(id) ?? []),
    });
  });
}

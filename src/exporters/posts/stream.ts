import type { ChannelId, Post, PostId, RowFault, ThreadPlace } from '../../model/model.ts';
import type { Reader } from '../database/reader.ts';
import { hasLostCharacter } from '../database/rows.ts';
import type { TimeRange } from '../source.ts';
import { readFiles, readLegacyFiles, readPriorities, readReactions } from './attached.ts';
import { type ChangedRow, readChangedRows, readLaterChanges, streamPostIds } from './changes.ts';
import { type Behind, NOT_BEHIND } from './crowded.ts';
import { linkedIds, readLinked } from './linked.ts';
import { inSlices, mergePages, readAhead } from './pages.ts';
import { type PlacedPage, readPlaces } from './places.ts';
import { rootsFirst } from './roots-first.ts';
import { changedPageReaders, pageReaders, readPostRows } from './rows.ts';
import { readBehind, readTies, type Ties } from './ties.ts';

/** What was found out about this server once, before its posts are read. */
export interface PostStreamOptions {
  readonly postsPerPage: number;
  readonly longTextCharacters: number;
  readonly maxHeldChanges: number;
  readonly hasPriorities: boolean;
  readonly hasParentedReplies: boolean;
}

/**
 * A channel's posts in the order of their places, each page completed by batched look-ups: by (CreateAt, Id), but a
 * reply after its root.
 */
export function streamPosts(
  reader: Reader,
  options: PostStreamOptions,
  channel: ChannelId,
  range: TimeRange,
): AsyncGenerator<readonly Post[], void> {
  let behind: Behind = NOT_BEHIND;
  const noteBehind = (found: Behind): void => {
    behind = found;
  };
  const posts = readPosts(reader, options, { channel, range, noteBehind });
  const inOrder = rootsFirst(posts, {
    read: (ids) => readPostsOf(reader, options, { channel, range, ids, behind }),
    broughtOf: async (roots) => new Set(roots.map(({ id }) => id)),
    isBrought: () => true,
    postsPerPage: options.postsPerPage,
  });
  return inSlices(readAhead(inOrder));
}

interface WholeChannel {
  readonly channel: ChannelId;
  readonly range: TimeRange;
  readonly noteBehind: (behind: Behind) => void;
}

async function* readPosts(
  reader: Reader,
  options: PostStreamOptions,
  { channel, range, noteBehind }: WholeChannel,
): AsyncGenerator<readonly Post[], void> {
  let ties: Ties | undefined;
  const readers = pageReaders(reader, options);
  for await (const rows of mergePages(readers, channel, range, options.postsPerPage)) {
    if (ties === undefined) {
      ties = await readTies(reader, channel, { ...options, isWhole: true });
      noteBehind(ties.behind);
    }
    yield await completePage(reader, options, { rows, channel, range, ties });
  }
}

interface ChangesOf {
  readonly channel: ChannelId;
  readonly range: TimeRange;
  readonly sinceMs: number;
}

/** The same of what changed at or after a moment; the rest of the channel is not walked. */
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

/** The same of posts that are not known, found by the ids of all live ones. */
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
  const ties = await readTies(reader, channel, { ...options, isWhole: false });
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

/** Those of the posts that the stream would bring. */
export async function readPostsOf(
  reader: Reader,
  options: PostStreamOptions,
  wanted: PostsWanted,
): Promise<readonly Post[]> {
  const { channel, range, ids, behind = NOT_BEHIND } = wanted;
  if (ids.length === 0) return [];
  const rows = await readPostRows(reader, options, wanted);
  if (rows.length === 0) return [];
  const ties = await readTies(reader, channel, { ...options, isWhole: false, behind });
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
    const own = isDeleted ? NONE : (files.get(row.id) ?? legacy.get(row.id) ?? NONE);
    const links = named.get(row.id) ?? NONE;
    const thread = places.get(row.id) ?? ALONE;
    const ownReactions = isDeleted ? NONE : (reactions.get(row.id) ?? NONE);
    const hasLostFiles = row.fileIds.length > 0 && own.length === 0 && !isDeleted;
    // Field by field: spreading a million rows takes seconds.
    return {
      id: row.id,
      channelId: row.channelId,
      userId: row.userId,
      createAtMs: row.createAtMs,
      updateAtMs: row.updateAtMs,
      editAtMs: row.editAtMs,
      deleteAtMs: row.deleteAtMs,
      message: row.message,
      type: row.type,
      props: row.props,
      isPinned: row.isPinned,
      tie: page.ties.of(row, thread.kind === 'reply' ? thread.root : undefined),
      thread,
      reactions: ownReactions,
      files: own,
      priority: priorities.get(row.id),
      linked: links.length === 0 ? NONE : links.flatMap((id) => linked.get(id) ?? []),
      faults: withFaultsOf(row.faults, { files: own, reactions: ownReactions, hasLostFiles }),
    };
  });
}

interface Attached extends Pick<Post, 'files' | 'reactions'> {
  readonly hasLostFiles: boolean;
}

/** Adds faults of a post's files and reactions to those of its row. */
function withFaultsOf(
  faults: readonly RowFault[],
  { files, reactions, hasLostFiles }: Attached,
): readonly RowFault[] {
  if (!hasLostFiles && files.length === 0 && reactions.length === 0) return faults;
  const all = new Set(faults);
  if (hasLostFiles) all.add('file-ids-without-rows');
  for (const { isRepaired } of [...files, ...reactions]) {
    if (isRepaired === true) all.add('encoding-repaired');
  }
  const names = [...files.map(({ name }) => name), ...reactions.map(({ emojiName }) => emojiName)];
  if (names.some(hasLostCharacter)) all.add('unreadable-character');
  return all.size === faults.length ? faults : [...all];
}

const NONE: readonly never[] = Object.freeze([]);
const ALONE: ThreadPlace = Object.freeze({ kind: 'alone' });

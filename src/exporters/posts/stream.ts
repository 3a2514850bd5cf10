import type { ChannelId, Post, PostId, PostRef, ThreadPlace } from '../../model/model.ts';
import type { Reader } from '../database/reader.ts';
import type { TimeRange } from '../source.ts';
import { groupBy, readFiles, readLegacyFiles, readPriorities, readReactions } from './attached.ts';
import { readChangedRows } from './changes.ts';
import { linkedIds, readLinked } from './linked.ts';
import { inSlices, mergePages, readAhead } from './pages.ts';
import { changedPageReaders, type PostRow, pageReaders, readPostRows } from './rows.ts';
import {
  type FoundRoot,
  type ReplyRow,
  readReplies,
  readRoots,
  type ThreadRow,
} from './threads.ts';
import { readTies, type Ties } from './ties.ts';

/** What was found out about this server once, before its posts are read. */
export interface PostStreamOptions {
  readonly postsPerPage: number;
  readonly longTextCharacters: number;
  readonly maxHeldChanges: number;
  readonly hasPriorities: boolean;
  readonly hasParentedReplies: boolean;
}

/** A channel's posts in (CreateAt, Id) order, each page completed by batched look-ups. */
export function streamPosts(
  reader: Reader,
  options: PostStreamOptions,
  channel: ChannelId,
  range: TimeRange,
): AsyncGenerator<readonly Post[], void> {
  return inSlices(readAhead(readPosts(reader, options, channel, range)));
}

async function* readPosts(
  reader: Reader,
  options: PostStreamOptions,
  channel: ChannelId,
  range: TimeRange,
): AsyncGenerator<readonly Post[], void> {
  let ties: Ties | undefined;
  const readers = pageReaders(reader, options);
  for await (const rows of mergePages(readers, channel, range, options.postsPerPage)) {
    ties ??= await readTies(reader, channel);
    yield await completePage(reader, options, { rows, channel, range, ties });
  }
}

/** The same of what changed at or after a moment; the rest of the channel is not walked. */
export async function* streamChangedPosts(
  reader: Reader,
  options: PostStreamOptions,
  { channel, range, sinceMs }: { channel: ChannelId; range: TimeRange; sinceMs: number },
): AsyncGenerator<readonly Post[]> {
  const changed = await readChangedRows(reader, {
    channel,
    sinceMs,
    maxHeldChanges: options.maxHeldChanges,
  });
  if (changed === undefined) {
    const ties = await readTies(reader, channel, false);
    const readers = changedPageReaders(reader, options, sinceMs);
    for await (const rows of mergePages(readers, channel, range, options.postsPerPage)) {
      yield await completePage(reader, options, { rows, channel, range, ties });
    }
    return;
  }
  const ids = changed
    .toSorted((a, b) => a.createAtMs - b.createAtMs || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
  for (let start = 0; start < ids.length; start += options.postsPerPage) {
    const some = ids.slice(start, start + options.postsPerPage);
    const posts = await readPostsOf(reader, options, { channel, range, ids: some });
    if (posts.length > 0) yield posts;
  }
}

/** Those of the posts that the stream would bring. */
export async function readPostsOf(
  reader: Reader,
  options: PostStreamOptions,
  wanted: { channel: ChannelId; range: TimeRange; ids: readonly PostId[] },
): Promise<readonly Post[]> {
  const { channel, range, ids } = wanted;
  if (ids.length === 0) return [];
  const rows = await readPostRows(reader, options, wanted);
  if (rows.length === 0) return [];
  const ties = await readTies(reader, channel, false);
  return await completePage(reader, options, { rows, channel, range, ties });
}

interface Page {
  readonly rows: readonly PostRow[];
  readonly channel: ChannelId;
  readonly range: TimeRange;
  readonly ties: Ties;
}

async function completePage(
  reader: Reader,
  options: PostStreamOptions,
  page: Page,
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
  const linked = await readLinked(reader, [...new Set([...named.values()].flat())]);
  return page.rows.map((row) => {
    const isDeleted = row.deleteAtMs !== undefined;
    const own = isDeleted ? NONE : (files.get(row.id) ?? legacy.get(row.id) ?? NONE);
    const links = named.get(row.id) ?? NONE;
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
      tie: page.ties.of(row.createAtMs, row.id),
      thread: places.get(row.id) ?? ALONE,
      reactions: isDeleted ? NONE : (reactions.get(row.id) ?? NONE),
      files: own,
      priority: priorities.get(row.id),
      linked: links.length === 0 ? NONE : links.flatMap((id) => linked.get(id) ?? []),
      faults: hasLostFiles ? [...row.faults, 'file-ids-without-rows' as const] : row.faults,
    };
  });
}

const NONE: readonly never[] = Object.freeze([]);
const ALONE: ThreadPlace = Object.freeze({ kind: 'alone' });

async function readPlaces(
  reader: Reader,
  options: PostStreamOptions,
  page: Page,
): Promise<ReadonlyMap<PostId, ThreadPlace>> {
  const { rows, channel, range, ties } = page;
  const query = { channel, range, ...options };
  const ownRoots = rows.filter((row) => row.rootId === undefined).map((row) => row.id);
  const replies = await readReplies(reader, { ...query, roots: ownRoots });
  const named = new Set(rows.flatMap((row) => (row.rootId === undefined ? [] : [row.rootId])));
  const roots = await readRoots(reader, { ...query, roots: [...named] });
  await ties.load(timesOf(rows, replies, roots));
  const places = new Map<PostId, ThreadPlace>();
  for (const [root, own] of groupBy(replies, (reply) => reply.rootId)) {
    const refs = own.map((reply) => ({ ...ref(reply, ties), longMessage: reply.longMessage }));
    places.set(root, { kind: 'root', replies: refs });
  }
  for (const row of rows) {
    if (row.rootId !== undefined) places.set(row.id, replyPlace(row.rootId, roots, ties));
  }
  return places;
}

function* timesOf(
  rows: readonly PostRow[],
  replies: readonly ReplyRow[],
  roots: ReadonlyMap<PostId, FoundRoot>,
): Generator<number> {
  for (const row of rows) yield row.createAtMs;
  for (const reply of replies) yield reply.createAtMs;
  for (const root of roots.values()) if ('found' in root) yield root.found.createAtMs;
}

function replyPlace(
  rootId: PostId,
  roots: ReadonlyMap<PostId, FoundRoot>,
  ties: Ties,
): ThreadPlace {
  const root = roots.get(rootId);
  if (root === undefined) return { kind: 'lost-reply', rootId, reason: 'missing' };
  if ('lost' in root) return { kind: 'lost-reply', rootId, reason: root.lost };
  return { kind: 'reply', root: ref(root.found, ties) };
}

function ref(row: ThreadRow, ties: Ties): PostRef {
  const { id, userId, createAtMs, type, props, isDeleted } = row;
  return { id, userId, createAtMs, type, props, isDeleted, tie: ties.of(createAtMs, id) };
}

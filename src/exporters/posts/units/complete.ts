import type { ChannelId, Post, PostId } from '../../../model/model.ts';
import { slicesOf } from '../../database/database.ts';
import type { Reader } from '../../database/reader.ts';
import type { Behind } from '../crowded.ts';
import { readLegacyFiles } from '../legacy-files.ts';
import { linkedIds, readLinked } from '../linked.ts';
import { makePost, NONE } from '../make-post.ts';
import type { PostRow } from '../post-row.ts';
import type { Span } from './span.ts';
import {
  type Attached,
  type AttachedOptions,
  addAttachedOf,
  isJoinable,
  nothingAttached,
  readAttached,
} from './unit-attached.ts';
import { type PlacedRows, placeInThread } from './unit-threads.ts';
import { unitTie } from './unit-ties.ts';

/** Posts of a channel in (CreateAt, Id) order. */
export interface ReadPosts {
  readonly channel: ChannelId;
  readonly posts: readonly Post[];
  readonly behind: Behind;
}

/** Rows of some channels in a span that are completed together. */
export interface Part {
  readonly span: Span;
  readonly channels: readonly {
    readonly placed: PlacedRows;
    readonly rows: readonly PostRow[];
  }[];
}

export interface CompleteOptions extends AttachedOptions {
  readonly hasParentedReplies: boolean;
  /** Replies with more characters bring their text along with their root. */
  readonly longTextCharacters: number;
}

/** Posts of which everything that hangs on them is looked up by their ids, where no join finds it. */
const MOST_BY_ID = 250;

/**
 * Completes rows with reactions, files, priorities and linked posts, channel after channel. Where more hangs on them than
 * may be held, it reads them in halves.
 */
export async function* completeRows(
  reader: Reader,
  part: Part,
  options: CompleteOptions,
): AsyncGenerator<ReadPosts> {
  const rest = [part];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const ids = next.channels.flatMap(({ rows }) => rows.map(({ id }) => id));
    const mayJoin = isJoinable(reader);
    const joined = mayJoin
      ? await readAttached(reader, { span: next.span, ids }, options)
      : undefined;
    const isSmall = joined !== undefined || (!mayJoin && ids.length <= MOST_BY_ID);
    const halves = isSmall ? undefined : halvesOf(next);
    if (halves !== undefined) {
      rest.push(...halves.toReversed());
      continue;
    }
    yield* completePart(reader, next, joined, options);
  }
}

/** A part in two, by channels or else by time; undefined when it is of one time. */
function halvesOf({ span, channels }: Part): readonly Part[] | undefined {
  const [only, ...others] = channels;
  if (only === undefined) return undefined;
  if (others.length > 0) {
    const middle = Math.ceil(channels.length / 2);
    return [channels.slice(0, middle), channels.slice(middle)].map((some) => ({
      span: { ...span, channels: some.map(({ placed }) => placed.linked.own.channel) },
      channels: some,
    }));
  }
  const { rows, placed } = only;
  const [first, middle] = [rows[0], rows[Math.floor(rows.length / 2)]];
  if (first === undefined || middle === undefined) return undefined;
  const isCut = middle.createAtMs > first.createAtMs;
  const cutMs = isCut
    ? middle.createAtMs
    : rows.find(({ createAtMs }) => createAtMs > first.createAtMs)?.createAtMs;
  if (cutMs === undefined) return undefined;
  const [before, after] = [
    rows.filter(({ createAtMs }) => createAtMs < cutMs),
    rows.filter(({ createAtMs }) => createAtMs >= cutMs),
  ];
  return [
    { span: { ...span, toMs: cutMs }, channels: [{ placed, rows: before }] },
    { span: { ...span, fromMs: cutMs }, channels: [{ placed, rows: after }] },
  ];
}

async function* completePart(
  reader: Reader,
  part: Part,
  joined: Attached | undefined,
  options: CompleteOptions,
): AsyncGenerator<ReadPosts> {
  const attached = joined ?? nothingAttached();
  const all = part.channels.flatMap(({ rows }) => rows);
  const unjoined = joined === undefined ? all : all.filter(({ id }) => options.byId.has(id));
  await addAttachedOf(reader, unjoined, options, attached);
  const links = linksOf(all);
  const linked = await readLinkedPosts(reader, links, options);
  for (const { placed, rows } of part.channels) {
    const { channel } = placed.linked.own;
    const legacy = await readLegacyFiles(reader, channel, rows);
    const known = { attached, legacy, links, linked };
    const posts: Post[] = [];
    for (const row of rows) {
      const thread = placeInThread(placed, row, options.longTextCharacters);
      const tie = unitTie(placed.ties, row, thread.kind === 'reply' ? thread.root : undefined);
      posts.push(completePost(row, { thread, tie }, known));
    }
    yield { channel, posts, behind: placed.ties.behind };
  }
}

/** What was read for the posts of a part. */
interface ReadForPosts {
  readonly attached: Attached;
  readonly legacy: Awaited<ReturnType<typeof readLegacyFiles>>;
  readonly links: ReadonlyMap<PostId, readonly PostId[]>;
  readonly linked: Awaited<ReturnType<typeof readLinked>>;
}

function completePost(
  row: PostRow,
  { thread, tie }: Pick<Post, 'thread' | 'tie'>,
  { attached, legacy, links, linked }: ReadForPosts,
): Post {
  const { id } = row;
  const isDeleted = row.deleteAtMs !== undefined;
  const named = links.get(id) ?? NONE;
  return makePost(row, {
    tie,
    thread,
    reactions: isDeleted ? NONE : (attached.reactions.get(id) ?? NONE),
    files: isDeleted ? NONE : (attached.files.get(id) ?? legacy.get(id) ?? NONE),
    priority: attached.priorities.get(id),
    linked: named.length === 0 ? NONE : named.flatMap((other) => linked.get(other) ?? []),
  });
}

function linksOf(rows: readonly PostRow[]): ReadonlyMap<PostId, readonly PostId[]> {
  const links = new Map<PostId, readonly PostId[]>();
  for (const row of rows) {
    const ids = linkedIds(row);
    if (ids.length > 0) links.set(row.id, ids);
  }
  return links;
}

async function readLinkedPosts(
  reader: Reader,
  links: ReadonlyMap<PostId, readonly PostId[]>,
  { hasParentedReplies }: CompleteOptions,
): ReturnType<typeof readLinked> {
  const ids = new Set<PostId>();
  for (const named of links.values()) for (const id of named) ids.add(id);
  const found: Awaited<ReturnType<typeof readLinked>>[] = [];
  for (const some of slicesOf([...ids]))
    found.push(await readLinked(reader, some, hasParentedReplies));
  return new Map(found.flatMap((some) => [...some]));
}

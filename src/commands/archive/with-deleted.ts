import type {
  DeletedReading,
  FormerRow,
  FormerText,
  PostUnit,
  Source,
  TimeRange,
} from '../../exporters/source.ts';
import { neverMoves } from '../../mapping/messages/never-moved.ts';
import { type ChannelId, type Post, placeMs } from '../../model/model.ts';
import { DeletedQueue, type QueuedRow } from './deleted-queue.ts';

/** What deleted posts and earlier texts are read from. */
export type DeletedSource = Pick<Source, 'unitPosts'> & DeletedReading;

/** A post or a row of edit history, with what is shown of it beside itself. */
export interface KeptPost {
  readonly post: Post;
  /** Texts before its edits, the latest first; undefined where deleted posts and earlier texts are not shown. */
  readonly former: readonly FormerText[] | undefined;
  /** Of a row of edit history. */
  readonly earlierOf: Pick<FormerRow, 'originalId' | 'original'> | undefined;
}

export interface KeptPosts {
  readonly channel: ChannelId;
  readonly posts: readonly KeptPost[];
}

/** The posts of a unit as they are, channel after channel. */
export async function* livePosts(
  source: Pick<Source, 'unitPosts'>,
  unit: PostUnit,
  range: TimeRange,
): AsyncGenerator<KeptPosts, void> {
  for await (const { channel, posts } of source.unitPosts(unit, range)) {
    const live = posts.map((post) => ({ post, former: undefined, earlierOf: undefined }));
    yield { channel, posts: live };
  }
}

/**
 * The posts of a unit with the deleted ones, and every row of edit history, at their times, channel after channel. A row
 * of history is by itself and among the earlier texts of its post: whoever shows them takes it at one of these places.
 */
export async function* unitWithDeleted(
  source: DeletedSource,
  unit: PostUnit,
  range: TimeRange,
): AsyncGenerator<KeptPosts, void> {
  for await (const { channel, rows } of rowsInTime(source, unit, range)) {
    yield { channel, posts: await completeRows(source, channel, rows) };
  }
}

interface ChannelRows {
  readonly channel: ChannelId;
  readonly rows: readonly QueuedRow[];
}

async function* rowsInTime(
  source: DeletedSource,
  unit: PostUnit,
  range: TimeRange,
): AsyncGenerator<ChannelRows, void> {
  const own = ownRange(unit, range);
  const waiting = [...unit.channels];
  let open: DeletedQueue | undefined;
  async function* endUntil(channel: ChannelId | undefined): AsyncGenerator<ChannelRows, void> {
    if (open !== undefined) yield* restOf(open);
    open = undefined;
    for (;;) {
      const next = waiting.shift();
      if (next === undefined) return;
      open = new DeletedQueue(source, next, own);
      if (next === channel) return;
      yield* restOf(open);
      open = undefined;
    }
  }
  for await (const { channel, posts } of source.unitPosts(unit, range)) {
    if (open?.channel !== channel) yield* endUntil(channel);
    const merged: QueuedRow[] = [];
    for (const post of posts) {
      if (open !== undefined) merged.push(...(await open.before(placeMs(post))));
      merged.push({ post, earlierOf: undefined });
    }
    yield { channel, rows: merged };
  }
  yield* endUntil(undefined);
}

async function* restOf(queue: DeletedQueue): AsyncGenerator<ChannelRows, void> {
  for await (const rows of queue.rest()) yield { channel: queue.channel, rows };
}

function ownRange({ stretch }: PostUnit, { fromMs, toMs }: TimeRange): TimeRange {
  if (stretch === undefined) return { fromMs, toMs };
  return {
    fromMs: Math.max(fromMs ?? stretch.fromMs, stretch.fromMs),
    toMs: Math.min(toMs ?? stretch.toMs, stretch.toMs),
  };
}

async function completeRows(
  source: DeletedReading,
  channel: ChannelId,
  rows: readonly QueuedRow[],
): Promise<readonly KeptPost[]> {
  const own = rows.flatMap(({ post, earlierOf }) => (earlierOf === undefined ? [post] : []));
  const posts = await source.withDeletedParts(own);
  const former = await source.formerTexts(
    channel,
    posts.filter((post) => !neverMoves(post)),
  );
  const complete = posts.values();
  return rows.map(({ post, earlierOf }) => {
    if (earlierOf !== undefined) return { post, former: [], earlierOf };
    const whole = complete.next().value ?? post;
    return { post: whole, former: former.get(post.id) ?? [], earlierOf };
  });
}

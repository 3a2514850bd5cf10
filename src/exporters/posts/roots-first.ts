import type { Post, PostId, PostRef } from '../../model/model.ts';

/** What a stream of posts brings, and how a reply that must wait is read again. */
export interface OrderedStream {
  /** Reads some posts, complete. */
  readonly read: (ids: readonly PostId[]) => Promise<readonly Post[]>;
  /** Of these roots, those that the stream brings. */
  readonly broughtOf: (roots: readonly PostRef[]) => Promise<ReadonlySet<PostId>>;
  /** True for a reply that is to follow its root. */
  readonly isBrought: (reply: PostId) => boolean;
  readonly postsPerPage: number;
}

/**
 * Gives a stream in (CreateAt, Id) order the order of places: a reply that comes before its root, because it is older or
 * has the lower id of one millisecond, follows the posts of the root's millisecond. It is skipped where it comes and
 * read again there, so that only the ids of one millisecond's threads are held.
 */
export async function* rootsFirst(
  pages: AsyncIterable<readonly Post[]>,
  stream: OrderedStream,
): AsyncGenerator<readonly Post[], void> {
  const order = putRootsFirst(stream);
  for await (const page of pages) yield* order.next(page);
  yield* order.end();
}

/** The same page by page. */
export interface RootsFirst {
  next(page: readonly Post[]): AsyncIterable<readonly Post[]>;
  /** Replies that wait when no page follows. */
  end(): AsyncIterable<readonly Post[]>;
}

/** Makes `rootsFirst` for a stream whose pages are given one by one. */
export function putRootsFirst(stream: OrderedStream): RootsFirst {
  const waiting: Waiting = { replies: [], rootMs: 0 };
  return {
    next: (page) => nextOf(stream, waiting, page),
    end: () => takeWaiting(stream, waiting),
  };
}

async function* nextOf(
  stream: OrderedStream,
  waiting: Waiting,
  page: readonly Post[],
): AsyncGenerator<readonly Post[], void> {
  const early = rootsOfEarly(page);
  const brought = early.length === 0 ? NONE : await stream.broughtOf(early);
  let ready: Post[] = [];
  for (const post of page) {
    if (waiting.replies.length > 0 && post.createAtMs !== waiting.rootMs) {
      if (ready.length > 0) yield ready;
      ready = [];
      yield* takeWaiting(stream, waiting);
    }
    if (isBeforeRoot(post) && brought.has(post.thread.root.id)) continue;
    ready.push(post);
    addRepliesOf(stream, waiting, post);
  }
  if (ready.length > 0) yield ready;
}

function rootsOfEarly(page: readonly Post[]): readonly PostRef[] {
  const roots: PostRef[] = [];
  for (const post of page) if (isBeforeRoot(post)) roots.push(post.thread.root);
  return roots;
}

const NONE: ReadonlySet<PostId> = new Set();

type Reply = Post & { readonly thread: { readonly kind: 'reply' } };

function isBeforeRoot(post: Post): post is Reply {
  return post.thread.kind === 'reply' && comesBefore(post, post.thread.root);
}

/** True for a post that comes before another one in (CreateAt, Id) order. */
const comesBefore = (post: Pick<PostRef, 'createAtMs' | 'id'>, other: PostRef | Post): boolean =>
  post.createAtMs < other.createAtMs ||
  (post.createAtMs === other.createAtMs && post.id < other.id);

/** Replies that wait for the end of their root's millisecond. */
interface Waiting {
  replies: PostRef[];
  rootMs: number;
}

function addRepliesOf({ isBrought }: OrderedStream, waiting: Waiting, post: Post): void {
  if (post.thread.kind !== 'root') return;
  for (const reply of post.thread.replies) {
    if (!comesBefore(reply, post) || !isBrought(reply.id)) continue;
    waiting.replies.push(reply);
    waiting.rootMs = post.createAtMs;
  }
}

async function* takeWaiting(
  { read, postsPerPage }: OrderedStream,
  waiting: Waiting,
): AsyncGenerator<readonly Post[], void> {
  const ids = waiting.replies.toSorted(byRank).map(({ id }) => id);
  waiting.replies = [];
  for (let start = 0; start < ids.length; start += postsPerPage) {
    const posts = await read(ids.slice(start, start + postsPerPage));
    if (posts.length > 0) yield posts.toSorted(byRank);
  }
}

const byRank = (a: Pick<PostRef, 'tie'>, b: Pick<PostRef, 'tie'>): number =>
  a.tie.rank - b.tie.rank;

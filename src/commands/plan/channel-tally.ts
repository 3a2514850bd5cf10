import type { LossCode, LossNote } from '../../mapping/losses.ts';
import type { MappedPost } from '../../mapping/messages/map-post.ts';
import type { ChannelCounts } from '../../mapping/plan/plan.ts';
import type { Post } from '../../model/model.ts';

const COUNTED = [
  'posts',
  'messages',
  'replies',
  'reactions',
  'pins',
  'files',
  'fileBytes',
  'splitPosts',
  'reactionKinds',
] as const;
type Counted = Record<(typeof COUNTED)[number], number>;

const NOTHING: Readonly<Counted> = {
  posts: 0,
  messages: 0,
  replies: 0,
  reactions: 0,
  pins: 0,
  files: 0,
  fileBytes: 0,
  splitPosts: 0,
  reactionKinds: 0,
};

/** Counts of some posts of a channel. */
export interface ChannelSums {
  readonly counts: Readonly<Counted>;
  readonly losses: ReadonlyMap<LossCode, number> | undefined;
  readonly firstPostAtMs: number | undefined;
  readonly lastPostAtMs: number | undefined;
  readonly lastEditAtMs: number | undefined;
  readonly editedSince: number;
}

type CountedPost = Pick<MappedPost, 'messages' | 'leftOut' | 'reactionsWritten'>;

const least = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
const most = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);

/** Counts of a channel, added up post by post. */
export class ChannelTally {
  readonly #counts = { ...NOTHING };
  /** Undefined for none, as most of very many channels have. */
  #losses: Map<LossCode, number> | undefined;
  #firstPostAtMs: number | undefined;
  #lastPostAtMs: number | undefined;
  #lastEditAtMs: number | undefined;
  #editedSince = 0;
  readonly #before: ChannelCounts | undefined;

  /** `before`: counts of the channel in an older plan, to count the posts edited since. */
  constructor(before: ChannelCounts | undefined) {
    this.#before = before;
  }

  /** Number of posts that existed at the older plan and were edited since. */
  get editedSince(): number {
    return this.#editedSince;
  }

  /** What was added, as plain data. */
  sums(): ChannelSums {
    return {
      counts: this.#counts,
      losses: this.#losses,
      firstPostAtMs: this.#firstPostAtMs,
      lastPostAtMs: this.#lastPostAtMs,
      lastEditAtMs: this.#lastEditAtMs,
      editedSince: this.#editedSince,
    };
  }

  /** Adds what another tally of the channel has. */
  merge({ counts, losses, firstPostAtMs, lastPostAtMs, lastEditAtMs, editedSince }: ChannelSums) {
    for (const kind of COUNTED) this.#counts[kind] += counts[kind];
    for (const [code, count] of losses ?? []) this.#lose(code, count);
    this.#firstPostAtMs = least(this.#firstPostAtMs, firstPostAtMs);
    this.#lastPostAtMs = most(this.#lastPostAtMs, lastPostAtMs);
    this.#lastEditAtMs = most(this.#lastEditAtMs, lastEditAtMs);
    this.#editedSince += editedSince;
  }

  add(post: Post, mapped: CountedPost): void {
    const { messages, leftOut } = mapped;
    this.#counts.messages += messages.length;
    if (post.deleteAtMs !== undefined || leftOut !== undefined) return;
    const counts = this.#counts;
    counts.posts += 1;
    if (post.thread.kind === 'reply') counts.replies += 1;
    if (messages.length > 1) counts.splitPosts += 1;
    if (post.isPinned) counts.pins += 1;
    counts.reactions += mapped.reactionsWritten;
    counts.reactionKinds += messages.at(-1)?.reactions?.length ?? 0;
    counts.files += post.files.length;
    for (const { sizeBytes } of post.files) counts.fileBytes += sizeBytes;
    const { createAtMs } = post;
    this.#firstPostAtMs = Math.min(this.#firstPostAtMs ?? createAtMs, createAtMs);
    this.#lastPostAtMs = Math.max(this.#lastPostAtMs ?? createAtMs, createAtMs);
    this.#noteEdit(post);
  }

  #noteEdit({ createAtMs, editAtMs }: Post): void {
    if (editAtMs === undefined) return;
    this.#lastEditAtMs = Math.max(this.#lastEditAtMs ?? 0, editAtMs);
    if (this.#before === undefined) return;
    const { lastPostAtMs = 0, lastEditAtMs = 0 } = this.#before;
    if (createAtMs <= lastPostAtMs && editAtMs > lastEditAtMs) this.#editedSince += 1;
  }

  lose(losses: readonly LossNote[]): void {
    for (const { code } of losses) this.#lose(code, 1);
  }

  #lose(code: LossCode, count: number): void {
    this.#losses ??= new Map();
    this.#losses.set(code, (this.#losses.get(code) ?? 0) + count);
  }

  counts(deletedPosts: number): ChannelCounts {
    const { posts, messages, replies, reactions, pins } = this.#counts;
    const { files, fileBytes, splitPosts, reactionKinds } = this.#counts;
    // A spread would give each of very many channels a hidden class of its own, of a kilobyte.
    return {
      posts,
      messages,
      replies,
      reactions,
      pins,
      files,
      fileBytes,
      splitPosts,
      reactionKinds,
      deletedPosts,
      firstPostAtMs: this.#firstPostAtMs,
      lastPostAtMs: this.#lastPostAtMs,
      lastEditAtMs: this.#lastEditAtMs,
      losses: Object.fromEntries([...(this.#losses ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  }
}

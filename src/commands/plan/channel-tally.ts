import type { LossCode, LossNote } from '../../mapping/losses.ts';
import type { MappedPost } from '../../mapping/messages.ts';
import type { ChannelCounts } from '../../mapping/plan/plan.ts';
import type { Post } from '../../model.ts';

/** What a channel comes to, added up post by post. */
export class ChannelTally {
  readonly #counts = {
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
  readonly #losses = new Map<LossCode, number>();
  #firstPostAtMs: number | undefined;
  #lastPostAtMs: number | undefined;
  #lastEditAtMs: number | undefined;
  #editedSince = 0;
  readonly #before: ChannelCounts | undefined;

  /** `before`: the channel in an older plan, to tell what was edited since. */
  constructor(before: ChannelCounts | undefined) {
    this.#before = before;
  }

  /** Posts that the older plan knew and that were edited since. */
  get editedSince(): number {
    return this.#editedSince;
  }

  add(post: Post, mapped: MappedPost): void {
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
    counts.files += mapped.messages.reduce((sum, { files = [] }) => sum + files.length, 0);
    for (const { sizeBytes } of post.files) counts.fileBytes += sizeBytes;
    this.#firstPostAtMs ??= post.createAtMs;
    this.#lastPostAtMs = post.createAtMs;
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
    for (const { code } of losses) this.#losses.set(code, (this.#losses.get(code) ?? 0) + 1);
  }

  counts(deletedPosts: number): ChannelCounts {
    return {
      ...this.#counts,
      deletedPosts,
      firstPostAtMs: this.#firstPostAtMs,
      lastPostAtMs: this.#lastPostAtMs,
      lastEditAtMs: this.#lastEditAtMs,
      losses: Object.fromEntries([...this.#losses].sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  }
}

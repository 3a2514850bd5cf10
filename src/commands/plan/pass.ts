import type { Source, TimeRange } from '../../exporters/source.ts';
import type { PostTotals } from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { LossCode, LossNote } from '../../mapping/losses.ts';
import { authorOf } from '../../mapping/messages/authors.ts';
import { type MappedPost, type MessageContext, mapPost } from '../../mapping/messages/map-post.ts';
import type { Permalink } from '../../mapping/permalinks.ts';
import type { ChannelCounts, MonthCounts, ZipEstimate } from '../../mapping/plan/plan.ts';
import type { ChannelId, ChannelType, Post, UserId } from '../../model/model.ts';
import { LossTally } from '../run/loss-log.ts';
import { addPost, NO_TOTALS } from '../run/post-counts.ts';
import type { Progress } from '../run/progress.ts';
import { ZipEstimator } from './zip-estimator.ts';

export interface PlanPass {
  readonly source: Source;
  readonly range: TimeRange;
  readonly conversations: readonly Conversation[];
  readonly messageContext: (conversation: Conversation) => MessageContext;
  readonly permalink: Permalink;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Deleted posts of each channel, by SQL. */
  readonly deletedPosts: ReadonlyMap<ChannelId, number>;
  /** The channels of an older plan. */
  readonly before: ReadonlyMap<ChannelId, ChannelCounts>;
  /** The lists at an archive's root, not compressed. */
  readonly listBytes: number;
}

/** What the pass over all posts found; it grows with channels, people and months, not with posts. */
export interface PassResult {
  readonly totals: Readonly<PostTotals>;
  readonly channels: ReadonlyMap<ChannelId, ChannelCounts>;
  /** Posts that an older plan knew and that were edited since. */
  readonly editedSince: ReadonlyMap<ChannelId, number>;
  readonly postsByPerson: ReadonlyMap<UserId, number>;
  readonly months: readonly MonthCounts[];
  readonly losses: LossTally;
  readonly zip: ZipEstimate;
  /** The latest change of any post; 0 for none. */
  readonly seenUpToMs: number;
}

/** Maps every post of the conversations, keeping nothing but counts. */
export async function passOverPosts(pass: PlanPass): Promise<PassResult> {
  const sums = newSums();
  for (const conversation of pass.conversations) {
    const { channel } = conversation;
    pass.progress.at(conversation.name);
    const tally = new ChannelTally(pass.before.get(channel.id));
    const context = pass.messageContext(conversation);
    for await (const page of pass.source.posts(channel.id, pass.range)) {
      pass.signal.throwIfAborted();
      for (const post of page) {
        const mapped = mapPost(post, context);
        const { losses } = mapped;
        tally.add(post, mapped);
        tally.lose(losses);
        sums.losses.add(losses, () => pass.permalink(channel, post.id));
        sums.zip.add(conversation.folder, post.createAtMs, mapped.messages);
        addToSums(sums, channel.type, post, mapped);
      }
      pass.progress.advance(page.length);
    }
    sums.channels.set(channel.id, tally.counts(pass.deletedPosts.get(channel.id) ?? 0));
    sums.editedSince.set(channel.id, tally.editedSince);
  }
  return {
    ...sums,
    months: [...sums.months.values()].sort((a, b) => (a.month < b.month ? -1 : 1)),
    zip: sums.zip.estimate(pass.listBytes),
  };
}

type Month = { -readonly [Key in keyof MonthCounts]: MonthCounts[Key] };

function newSums() {
  return {
    totals: { ...NO_TOTALS },
    channels: new Map<ChannelId, ChannelCounts>(),
    editedSince: new Map<ChannelId, number>(),
    postsByPerson: new Map<UserId, number>(),
    months: new Map<string, Month>(),
    losses: new LossTally(),
    zip: new ZipEstimator(),
    seenUpToMs: 0,
  };
}

function addToSums(
  sums: ReturnType<typeof newSums>,
  type: ChannelType,
  post: Post,
  mapped: MappedPost,
): void {
  addPost(sums.totals, post, mapped);
  sums.seenUpToMs = Math.max(sums.seenUpToMs, post.updateAtMs);
  if (post.deleteAtMs !== undefined) return;
  const author = authorOf(post);
  if (author.kind === 'user') {
    sums.postsByPerson.set(author.userId, (sums.postsByPerson.get(author.userId) ?? 0) + 1);
  }
  if (mapped.leftOut !== undefined) return;
  const key = new Date(post.createAtMs).toISOString().slice(0, 7);
  const month = sums.months.get(key) ?? { month: key, public: 0, private: 0, direct: 0, group: 0 };
  month[type] += 1;
  sums.months.set(key, month);
}

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

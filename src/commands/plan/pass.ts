import { emptyTally, type PostTally } from '../../mapping/account.ts';
import type { LossCode, LossNote } from '../../mapping/losses.ts';
import { authorOf } from '../../mapping/messages/authors.ts';
import { type MappedPost, mapPost } from '../../mapping/messages/map-post.ts';
import type { ChannelCounts, MonthCounts, ZipEstimate } from '../../mapping/plan/plan.ts';
import {
  type ChannelId,
  type ChannelType,
  type Post,
  placeMs,
  type UserId,
} from '../../model/model.ts';
import { LossTally } from '../run/loss-log.ts';
import type { MessageContexts } from '../run/message-context.ts';
import { addPost } from '../run/post-counts.ts';
import type { PostPages } from '../run/post-pages.ts';
import type { Scope } from '../run/scope.ts';
import { ZipEstimator } from './zip-estimator.ts';

/** Context of the pass over all posts, beside the scope. */
export interface PlanPass {
  readonly pages: PostPages;
  readonly contextOf: MessageContexts;
  /** Number of deleted posts of each channel, counted by SQL. */
  readonly deletedPosts: ReadonlyMap<ChannelId, number>;
  /** Counts of the channels in an older plan. */
  readonly before: ReadonlyMap<ChannelId, ChannelCounts>;
}

/** Counts of the pass over all posts; memory grows with channels, people and months, not with posts. */
export interface PassResult {
  readonly tally: PostTally;
  readonly channels: ReadonlyMap<ChannelId, ChannelCounts>;
  /** Number of posts that existed at an older plan and were edited since. */
  readonly editedSince: ReadonlyMap<ChannelId, number>;
  readonly postsByPerson: ReadonlyMap<UserId, number>;
  readonly months: readonly MonthCounts[];
  readonly losses: LossTally;
  readonly zip: ZipEstimate;
  /** Time of the latest change of any post; 0 for none. */
  readonly seenUpToMs: number;
}

/** Maps every post of the conversations and keeps counts only. */
export async function passOverPosts(scope: Scope, pass: PlanPass): Promise<PassResult> {
  const sums = newSums();
  for (const conversation of scope.conversations) {
    const { channel } = conversation;
    const tally = new ChannelTally(pass.before.get(channel.id));
    const context = pass.contextOf(conversation);
    for await (const page of pass.pages(conversation)) {
      for (const post of page) {
        const mapped = mapPost(post, context);
        const { losses } = mapped;
        tally.add(post, mapped);
        tally.lose(losses);
        sums.losses.add(losses, () => scope.permalink(channel, post.id));
        sums.zip.add(conversation.folder, placeMs(post), mapped.messages);
        addToSums(sums, channel.type, post, mapped);
      }
    }
    sums.channels.set(channel.id, tally.counts(pass.deletedPosts.get(channel.id) ?? 0));
    sums.editedSince.set(channel.id, tally.editedSince);
  }
  return {
    ...sums,
    months: [...sums.months.values()].sort((a, b) => (a.month < b.month ? -1 : 1)),
    zip: sums.zip.estimate(listBytes(scope)),
  };
}

/** Rough sizes of an entry of users.json and of channels.json, and of a member in it; not compressed. */
const USER_BYTES = 800;
const CHANNEL_BYTES = 400;

/** Estimates the size of the lists at an archive's root, not compressed. */
const listBytes = ({ workspace, conversations }: Scope): number =>
  workspace.users.size * USER_BYTES + conversations.length * CHANNEL_BYTES;

type Month = { -readonly [Key in keyof MonthCounts]: MonthCounts[Key] };

function newSums() {
  return {
    tally: emptyTally(),
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
  addPost(sums.tally, post, mapped);
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

/** Counts of a channel, added up post by post. */
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

  /** `before`: counts of the channel in an older plan, to count the posts edited since. */
  constructor(before: ChannelCounts | undefined) {
    this.#before = before;
  }

  /** Number of posts that existed at the older plan and were edited since. */
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

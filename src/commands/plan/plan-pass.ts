import type { Source, TimeRange } from '../../exporters/source.ts';
import { authorOf } from '../../mapping/authors.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { type MappedPost, type MessageContext, mapPost } from '../../mapping/messages.ts';
import type { Permalink } from '../../mapping/permalinks.ts';
import type { ChannelCounts, MonthCounts, ZipEstimate } from '../../mapping/plan/plan.ts';
import type { ChannelId, ChannelType, Post, UserId } from '../../model.ts';
import { LossTally } from '../loss-tally.ts';
import { addPost, NO_TOTALS, type PostTotals } from '../post-totals.ts';
import type { Progress } from '../progress.ts';
import { ChannelTally } from './channel-tally.ts';
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

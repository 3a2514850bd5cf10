import type { PostUnit, Source } from '../../exporters/source.ts';
import { Deflater } from '../../importers/archive/compress.ts';
import { emptyTally, type PostTally } from '../../mapping/account.ts';
import type { LossSummary } from '../../mapping/losses.ts';
import { authorOf } from '../../mapping/messages/authors.ts';
import { type MappedPost, mapPost } from '../../mapping/messages/map-post.ts';
import type { ChannelCounts, MonthCounts } from '../../mapping/plan/plan.ts';
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
import { migratedConversations, type PostScope } from '../run/shared-scope.ts';
import type { Job } from '../run/workers/messages.ts';
import { type ChannelSums, ChannelTally } from './channel-tally.ts';
import { type EstimatedUnit, type EstimateSums, ZipEstimator } from './zip-estimator.ts';

const DAY_MS = 86_400_000;

/** A unit of posts, and its place in the estimate of the archive. */
export interface PlanTask {
  readonly unit: PostUnit;
  readonly estimated: EstimatedUnit;
}

export type Month = { -readonly [Key in keyof MonthCounts]: MonthCounts[Key] };

/** What a unit adds to the counts of a plan, as plain data: it grows with channels, people and months, not with posts. */
export interface PlanPart {
  readonly tally: PostTally;
  readonly channels: ReadonlyMap<ChannelId, ChannelSums>;
  readonly postsByPerson: ReadonlyMap<UserId, number>;
  readonly months: ReadonlyMap<string, Month>;
  readonly losses: readonly LossSummary[];
  readonly zip: EstimateSums;
  readonly seenUpToMs: number;
  /** Posts that were read. */
  readonly posts: number;
}

/** What counts units of posts. */
export interface CountingJob {
  readonly scope: PostScope;
  readonly source: Pick<Source, 'unitPosts'>;
  readonly contextOf: MessageContexts;
  /** Counts of the channels in an older plan. */
  readonly before: ReadonlyMap<ChannelId, ChannelCounts>;
}

/** Makes the job that maps every post of a unit and keeps counts only. */
export function countUnits({
  scope,
  source,
  contextOf,
  before,
}: CountingJob): Job<PlanTask, PlanPart> {
  const conversationOf = migratedConversations(scope);
  const deflater = new Deflater();
  return async function* ({ unit, estimated }) {
    const sums = newSums(new ZipEstimator(estimated, deflater));
    let open: ReturnType<typeof openChannel> | undefined;
    for await (const { channel, posts } of source.unitPosts(unit, scope.range)) {
      if (open?.id !== channel) open = openChannel(channel);
      const { conversation, context, tally } = open;
      for (const post of posts) {
        const mapped = mapPost(post, context);
        const { losses } = mapped;
        tally.add(post, mapped);
        tally.lose(losses);
        sums.losses.add(losses, () => scope.permalink(conversation.channel, post.id));
        sums.zip.add(conversation.folder, placeMs(post), mapped.messages);
        addToSums(sums, conversation.channel.type, post, mapped);
      }
      sums.posts += posts.length;
      sums.channels.set(channel, tally.sums());
    }
    const months = sums.months.counts;
    yield { ...sums, months, losses: sums.losses.summary(), zip: sums.zip.sums() };
  };

  function openChannel(id: ChannelId) {
    const conversation = conversationOf(id);
    const context = contextOf(conversation);
    return { id, conversation, context, tally: new ChannelTally(before.get(id)) };
  }
}

function newSums(zip: ZipEstimator) {
  return {
    tally: emptyTally(),
    channels: new Map<ChannelId, ChannelSums>(),
    postsByPerson: new Map<UserId, number>(),
    months: new MonthTally(),
    losses: new LossTally(),
    zip,
    seenUpToMs: 0,
    posts: 0,
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
  sums.months.add(post.createAtMs, type);
}

/** Counts posts by month and type of channel; it remembers the day, because posts come day by day. */
class MonthTally {
  readonly counts = new Map<string, Month>();
  #dayNumber = Number.NaN;
  #month: Month | undefined;

  add(createAtMs: number, type: ChannelType): void {
    const dayNumber = Math.floor(createAtMs / DAY_MS);
    if (this.#month === undefined || dayNumber !== this.#dayNumber) {
      this.#month = this.#monthOf(createAtMs);
      this.#dayNumber = dayNumber;
    }
    this.#month[type] += 1;
  }

  #monthOf(ms: number): Month {
    const month = new Date(ms).toISOString().slice(0, 7);
    const known = this.counts.get(month) ?? { month, public: 0, private: 0, direct: 0, group: 0 };
    this.counts.set(month, known);
    return known;
  }
}

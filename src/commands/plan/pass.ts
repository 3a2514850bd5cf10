import { type PostTally, sumOfTallies } from '../../mapping/account.ts';
import type { ChannelCounts, MonthCounts, ZipEstimate } from '../../mapping/plan/plan.ts';
import type { ChannelId, UserId } from '../../model/model.ts';
import { LossTally } from '../run/loss-log.ts';
import type { Progress } from '../run/progress.ts';
import type { Scope } from '../run/scope.ts';
import { ChannelTally } from './channel-tally.ts';
import type { Month, PlanPart } from './unit.ts';
import { type EstimateSums, estimateOf, NO_ESTIMATE, sumOfEstimates } from './zip-estimator.ts';

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

/** Numbers of deleted posts of each channel, counted by SQL. */
export type DeletedPosts = ReadonlyMap<ChannelId, number>;

/** Adds up the parts of all units, given in their order. */
export async function addUp(
  scope: Scope,
  deletedPosts: DeletedPosts,
  parts: AsyncIterable<PlanPart>,
  progress: Progress,
): Promise<PassResult> {
  const sums = newSums();
  for await (const part of parts) {
    addPart(sums, part);
    for (const [id] of part.channels) progress.at(scope.migrated(id)?.name ?? '');
    progress.advance(part.posts);
  }
  const channels = new Map<ChannelId, ChannelCounts>();
  const editedSince = new Map<ChannelId, number>();
  for (const { channel } of scope.conversations) {
    const tally = sums.channels.get(channel.id) ?? new ChannelTally(undefined);
    channels.set(channel.id, tally.counts(deletedPosts.get(channel.id) ?? 0));
    editedSince.set(channel.id, tally.editedSince);
    sums.channels.delete(channel.id);
  }
  return {
    tally: sums.tally,
    channels,
    editedSince,
    postsByPerson: sums.postsByPerson,
    months: [...sums.months.values()].sort((a, b) => (a.month < b.month ? -1 : 1)),
    losses: sums.losses,
    zip: estimateOf(sums.zip, listBytes(scope)),
    seenUpToMs: sums.seenUpToMs,
  };
}

interface Sums {
  tally: PostTally;
  /** Of channels with posts. */
  readonly channels: Map<ChannelId, ChannelTally>;
  readonly postsByPerson: Map<UserId, number>;
  readonly months: Map<string, Month>;
  readonly losses: LossTally;
  zip: EstimateSums;
  seenUpToMs: number;
}

const newSums = (): Sums => ({
  tally: sumOfTallies([]),
  channels: new Map(),
  postsByPerson: new Map(),
  months: new Map(),
  losses: new LossTally(),
  zip: NO_ESTIMATE,
  seenUpToMs: 0,
});

const MONTHLY = ['public', 'private', 'direct', 'group'] as const;

function addPart(sums: Sums, part: PlanPart): void {
  sums.tally = sumOfTallies([sums.tally, part.tally]);
  for (const [id, channel] of part.channels) {
    const tally = sums.channels.get(id) ?? new ChannelTally(undefined);
    tally.merge(channel);
    sums.channels.set(id, tally);
  }
  for (const [id, posts] of part.postsByPerson) {
    sums.postsByPerson.set(id, (sums.postsByPerson.get(id) ?? 0) + posts);
  }
  for (const [key, month] of part.months) {
    const known = sums.months.get(key);
    if (known === undefined) sums.months.set(key, month);
    else for (const type of MONTHLY) known[type] += month[type];
  }
  sums.losses.merge(part.losses);
  sums.zip = sumOfEstimates(sums.zip, part.zip);
  sums.seenUpToMs = Math.max(sums.seenUpToMs, part.seenUpToMs);
}

/** Rough sizes of an entry of users.json and of channels.json, and of a member in it; not compressed. */
const USER_BYTES = 800;
const CHANNEL_BYTES = 400;

/** Estimates the size of the lists at an archive's root, not compressed. */
const listBytes = ({ workspace, conversations }: Scope): number =>
  workspace.users.size * USER_BYTES + conversations.length * CHANNEL_BYTES;

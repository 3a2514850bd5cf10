import type { ApiLimits } from '../api-limits.ts';
import type { LossCode } from '../losses.ts';
import { type ChannelWork, forecastReplay } from './forecast-replay.ts';
import type {
  Forecast,
  ForecastTotals,
  MonthCounts,
  PlannedChannel,
  PlannedLoss,
  PlannedPerson,
  PlanTarget,
  ZipEstimate,
} from './plan.ts';
import { recommendPath } from './recommend-path.ts';

/** What the pass over the posts found, and what was decided. */
export interface ForecastFacts {
  readonly months: readonly MonthCounts[];
  readonly losses: readonly PlannedLoss[];
  readonly zip: ZipEstimate;
  readonly channels: readonly PlannedChannel[];
  readonly people: readonly PlannedPerson[];
  readonly target: PlanTarget;
  /** Private channels that are in the target under the name that one of ours wants. */
  readonly privateToMerge: number;
  readonly userGroups: number;
  /** What the replay will go by. */
  readonly limits: ApiLimits;
  /** True when the app reacts itself; otherwise reactions cost no call. */
  readonly isAppReacting: boolean;
}

/** How long, how big, and which way. */
export function forecast(facts: ForecastFacts): Forecast {
  const { months, losses, zip, target } = facts;
  const moving = facts.channels.filter(({ action }) => action !== 'skip');
  const totals = totalsOf(moving, losses);
  const api = forecastReplay(
    {
      channels: moving.map((channel) => replayWork(channel, facts.isAppReacting)),
      userGroups: facts.userGroups,
      usersToMatch: facts.people.filter(
        ({ action, slackId }) => action === 'match' && slackId === '',
      ).length,
    },
    facts.limits,
  );
  const recommendation = recommendPath({
    posts: totals.posts,
    zipBytes: zip.sizeBytes,
    apiSeconds: api.seconds,
    slackPlan: target.slackPlan,
    channels: moving.length,
    hasDirectOrGroup: moving.some(({ type }) => type === 'direct' || type === 'group'),
    privateToMerge: facts.privateToMerge,
    files: totals.files,
    targetKind: target.kind,
  });
  return { totals, months, losses, zip, api, recommendation };
}

function replayWork(channel: PlannedChannel, isAppReacting: boolean): ChannelWork {
  const { channelId, action, topic, purpose, archive, members, counts } = channel;
  return {
    channelId,
    messages: counts.messages,
    files: counts.files,
    pins: counts.pins,
    reactionCalls: isAppReacting ? counts.reactionKinds : 0,
    members: members.length,
    isNew: action === 'create',
    hasTopic: topic !== '',
    hasPurpose: purpose !== '',
    archive,
  };
}

function totalsOf(
  channels: readonly PlannedChannel[],
  losses: readonly PlannedLoss[],
): ForecastTotals {
  const sum = (key: 'posts' | 'messages' | 'reactions' | 'files' | 'fileBytes' | 'splitPosts') =>
    channels.reduce((total, { counts }) => total + counts[key], 0);
  const lost = (code: LossCode) => losses.find((loss) => loss.code === code)?.count ?? 0;
  return {
    posts: sum('posts'),
    messages: sum('messages'),
    reactions: sum('reactions'),
    files: sum('files'),
    fileBytes: sum('fileBytes'),
    missingFiles: lost('file_missing'),
    oversizeFiles: lost('file_over_limit'),
    splitPosts: sum('splitPosts'),
  };
}

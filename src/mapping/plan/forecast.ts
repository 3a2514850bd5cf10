import { IMPORT_UPLOAD_BYTES } from '../../slack/limits.ts';
import type { ApiLimits } from '../../slack/methods.ts';
import type { LossCode, LossSummary } from '../losses.ts';
import { type ChannelWork, forecastReplay } from './forecast-replay.ts';
import type {
  Forecast,
  ForecastTotals,
  MonthCounts,
  MovePath,
  PlannedChannel,
  PlannedPerson,
  PlanTarget,
  Recommendation,
  RecommendationNote,
  ZipEstimate,
} from './plan.ts';
import type { SlackPlan, TargetKind } from './target.ts';

/** Results of the pass over the posts, and the decisions. */
export interface ForecastFacts {
  readonly months: readonly MonthCounts[];
  readonly losses: readonly LossSummary[];
  readonly zip: ZipEstimate;
  readonly channels: readonly PlannedChannel[];
  readonly people: readonly PlannedPerson[];
  readonly target: PlanTarget;
  /** Private channels of the target that have the name of one of ours. */
  readonly privateToMerge: number;
  readonly userGroups: number;
  /** Rate limits of the replay. */
  readonly limits: ApiLimits;
  /** True if the app reacts itself; otherwise reactions cost no call. */
  readonly isAppReacting: boolean;
}

/** Estimates size and duration and recommends an approach. */
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
  losses: readonly LossSummary[],
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

export interface PathFacts {
  readonly posts: number;
  readonly zipBytes: number;
  readonly apiSeconds: number;
  readonly slackPlan: SlackPlan | undefined;
  /** Channels to migrate, including merged ones. */
  readonly channels: number;
  readonly hasDirectOrGroup: boolean;
  /** Private channels that already exist in the workspace. */
  readonly privateToMerge: number;
  readonly files: number;
  readonly targetKind: TargetKind;
}

/** Up to this size one archive is imported within a night. Our estimate, not a limit of Slack. */
const SMALL_SERVER_POSTS = 500_000;

/** Recommends an approach, with reasons, limits of each approach and warnings about the target. */
export function recommendPath(facts: PathFacts): Recommendation {
  const { path, reasons } = chosen(facts);
  return { path, reasons, cannot: CANNOT, warnings: warningsOf(facts) };
}

function chosen(facts: PathFacts): { path: MovePath; reasons: readonly RecommendationNote[] } {
  const { posts, zipBytes, apiSeconds, slackPlan, channels, privateToMerge } = facts;
  const duration = note('api-days', { seconds: apiSeconds });
  if (slackPlan === 'enterprise-grid') {
    return { path: 'replay', reasons: [note('enterprise-grid'), duration] };
  }
  if (channels > 0 && privateToMerge >= channels) {
    return { path: 'replay', reasons: [mergesNote(facts), duration] };
  }
  const size = { posts, zipBytes };
  const large = [
    ...(zipBytes > IMPORT_UPLOAD_BYTES ? [note('zip-over-direct-upload', { zipBytes })] : []),
    ...(posts > SMALL_SERVER_POSTS ? [note('large-server', size)] : []),
  ];
  if (large.length > 0) return { path: 'zip-then-sync', reasons: [...large, duration] };
  return { path: 'zip', reasons: [note('small-server', size), duration] };
}

const mergesNote = ({ privateToMerge }: PathFacts): RecommendationNote =>
  note('private-channels-exist', { count: privateToMerge });

function warningsOf(facts: PathFacts): readonly RecommendationNote[] {
  const { slackPlan, privateToMerge, hasDirectOrGroup, targetKind } = facts;
  return [
    ...(slackPlan === 'enterprise-grid' ? [note('enterprise-grid')] : []),
    ...(slackPlan === 'free' ? [note('free-plan')] : []),
    ...(privateToMerge > 0 ? [mergesNote(facts)] : []),
    ...(hasDirectOrGroup ? [note('direct-messages')] : []),
    ...(targetKind === 'none' ? [note('no-target')] : []),
  ];
}

function note(code: string, values: RecommendationNote['values'] = {}): RecommendationNote {
  return { code, values };
}

const IMPORT_CANNOT = [
  'import-private-merge',
  'import-files',
  'import-edits',
  'import-emoji',
  'import-unproven',
];
const REPLAY_CANNOT = ['replay-backdate', 'replay-authors', 'replay-reactions', 'replay-direct'];

const CANNOT: Readonly<Record<MovePath, readonly string[]>> = {
  zip: IMPORT_CANNOT,
  'zip-then-sync': [...IMPORT_CANNOT, ...REPLAY_CANNOT],
  replay: REPLAY_CANNOT,
};

import type { ChannelId, ChannelType, UserId } from '../../model/model.ts';
import type { LossCode } from '../losses.ts';
import type { ChannelDecision, PersonDecision, PlanDefaults } from './decisions.ts';
import type { SlackPlan, TargetKind } from './target.ts';

/** A reader refuses another version. */
export const PLAN_VERSION = 1;

/** What selected and shaped the content; a run with the plan uses these. */
export interface PlanOptions {
  readonly include: readonly ChannelType[];
  readonly channels: readonly string[];
  readonly excludeChannels: readonly string[];
  readonly teams: readonly string[];
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  readonly channelNames: 'display' | 'name' | 'ascii';
  readonly systemMessages: 'keep' | 'drop';
  /** Not there when credentials move as all else does. */
  readonly redactSecrets?: boolean | undefined;
  /** The workspace's address when links to old posts lead there. */
  readonly rewriteLinksTo?: string | undefined;
  readonly latex: { readonly block: boolean; readonly inline: boolean };
}

export interface PlannedPerson extends PersonDecision {
  /** Live posts that are theirs in the chosen channels. */
  readonly posts: number;
}

export interface PlannedChannel extends ChannelDecision {
  /** Mattermost ids in code-unit order. */
  readonly members: readonly UserId[];
  readonly topic: string;
  readonly purpose: string;
  readonly counts: ChannelCounts;
}

/** What a channel comes to; all zero for one that is skipped. */
export interface ChannelCounts {
  /** Posts that move. */
  readonly posts: number;
  /** Messages in Slack: a long post becomes several. */
  readonly messages: number;
  readonly replies: number;
  readonly reactions: number;
  readonly pins: number;
  readonly files: number;
  readonly fileBytes: number;
  /** Rows that do not move because they were deleted. */
  readonly deletedPosts: number;
  /** Posts that became several messages. */
  readonly splitPosts: number;
  readonly firstPostAtMs?: number | undefined;
  readonly lastPostAtMs?: number | undefined;
  /** The latest edit of a text; another plan tells by it what was edited since. */
  readonly lastEditAtMs?: number | undefined;
  /** Calls of reactions.add if the app reacts itself: different emoji of each post. */
  readonly reactionKinds: number;
  readonly losses: Readonly<Partial<Record<LossCode, number>>>;
}

export interface Forecast {
  readonly totals: ForecastTotals;
  readonly months: readonly MonthCounts[];
  readonly losses: readonly PlannedLoss[];
  readonly zip: ZipEstimate;
  readonly api: ApiForecast;
  readonly recommendation: Recommendation;
}

export interface ForecastTotals {
  readonly posts: number;
  readonly messages: number;
  readonly reactions: number;
  readonly files: number;
  /** Slack storage that the files need. */
  readonly fileBytes: number;
  readonly missingFiles: number;
  readonly oversizeFiles: number;
  readonly splitPosts: number;
}

/** Posts of a month, by type of channel. */
export interface MonthCounts {
  /** `YYYY-MM`, UTC. */
  readonly month: string;
  readonly public: number;
  readonly private: number;
  readonly direct: number;
  readonly group: number;
}

export interface PlannedLoss {
  readonly code: LossCode;
  readonly count: number;
  /** Links to the first posts. */
  readonly samples: readonly string[];
}

export interface ZipEstimate {
  readonly sizeBytes: number;
  readonly jsonBytes: number;
  readonly dayFiles: number;
}

/** The whole plan: what plan.json holds. */
export interface Plan {
  readonly version: typeof PLAN_VERSION;
  /** When it was made, by the clock of the machine; milliseconds. */
  readonly madeAtMs: number;
  readonly source: PlanSource;
  readonly target: PlanTarget;
  readonly options: PlanOptions;
  readonly defaults: PlanDefaults;
  readonly people: readonly PlannedPerson[];
  readonly channels: readonly PlannedChannel[];
  readonly emoji: readonly PlannedEmoji[];
  readonly userGroups: readonly PlannedUserGroup[];
  readonly forecast: Forecast;
  readonly warnings: readonly string[];
}

export interface PlanSource {
  readonly engine: 'mysql' | 'postgres';
  readonly databaseVersion: string;
  readonly mattermostVersion: string;
  readonly siteUrl?: string | undefined;
  /** The latest change of a post that the plan has seen, by the source's clock. */
  readonly seenUpToMs: number;
}

export interface PlanTarget {
  readonly kind: TargetKind;
  readonly label: string;
  readonly teamId?: string | undefined;
  readonly slackPlan?: SlackPlan | undefined;
}

export interface PlannedEmoji {
  readonly name: string;
  readonly slackName: string;
}

export interface PlannedUserGroup {
  readonly name: string;
  readonly displayName: string;
}

/** A channel by its id, for look-ups. */
export const channelsById = (plan: Plan): ReadonlyMap<ChannelId, PlannedChannel> =>
  new Map(plan.channels.map((channel) => [channel.channelId, channel]));

/** Ways to move a server. */
export type MovePath = 'zip' | 'zip-then-sync' | 'replay';

/** What a way is or is not good for; each code has a sentence in every language of the reports. */
export interface Recommendation {
  readonly path: MovePath;
  readonly reasons: readonly RecommendationNote[];
  /** What each way cannot do, for all ways. */
  readonly cannot: Readonly<Record<MovePath, readonly string[]>>;
  /** Targets that will disappoint. */
  readonly warnings: readonly RecommendationNote[];
}

/** A code of the report's texts and the numbers or names that it speaks of. */
export interface RecommendationNote {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** How long a replay through Slack's API takes at Slack's limits. */
export interface ApiForecast {
  /** Calls by method, largest first. */
  readonly calls: readonly MethodCalls[];
  readonly totalCalls: number;
  /** The channel that takes longest by itself: no posting is faster than one message a second in it. */
  readonly longestChannel?: { readonly channelId: string; readonly seconds: number } | undefined;
  /** Wall time: the largest of the longest channel, each method's own limit and the workspace's. */
  readonly seconds: number;
  /** What sets the wall time: a method, `longest-channel` or `workspace`. */
  readonly boundBy: string;
}

export interface MethodCalls {
  readonly method: string;
  readonly calls: number;
  /** Calls a minute that Slack allows. */
  readonly perMinute: number;
  readonly seconds: number;
}

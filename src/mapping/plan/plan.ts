import { z } from 'zod';
import { REPAIRS } from '../../model/encoding.ts';
import { type ChannelId, channelId, userId } from '../../model/model.ts';
import { CHANNEL_TYPES, channelDecision, personDecision } from '../decisions.ts';
import { LOSS_CODES } from '../losses.ts';
import { type DeepReadonly, openObject } from '../open-object.ts';
import { KNOWN_SLACK_PLANS, TARGET_KINDS } from './target.ts';

/*
 * What plan.json holds, see FORMATS.md. The order of keys here is their order in the file: two plans can be compared
 * line by line.
 */

export const PLAN_KIND = 'mm2slack-plan';
/** A reader refuses another version. */
export const PLAN_VERSION = 1;

const text = z.string();
const count = z.number();
const lossCode = z.enum(LOSS_CODES);

const sortedByKey = <Entries extends object>(record: Entries): Entries =>
  Object.fromEntries(
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)),
  ) as unknown as Entries;

export const plannedPerson = personDecision.extend({
  /** Their live posts in the selected channels. */
  posts: count,
});
export type PlannedPerson = DeepReadonly<z.infer<typeof plannedPerson>>;

/** Counts of a channel; all zero if it is skipped. */
const channelCounts = openObject({
  /** Posts to migrate. */
  posts: count,
  /** Messages in Slack: a long post becomes several. */
  messages: count,
  replies: count,
  reactions: count,
  pins: count,
  files: count,
  fileBytes: count,
  /** Deleted posts, which are not migrated. */
  deletedPosts: count,
  /** Posts that become several messages. */
  splitPosts: count,
  /** Calls of reactions.add if the app reacts itself: different emoji of each post. */
  reactionKinds: count,
  firstPostAtMs: count.optional(),
  lastPostAtMs: count.optional(),
  /** Latest edit of a text; another plan uses it to count posts edited since. */
  lastEditAtMs: count.optional(),
  losses: z.partialRecord(lossCode, count).transform(sortedByKey),
});
export type ChannelCounts = DeepReadonly<z.infer<typeof channelCounts>>;

export const plannedChannel = channelDecision.extend({
  /** Mattermost ids in code-unit order. */
  members: z.array(text.transform(userId)),
  topic: text,
  purpose: text,
  counts: channelCounts,
});
export type PlannedChannel = DeepReadonly<z.infer<typeof plannedChannel>>;

const totals = openObject({
  posts: count,
  messages: count,
  reactions: count,
  files: count,
  /** Storage in Slack for the files. */
  fileBytes: count,
  missingFiles: count,
  oversizeFiles: count,
  splitPosts: count,
});
export type ForecastTotals = DeepReadonly<z.infer<typeof totals>>;

/** Posts per month, by type of channel. */
const month = openObject({
  /** `YYYY-MM`, UTC. */
  month: text,
  public: count,
  private: count,
  direct: count,
  group: count,
});
export type MonthCounts = DeepReadonly<z.infer<typeof month>>;

const loss = openObject({
  code: lossCode,
  count,
  /** Links to the first posts. */
  samples: z.array(text),
});

const zip = openObject({ sizeBytes: count, jsonBytes: count, dayFiles: count });
export type ZipEstimate = DeepReadonly<z.infer<typeof zip>>;

const methodCalls = openObject({
  method: text,
  calls: count,
  /** Slack's limit of calls per minute. */
  perMinute: count,
  seconds: count,
});
export type MethodCalls = DeepReadonly<z.infer<typeof methodCalls>>;

/** Duration of a replay at Slack's rate limits. */
const api = openObject({
  /** Calls by method, largest first. */
  calls: z.array(methodCalls),
  totalCalls: count,
  /** The slowest channel: at most one message per second can be posted into it. */
  longestChannel: openObject({ channelId: text, seconds: count }).optional(),
  /** Total duration: the maximum of the slowest channel, each method's limit and the workspace's. */
  seconds: count,
  /** What limits the speed: a method, `longest-channel` or `workspace`. */
  boundBy: text,
});
export type ApiForecast = DeepReadonly<z.infer<typeof api>>;

/** Approaches to a migration. */
const movePath = z.enum(['zip', 'zip-then-sync', 'replay']);
export type MovePath = z.infer<typeof movePath>;

/** A code of a sentence and its values. */
const note = openObject({
  code: text,
  values: z.record(text, z.union([text, count])).transform(sortedByKey),
});
export type RecommendationNote = DeepReadonly<z.infer<typeof note>>;

/** The recommended approach; each code has a sentence in every language. */
const recommendation = openObject({
  path: movePath,
  reasons: z.array(note),
  /** Limits of every approach. */
  cannot: z.record(movePath, z.array(text)),
  /** Warnings about the target. */
  warnings: z.array(note),
});
export type Recommendation = DeepReadonly<z.infer<typeof recommendation>>;

const forecast = openObject({
  totals,
  months: z.array(month),
  losses: z.array(loss),
  zip,
  api,
  recommendation,
});
export type Forecast = DeepReadonly<z.infer<typeof forecast>>;

const source = openObject({
  engine: z.enum(['mysql', 'postgres', 'bulk']),
  databaseVersion: text,
  mattermostVersion: text,
  siteUrl: text.optional(),
  /** Latest change of a post that the plan contains, by the source's clock. */
  seenUpToMs: count,
});

const target = openObject({
  kind: z.enum(TARGET_KINDS),
  label: text,
  teamId: text.optional(),
  slackPlan: z.enum(KNOWN_SLACK_PLANS).optional(),
});
export type PlanTarget = DeepReadonly<z.infer<typeof target>>;

/** Options that select and shape the content; a run with the plan uses these. */
const options = openObject({
  include: z.array(z.enum(CHANNEL_TYPES)),
  channels: z.array(text),
  excludeChannels: z.array(text),
  teams: z.array(text),
  fromMs: count.optional(),
  toMs: count.optional(),
  /** Direct and group messages in which everybody agreed; absent when all that are included migrate. */
  consent: openObject({
    digest: text,
    conversations: z.array(text.transform(channelId)),
  }).optional(),
  channelNames: z.enum(['display', 'name', 'ascii']),
  systemMessages: z.enum(['keep', 'drop']),
  /** Absent if credentials are migrated. */
  redactSecrets: z.boolean().optional(),
  /** Absent if texts are migrated as they are. */
  repairEncoding: z.enum(REPAIRS).optional(),
  /** URL of the workspace if links to old posts are rewritten. */
  rewriteLinksTo: text.optional(),
  latex: openObject({ block: z.boolean(), inline: z.boolean() }),
});
export type PlanOptions = DeepReadonly<z.infer<typeof options>>;

/** Rules for people and channels that are not in the plan. */
const defaults = openObject({
  newPerson: z.enum(['by-rule', 'name-only']),
  newChannel: z.enum(['by-rule', 'skip']),
});

const emoji = openObject({ name: text, slackName: text });

const userGroup = openObject({ name: text, displayName: text });

const countedRows = { rows: count.optional(), precision: text, place: text, fate: text };
/** What becomes of every table of the source; codes are texts, because newer versions have more. */
const database = openObject({
  tables: z.array(openObject({ table: text, ...countedRows, unknownColumns: z.array(text) })),
  parts: z.array(openObject({ part: text, ...countedRows })),
});

export const planSchema = openObject({
  kind: z.literal(PLAN_KIND),
  version: z.literal(PLAN_VERSION),
  /** Time of creation by the machine's clock; milliseconds. */
  madeAtMs: count,
  source,
  target,
  options,
  defaults,
  people: z.array(plannedPerson),
  channels: z.array(plannedChannel),
  emoji: z.array(emoji),
  userGroups: z.array(userGroup),
  forecast,
  warnings: z.array(text),
  /** Absent in plans of 0.1. */
  database: database.optional(),
});

/** A plan: the content of plan.json. */
export type Plan = DeepReadonly<Omit<z.infer<typeof planSchema>, 'kind'>>;

/** Indexes the channels of a plan by id. */
export const channelsById = (plan: Plan): ReadonlyMap<ChannelId, PlannedChannel> =>
  new Map(plan.channels.map((channel) => [channel.channelId, channel]));

import { z } from 'zod';
import { type ChannelId, userId } from '../../model/model.ts';
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

const person = personDecision.extend({
  /** Live posts that are theirs in the chosen channels. */
  posts: count,
});
export type PlannedPerson = DeepReadonly<z.infer<typeof person>>;

/** What a channel comes to; all zero for one that is skipped. */
const channelCounts = openObject({
  /** Posts that move. */
  posts: count,
  /** Messages in Slack: a long post becomes several. */
  messages: count,
  replies: count,
  reactions: count,
  pins: count,
  files: count,
  fileBytes: count,
  /** Rows that do not move because they were deleted. */
  deletedPosts: count,
  /** Posts that became several messages. */
  splitPosts: count,
  /** Calls of reactions.add if the app reacts itself: different emoji of each post. */
  reactionKinds: count,
  firstPostAtMs: count.optional(),
  lastPostAtMs: count.optional(),
  /** The latest edit of a text; another plan tells by it what was edited since. */
  lastEditAtMs: count.optional(),
  losses: z.partialRecord(lossCode, count).transform(sortedByKey),
});
export type ChannelCounts = DeepReadonly<z.infer<typeof channelCounts>>;

const channel = channelDecision.extend({
  /** Mattermost ids in code-unit order. */
  members: z.array(text.transform(userId)),
  topic: text,
  purpose: text,
  counts: channelCounts,
});
export type PlannedChannel = DeepReadonly<z.infer<typeof channel>>;

const totals = openObject({
  posts: count,
  messages: count,
  reactions: count,
  files: count,
  /** Slack storage that the files need. */
  fileBytes: count,
  missingFiles: count,
  oversizeFiles: count,
  splitPosts: count,
});
export type ForecastTotals = DeepReadonly<z.infer<typeof totals>>;

/** Posts of a month, by type of channel. */
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
  /** Calls a minute that Slack allows. */
  perMinute: count,
  seconds: count,
});
export type MethodCalls = DeepReadonly<z.infer<typeof methodCalls>>;

/** How long a replay through Slack's API takes at Slack's limits. */
const api = openObject({
  /** Calls by method, largest first. */
  calls: z.array(methodCalls),
  totalCalls: count,
  /** The channel that takes longest by itself: no posting is faster than one message a second in it. */
  longestChannel: openObject({ channelId: text, seconds: count }).optional(),
  /** Wall time: the largest of the longest channel, each method's own limit and the workspace's. */
  seconds: count,
  /** What sets the wall time: a method, `longest-channel` or `workspace`. */
  boundBy: text,
});
export type ApiForecast = DeepReadonly<z.infer<typeof api>>;

/** Ways to move a server. */
const movePath = z.enum(['zip', 'zip-then-sync', 'replay']);
export type MovePath = z.infer<typeof movePath>;

/** A code of the report's texts and the numbers or names that it speaks of. */
const note = openObject({
  code: text,
  values: z.record(text, z.union([text, count])).transform(sortedByKey),
});
export type RecommendationNote = DeepReadonly<z.infer<typeof note>>;

/** What a way is or is not good for; each code has a sentence in every language of the reports. */
const recommendation = openObject({
  path: movePath,
  reasons: z.array(note),
  /** What each way cannot do, for all ways. */
  cannot: z.record(movePath, z.array(text)),
  /** Targets that will disappoint. */
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
  engine: z.enum(['mysql', 'postgres']),
  databaseVersion: text,
  mattermostVersion: text,
  siteUrl: text.optional(),
  /** The latest change of a post that the plan has seen, by the source's clock. */
  seenUpToMs: count,
});

const target = openObject({
  kind: z.enum(TARGET_KINDS),
  label: text,
  teamId: text.optional(),
  slackPlan: z.enum(KNOWN_SLACK_PLANS).optional(),
});
export type PlanTarget = DeepReadonly<z.infer<typeof target>>;

/** What selected and shaped the content; a run with the plan uses these. */
const options = openObject({
  include: z.array(z.enum(CHANNEL_TYPES)),
  channels: z.array(text),
  excludeChannels: z.array(text),
  teams: z.array(text),
  fromMs: count.optional(),
  toMs: count.optional(),
  channelNames: z.enum(['display', 'name', 'ascii']),
  systemMessages: z.enum(['keep', 'drop']),
  /** Not there when credentials move as all else does. */
  redactSecrets: z.boolean().optional(),
  /** The workspace's address when links to old posts lead there. */
  rewriteLinksTo: text.optional(),
  latex: openObject({ block: z.boolean(), inline: z.boolean() }),
});
export type PlanOptions = DeepReadonly<z.infer<typeof options>>;

/** What applies to people and channels that a plan has never heard of. */
const defaults = openObject({
  newPerson: z.enum(['by-rule', 'name-only']),
  newChannel: z.enum(['by-rule', 'skip']),
});

const emoji = openObject({ name: text, slackName: text });

const userGroup = openObject({ name: text, displayName: text });

export const planSchema = openObject({
  kind: z.literal(PLAN_KIND),
  version: z.literal(PLAN_VERSION),
  /** When it was made, by the clock of the machine; milliseconds. */
  madeAtMs: count,
  source,
  target,
  options,
  defaults,
  people: z.array(person),
  channels: z.array(channel),
  emoji: z.array(emoji),
  userGroups: z.array(userGroup),
  forecast,
  warnings: z.array(text),
});

/** The whole plan: what plan.json holds. */
export type Plan = DeepReadonly<Omit<z.infer<typeof planSchema>, 'kind'>>;

/** A channel by its id, for look-ups. */
export const channelsById = (plan: Plan): ReadonlyMap<ChannelId, PlannedChannel> =>
  new Map(plan.channels.map((channel) => [channel.channelId, channel]));

import { z } from 'zod';
import { UsageError } from '../../errors/errors.ts';
import { channelId, userId } from '../../model/model.ts';
import { LOSS_CODES } from '../losses.ts';
import { CHANNEL_ACTIONS, PERSON_ACTIONS } from './decisions.ts';
import { PLAN_VERSION, type Plan } from './plan.ts';

/**
 * The text of plan.json: two spaces, a line end, and always the same order of keys, so that two plans can be
 * compared line by line. What is undefined is left out. Throws when the plan is one that could not be read.
 */
export function planToJson(value: Plan): string {
  // The schema gives the order.
  return `${JSON.stringify(plan.parse({ kind: PLAN_KIND, ...value }), null, 2)}\n`;
}

const PLAN_KIND = 'mm2slack-plan';

const text = z.string();
const count = z.number();
const list = <Item extends z.ZodType>(item: Item) => z.array(item);
const channelType = z.enum(['public', 'private', 'direct', 'group']);
const decidedBy = z.enum(['rule', 'file']);
const conversationList = z.enum(['channels', 'groups', 'dms', 'mpims']);
const slackPlan = z.enum(['free', 'pro', 'business-plus', 'enterprise-grid']);
const lossCode = z.enum(LOSS_CODES);

const byKey = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

const person = z.looseObject({
  userId: text.transform(userId),
  username: text,
  fullName: text,
  email: text,
  state: z.enum(['active', 'guest', 'deactivated', 'bot']),
  action: z.enum(PERSON_ACTIONS),
  slackId: text,
  slackEmail: text,
  reason: text,
  by: decidedBy,
  posts: count,
});

const counts = z.looseObject({
  posts: count,
  messages: count,
  replies: count,
  reactions: count,
  pins: count,
  files: count,
  fileBytes: count,
  deletedPosts: count,
  splitPosts: count,
  reactionKinds: count,
  firstPostAtMs: count.optional(),
  lastPostAtMs: count.optional(),
  lastEditAtMs: count.optional(),
  losses: z.partialRecord(lossCode, count).transform(byKey),
});

const channel = z.looseObject({
  channelId: text.transform(channelId),
  team: text,
  name: text,
  displayName: text,
  type: channelType,
  isArchived: z.boolean(),
  action: z.enum(CHANNEL_ACTIONS),
  slackName: text,
  slackId: text,
  list: conversationList,
  isGeneral: z.boolean(),
  archive: z.boolean(),
  ifTaken: text,
  reason: text,
  by: decidedBy,
  members: list(text.transform(userId)),
  topic: text,
  purpose: text,
  counts,
});

const note = z.looseObject({
  code: text,
  values: z.record(text, z.union([text, count])).transform(byKey),
});
const movePath = z.enum(['zip', 'zip-then-sync', 'replay']);

const forecast = z.looseObject({
  totals: z.looseObject({
    posts: count,
    messages: count,
    reactions: count,
    files: count,
    fileBytes: count,
    missingFiles: count,
    oversizeFiles: count,
    splitPosts: count,
  }),
  months: list(
    z.looseObject({ month: text, public: count, private: count, direct: count, group: count }),
  ),
  losses: list(z.looseObject({ code: lossCode, count, samples: list(text) })),
  zip: z.looseObject({ sizeBytes: count, jsonBytes: count, dayFiles: count }),
  api: z.looseObject({
    calls: list(z.looseObject({ method: text, calls: count, perMinute: count, seconds: count })),
    totalCalls: count,
    longestChannel: z.looseObject({ channelId: text, seconds: count }).optional(),
    seconds: count,
    boundBy: text,
  }),
  recommendation: z.looseObject({
    path: movePath,
    reasons: list(note),
    cannot: z.record(movePath, list(text)),
    warnings: list(note),
  }),
});

const plan = z.looseObject({
  kind: z.literal(PLAN_KIND),
  version: z.literal(PLAN_VERSION),
  madeAtMs: count,
  source: z.looseObject({
    engine: z.enum(['mysql', 'postgres']),
    databaseVersion: text,
    mattermostVersion: text,
    siteUrl: text.optional(),
    seenUpToMs: count,
  }),
  target: z.looseObject({
    kind: z.enum(['none', 'slack', 'zip']),
    label: text,
    teamId: text.optional(),
    slackPlan: slackPlan.optional(),
  }),
  options: z.looseObject({
    include: list(channelType),
    channels: list(text),
    excludeChannels: list(text),
    teams: list(text),
    fromMs: count.optional(),
    toMs: count.optional(),
    channelNames: z.enum(['display', 'name', 'ascii']),
    systemMessages: z.enum(['keep', 'drop']),
    redactSecrets: z.boolean().optional(),
    rewriteLinksTo: text.optional(),
    latex: z.looseObject({ block: z.boolean(), inline: z.boolean() }),
  }),
  defaults: z.looseObject({
    newPerson: z.enum(['by-rule', 'name-only']),
    newChannel: z.enum(['by-rule', 'skip']),
  }),
  people: list(person),
  channels: list(channel),
  emoji: list(z.looseObject({ name: text, slackName: text })),
  userGroups: list(z.looseObject({ name: text, displayName: text })),
  forecast,
  warnings: list(text),
});

/** Tells a plan of another version from a file that is no plan. */
const head = z.looseObject({ kind: z.literal(PLAN_KIND), version: count });

/**
 * A plan from the text of plan.json; fields that are not known here are kept. UsageError, one line, when it
 * is none, is of another version, or has a wrong value, which it names.
 */
export function parsePlan(json: string, fileName: string): Plan {
  const value = parseJson(json, fileName);
  const known = head.safeParse(value);
  if (!known.success) throw new UsageError(`${fileName}: is no plan of mm2slack's`);
  const { version } = known.data;
  if (version !== PLAN_VERSION) {
    const maker = version > PLAN_VERSION ? 'a newer' : 'an older';
    throw new UsageError(
      `${fileName}: version ${version}, expected ${PLAN_VERSION}; it was made by ${maker} mm2slack: make a new plan with this one`,
    );
  }
  const parsed = plan.safeParse(value);
  if (parsed.success) {
    const { kind: _, ...rest } = parsed.data;
    return rest;
  }
  const [issue] = parsed.error.issues;
  throw new UsageError(
    `${fileName}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as a plan has it'}`,
  );
}

function parseJson(json: string, fileName: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new UsageError(`${fileName}: is not readable as JSON`, { cause: error });
  }
}

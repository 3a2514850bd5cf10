/** How often Slack lets an app call a method (docs.slack.dev/apis/web-api/rate-limits names four tiers). */
export type Tier = 1 | 2 | 3 | 4 | 'special';

/**
 * Calls a minute, for each app in each workspace (docs.slack.dev/apis/web-api/rate-limits): "1+", "20+", "50+" and
 * "100+". Slack allows at least these; bursts beyond them are at its discretion.
 */
export const TIER_PER_MINUTE: Readonly<Record<Exclude<Tier, 'special'>, number>> = {
  1: 1,
  2: 20,
  3: 50,
  4: 100,
};

/** chat.postMessage: one message a second in each channel (docs.slack.dev/apis/web-api/rate-limits). */
export const POSTS_PER_CHANNEL_PER_SECOND = 1;

/**
 * Messages a minute over the whole workspace: "several hundred", without a number
 * (docs.slack.dev/apis/web-api/rate-limits). 300 is the smallest number that this can mean.
 */
export const WORKSPACE_POSTS_PER_MINUTE = 300;

/** auth.test: "hundreds" a minute (docs.slack.dev/reference/methods/auth.test), so 200 at least. */
const AUTH_TESTS_PER_MINUTE = 200;

/** As each method's own page says under "Rate limits" (docs.slack.dev/reference/methods/<method>, May 2026). */
const METHOD_TIERS = {
  'admin.emoji.add': 2,
  'auth.test': 'special',
  'bookmarks.add': 2,
  'bookmarks.list': 3,
  'bookmarks.remove': 2,
  'canvases.delete': 3,
  'canvases.edit': 3,
  'chat.delete': 3,
  'chat.postMessage': 'special',
  'chat.update': 3,
  'conversations.archive': 2,
  'conversations.canvases.create': 2,
  'conversations.create': 2,
  'conversations.history': 3,
  'conversations.info': 3,
  'conversations.invite': 3,
  'conversations.join': 3,
  'conversations.kick': 3,
  'conversations.list': 2,
  'conversations.members': 4,
  'conversations.rename': 2,
  'conversations.replies': 3,
  'conversations.setPurpose': 2,
  'conversations.setTopic': 2,
  'conversations.unarchive': 2,
  'emoji.list': 2,
  'files.completeUploadExternal': 4,
  'files.delete': 3,
  'files.getUploadURLExternal': 4,
  'files.info': 4,
  'pins.add': 2,
  'pins.list': 2,
  'pins.remove': 2,
  'reactions.add': 3,
  'reactions.remove': 2,
  'team.info': 3,
  'usergroups.create': 2,
  'usergroups.disable': 2,
  'usergroups.enable': 2,
  'usergroups.list': 2,
  'usergroups.update': 2,
  'usergroups.users.list': 2,
  'usergroups.users.update': 2,
  'users.list': 2,
  'users.lookupByEmail': 3,
} as const satisfies Record<string, Tier>;

/** A method of Slack's Web API that the program calls. */
export type SlackMethod = keyof typeof METHOD_TIERS;
export const SLACK_METHODS = Object.keys(METHOD_TIERS) as SlackMethod[];

/** Methods whose pages name no tier. */
const SPECIAL_PER_MINUTE: Readonly<Record<string, number>> = {
  'auth.test': AUTH_TESTS_PER_MINUTE,
  'chat.postMessage': WORKSPACE_POSTS_PER_MINUTE,
};

/** The limits that calls are paced by; the setting `slack.limits` may change them. */
export interface ApiLimits {
  /** The entry for chat.postMessage is not used; the two numbers below are. */
  readonly perMinute: Readonly<Record<SlackMethod, number>>;
  readonly postsPerChannelPerMinute: number;
  /** Over the whole workspace. */
  readonly postsPerMinute: number;
}

/** One method's line of the pacing table. */
export interface MethodLimit {
  readonly tier: Tier;
  readonly perMinute: number;
  /** The page that documents it. */
  readonly source: string;
}

const PER_MINUTE = Object.fromEntries(
  SLACK_METHODS.map((method) => {
    const tier: Tier = METHOD_TIERS[method];
    return [method, tier === 'special' ? SPECIAL_PER_MINUTE[method] : TIER_PER_MINUTE[tier]];
  }),
) as Record<SlackMethod, number>;

/** The documented limit of a method. */
export function methodLimit(method: SlackMethod): MethodLimit {
  return {
    tier: METHOD_TIERS[method],
    perMinute: PER_MINUTE[method],
    source: `docs.slack.dev/reference/methods/${method}`,
  };
}

/** Slack's documented limits. */
export const SLACK_LIMITS: ApiLimits = {
  perMinute: PER_MINUTE,
  postsPerChannelPerMinute: POSTS_PER_CHANNEL_PER_SECOND * 60,
  postsPerMinute: WORKSPACE_POSTS_PER_MINUTE,
};

/** Slack's limits with those of the setting `slack.limits`, by the names of LIMIT_NAMES, in place of some. */
export function limitsOver(others: Readonly<Record<string, number>>): ApiLimits {
  const { postsPerChannel, posts, ...methods } = others;
  const { perMinute, postsPerChannelPerMinute, postsPerMinute } = SLACK_LIMITS;
  return {
    perMinute: { ...perMinute, ...methods },
    postsPerChannelPerMinute: postsPerChannel ?? postsPerChannelPerMinute,
    postsPerMinute: posts ?? postsPerMinute,
  };
}

/** Methods that change nothing. */
const READING: ReadonlySet<SlackMethod> = new Set(
  SLACK_METHODS.filter((method) =>
    /\.(?:test|info|list|history|members|replies|lookupByEmail)$/.test(method),
  ),
);

/** Counts the calls of writing methods. */
export function writingCalls(calls: ReadonlyMap<SlackMethod, number>): number {
  return [...calls].reduce((sum, [method, count]) => sum + (READING.has(method) ? 0 : count), 0);
}

/**
 * Names that the setting `slack.limits` may give a number of calls a minute: `posts` over the workspace,
 * `postsPerChannel`, and each method that has one limit; chat.postMessage has those two.
 */
export const LIMIT_NAMES: readonly string[] = [
  'posts',
  'postsPerChannel',
  ...SLACK_METHODS.filter((method) => method !== 'chat.postMessage'),
];

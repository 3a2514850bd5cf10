/** How often Slack lets an app call a method: docs.slack.dev/apis/web-api/rate-limits names four tiers. */
export type Tier = 1 | 2 | 3 | 4 | 'special';

/** Calls a minute; Slack promises at least these, and tolerates short bursts beyond. */
const TIER_PER_MINUTE: Readonly<Record<Tier, number>> = {
  1: 1,
  2: 20,
  3: 50,
  4: 100,
  // Slack gives no number ("hundreds a minute" for auth.test); this stays below any that was seen.
  special: 200,
};

/** Tiers as each method's page has them (docs.slack.dev/reference/methods/<name>, read in May 2026). */
const METHOD_TIERS = {
  'auth.test': 'special',
  'bookmarks.add': 2,
  'bookmarks.remove': 2,
  'chat.delete': 3,
  'chat.postMessage': 'special',
  'chat.update': 3,
  'conversations.archive': 2,
  'conversations.create': 2,
  'conversations.history': 3,
  'conversations.info': 3,
  'conversations.invite': 3,
  'conversations.join': 3,
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
  'pins.remove': 2,
  'reactions.add': 3,
  'reactions.remove': 3,
  'team.info': 3,
  'usergroups.create': 2,
  'usergroups.list': 2,
  'usergroups.users.update': 2,
  'users.list': 2,
  'users.lookupByEmail': 3,
} as const satisfies Record<string, Tier>;

/** A method of Slack's Web API that we use. */
export type SlackMethod = keyof typeof METHOD_TIERS;
export const SLACK_METHODS = Object.keys(METHOD_TIERS) as SlackMethod[];

/** What the pacing goes by; the configuration may say other numbers. */
export interface ApiLimits {
  readonly perMinute: Readonly<Record<SlackMethod, number>>;
  readonly postsPerChannelPerMinute: number;
  readonly postsPerMinute: number;
}

/**
 * One message a second in a channel (chat.postMessage's page). Over the whole workspace "several hundred
 * messages per minute" are allowed, without a number: 300 is the least that the words can mean.
 */
export const SLACK_LIMITS: ApiLimits = {
  perMinute: Object.fromEntries(
    SLACK_METHODS.map((method) => [method, TIER_PER_MINUTE[METHOD_TIERS[method]]]),
  ) as Record<SlackMethod, number>,
  postsPerChannelPerMinute: 60,
  postsPerMinute: 300,
};

/** People in one call of conversations.invite (its page says 100; the SDK's types say 1,000). */
export const INVITES_PER_CALL = 100;

import { z } from 'zod';
import type { Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import {
  NO_TARGET,
  type SlackPlan,
  type TargetChannel,
  type TargetFacts,
  type TargetUser,
} from '../../mapping/plan/target.ts';
import { PAGE_ITEMS } from '../../slack/limits.ts';
import { unescapeText } from '../../slack/shapes.ts';
import { SlackRefusal } from './errors.ts';
import {
  authShape,
  conversationShape,
  emojiShape,
  memberShape,
  type Reading,
  readCall,
  readPages,
  teamShape,
  userGroupsShape,
} from './reading.ts';

/**
 * Reads what a workspace holds, with read scopes only. What the token may not see stays undefined and gives a warning;
 * SlackRefusal when it may not read members and public channels.
 */
export async function readSlackTarget(reading: Reading): Promise<TargetFacts> {
  const warnings: Line[] = [];
  const auth = await readCall(reading, 'auth.test', {}, authShape);
  const team = await optional(warnings, () => readCall(reading, 'team.info', {}, teamShape));
  const members = await collect(
    readPages(reading, 'users.list', { limit: PAGE_ITEMS }, { key: 'members', item: memberShape }),
  );
  const channels = await readChannels(reading, warnings);
  const emoji = await optional(warnings, () => readCall(reading, 'emoji.list', {}, emojiShape));
  const groups = await optional(warnings, () =>
    readCall(reading, 'usergroups.list', { include_users: true }, userGroupsShape),
  );
  const users = members.map(targetUser);
  if (users.length > 1 && users.every(({ email }) => email === '')) {
    warnings.push(notice('slack-hides-email'));
  }
  return {
    ...NO_TARGET,
    kind: 'slack',
    label: team?.team.name || auth.team,
    teamId: auth.team_id,
    appUserId: auth.user_id,
    url: auth.url || undefined,
    slackPlan: slackPlanOf(team?.team.plan, auth.enterprise_id ?? team?.team.enterprise_id),
    users,
    channels,
    emoji: emoji === undefined ? undefined : Object.keys(emoji.emoji).sort(),
    userGroups: groups?.usergroups.map(({ id, handle, users: memberIds }) => ({
      id,
      handle,
      memberIds: [...memberIds].sort(),
    })),
    // Slack lists private channels to their members alone.
    mayHideChannels: true,
    warnings,
  };
}

/** Adds the members of the given channels (Slack's ids) to the target; readSlackTarget reads none. */
export async function readSlackMembers(
  reading: Reading,
  channelIds: ReadonlySet<string>,
  target: TargetFacts,
): Promise<TargetFacts> {
  const channels: TargetChannel[] = [];
  for (const channel of target.channels) {
    channels.push(
      channelIds.has(channel.id)
        ? { ...channel, memberIds: await readChannelMembers(reading, channel.id) }
        : channel,
    );
  }
  return { ...target, channels };
}

/** Reads Slack's ids of the members of a channel, sorted. */
export async function readChannelMembers(
  reading: Reading,
  channel: string,
): Promise<readonly string[]> {
  const pages = readPages(
    reading,
    'conversations.members',
    { channel, limit: PAGE_ITEMS },
    { key: 'members', item: z.string() },
  );
  return (await collect(pages)).sort();
}

async function readChannels(reading: Reading, warnings: Line[]): Promise<readonly TargetChannel[]> {
  const list = (types: string) =>
    collect(
      readPages(
        reading,
        'conversations.list',
        { limit: PAGE_ITEMS, types },
        { key: 'channels', item: conversationShape },
      ),
    );
  const open = await list('public_channel');
  const hidden = await optional(warnings, () => list('private_channel'));
  return [...open, ...(hidden ?? [])].map(targetChannel);
}

function targetUser(member: z.infer<typeof memberShape>): TargetUser {
  const { id, name, real_name: realName, profile, is_bot: isBot, deleted } = member;
  return {
    id,
    name,
    realName: realName || profile.real_name,
    displayName: profile.display_name,
    email: profile.email,
    isBot: isBot || id === 'USLACKBOT',
    isDeactivated: deleted,
  };
}

function targetChannel(channel: z.infer<typeof conversationShape>): TargetChannel {
  return {
    id: channel.id,
    name: channel.name,
    list: channel.is_private ? 'groups' : 'channels',
    isArchived: channel.is_archived,
    isGeneral: channel.is_general,
    creatorId: channel.creator,
    topic: unescapeText(channel.topic.value),
    purpose: unescapeText(channel.purpose.value),
    memberIds: [],
    messages: undefined,
    files: undefined,
  };
}

/** Values of `plan` in team.info, seen in real answers (also `compliance`); Slack does not document them. */
const PLANS: Readonly<Record<string, SlackPlan>> = {
  '': 'free',
  free: 'free',
  std: 'pro',
  plus: 'business-plus',
  enterprise: 'enterprise-grid',
};

function slackPlanOf(
  plan: string | undefined,
  enterprise: string | undefined,
): SlackPlan | undefined {
  if (enterprise !== undefined && enterprise !== '') return 'enterprise-grid';
  return plan === undefined ? undefined : PLANS[plan];
}

/** Refusals after which this part stays unknown. */
const NOT_SHOWN: ReadonlySet<string> = new Set([
  'missing_scope',
  'paid_teams_only',
  'plan_upgrade_required',
  'not_allowed_token_type',
]);

async function optional<Value>(
  warnings: Line[],
  read: () => Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof SlackRefusal) || !NOT_SHOWN.has(error.code)) throw error;
    const { message, neededScope } = error;
    warnings.push(
      neededScope === ''
        ? notice('slack-hides-some', { message })
        : notice('slack-hides-without-scope', { message, neededScope }),
    );
    return undefined;
  }
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

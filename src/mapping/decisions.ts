import { z } from 'zod';
import { type ChannelType, channelId, type User, userId } from '../model/model.ts';
import { type DeepReadonly, openObject } from './open-object.ts';

/** What happens to an account; values of `action` in users.csv, where the username of `sameAs` follows `same-as`. */
export const PERSON_ACTIONS = ['match', 'invite', 'bot', 'name-only', 'skip', 'same-as'] as const;
export type PersonAction = (typeof PERSON_ACTIONS)[number];

/** What happens to a channel; values of `action` in channels.csv. */
export const CHANNEL_ACTIONS = ['create', 'merge', 'skip'] as const;
export type ChannelAction = (typeof CHANNEL_ACTIONS)[number];

export type PersonState = PersonDecision['state'];

/** Origin of a decision: the program's rules and the configuration, or a line of users.csv or channels.csv. */
const decidedBy = z.enum(['rule', 'file']);

/** The decision about an account. The order of keys is that of plan.json. */
export const personDecision = openObject({
  userId: z.string().transform(userId),
  username: z.string(),
  fullName: z.string(),
  /** Absent for none, and in plans of 0.1. */
  nickname: z.string().optional(),
  /** E-mail address in Mattermost; '' for bots and people without one. */
  email: z.string(),
  state: z.enum(['active', 'guest', 'deactivated', 'bot']),
  action: z.enum(PERSON_ACTIONS),
  /** Id in the target; '' when unknown or not created yet. */
  slackId: z.string(),
  /** E-mail address of the matched Slack account; '' otherwise. */
  slackEmail: z.string(),
  /** Account whose person this one belongs to as well, for the action `same-as`; absent otherwise. */
  sameAs: openObject({ userId: z.string().transform(userId), username: z.string() }).optional(),
  reason: z.string(),
  by: decidedBy,
});
export type PersonDecision = DeepReadonly<z.infer<typeof personDecision>>;

export const CHANNEL_TYPES = [
  'public',
  'private',
  'direct',
  'group',
] as const satisfies readonly ChannelType[];

/** The decision about a channel. The order of keys is that of plan.json. */
export const channelDecision = openObject({
  channelId: z.string().transform(channelId),
  /** Name of the team; '' for direct and group messages. */
  team: z.string(),
  /** Mattermost's Name, the one in URLs. */
  name: z.string(),
  displayName: z.string(),
  type: z.enum(CHANNEL_TYPES),
  /** True when the channel is archived in Mattermost. */
  isArchived: z.boolean(),
  action: z.enum(CHANNEL_ACTIONS),
  slackName: z.string(),
  /** Id of the channel to merge into; '' otherwise. */
  slackId: z.string(),
  /** List in Slack; a group message that is too large becomes a private channel. */
  list: z.enum(['channels', 'groups', 'dms', 'mpims']),
  isGeneral: z.boolean(),
  /** True when the channel is to be archived in Slack. */
  archive: z.boolean(),
  /** Name to use when `slackName` is taken by a channel that the app cannot see. */
  ifTaken: z.string(),
  reason: z.string(),
  by: decidedBy,
});
export type ChannelDecision = DeepReadonly<z.infer<typeof channelDecision>>;

export interface Decisions {
  readonly people: readonly PersonDecision[];
  readonly channels: readonly ChannelDecision[];
}

/** State of an account in the plan and in users.csv. */
export function personState(user: User): PersonState {
  if (user.kind === 'bot' || user.kind === 'system-bot') return 'bot';
  if (user.deleteAtMs !== undefined) return 'deactivated';
  return user.kind === 'guest' ? 'guest' : 'active';
}

/**
 * Label of a channel in messages to people: a channel that is not public only by its id, because its name may be
 * confidential.
 */
export function channelLabel({
  type,
  team,
  name,
  channelId,
}: Pick<ChannelDecision, 'type' | 'team' | 'name' | 'channelId'>): string {
  return type === 'public' ? `${team}/${name}` : `${channelId} (${type})`;
}

import { z } from 'zod';
import { type ChannelType, channelId, type User, userId } from '../model/model.ts';
import { type DeepReadonly, openObject } from './open-object.ts';

/** What becomes of an account; the words of users.csv. */
export const PERSON_ACTIONS = ['match', 'invite', 'bot', 'name-only', 'skip'] as const;
export type PersonAction = (typeof PERSON_ACTIONS)[number];

/** What becomes of a channel; the words of channels.csv. */
export const CHANNEL_ACTIONS = ['create', 'merge', 'skip'] as const;
export type ChannelAction = (typeof CHANNEL_ACTIONS)[number];

export type PersonState = PersonDecision['state'];

/** Who decided: the rules of the program and the configuration, or a line of the team's own file. */
const decidedBy = z.enum(['rule', 'file']);

/** Everything that is decided about one account. The order of keys is that of plan.json. */
export const personDecision = openObject({
  userId: z.string().transform(userId),
  username: z.string(),
  fullName: z.string(),
  /** Mattermost's; '' for bots and people without one. */
  email: z.string(),
  state: z.enum(['active', 'guest', 'deactivated', 'bot']),
  action: z.enum(PERSON_ACTIONS),
  /** The id in the target; '' when it is not known or not there yet. */
  slackId: z.string(),
  /** The address of the Slack account of a match; '' otherwise. */
  slackEmail: z.string(),
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

/** Everything that is decided about one channel. The order of keys is that of plan.json. */
export const channelDecision = openObject({
  channelId: z.string().transform(channelId),
  /** The team's name; '' for direct and group messages. */
  team: z.string(),
  /** Mattermost's Name, the one in addresses. */
  name: z.string(),
  displayName: z.string(),
  type: z.enum(CHANNEL_TYPES),
  /** Archived in Mattermost. */
  isArchived: z.boolean(),
  action: z.enum(CHANNEL_ACTIONS),
  slackName: z.string(),
  /** The id in the target of a merge; '' otherwise. */
  slackId: z.string(),
  /** Where it stands in Slack; a group message that is too large becomes a private channel. */
  list: z.enum(['channels', 'groups', 'dms', 'mpims']),
  isGeneral: z.boolean(),
  /** Whether it is archived in Slack in the end. */
  archive: z.boolean(),
  /** The name to take when somebody else has `slackName`, in a channel that we cannot see. */
  ifTaken: z.string(),
  reason: z.string(),
  by: decidedBy,
});
export type ChannelDecision = DeepReadonly<z.infer<typeof channelDecision>>;

export interface Decisions {
  readonly people: readonly PersonDecision[];
  readonly channels: readonly ChannelDecision[];
}

/** How an account stands in the plan and in users.csv. */
export function personState(user: User): PersonState {
  if (user.kind === 'bot' || user.kind === 'system-bot') return 'bot';
  if (user.deleteAtMs !== undefined) return 'deactivated';
  return user.kind === 'guest' ? 'guest' : 'active';
}

/** How a message names a channel: what is not public only by its id, for its name may tell too much. */
export function channelLabel({
  type,
  team,
  name,
  channelId,
}: Pick<ChannelDecision, 'type' | 'team' | 'name' | 'channelId'>): string {
  return type === 'public' ? `${team}/${name}` : `${channelId} (${type})`;
}

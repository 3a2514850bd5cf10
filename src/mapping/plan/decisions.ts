import type { ChannelId, ChannelType, User, UserId } from '../../model/model.ts';
import type { ConversationList } from '../conversations.ts';

/** What becomes of an account; the words of users.csv. */
export const PERSON_ACTIONS = ['match', 'invite', 'bot', 'name-only', 'skip'] as const;
export type PersonAction = (typeof PERSON_ACTIONS)[number];

/** What becomes of a channel; the words of channels.csv. */
export const CHANNEL_ACTIONS = ['create', 'merge', 'skip'] as const;
export type ChannelAction = (typeof CHANNEL_ACTIONS)[number];

/** Who decided: the rules of the program and the configuration, or a line of the team's own file. */
export type DecidedBy = 'rule' | 'file';

export type PersonState = 'active' | 'guest' | 'deactivated' | 'bot';

/** Everything that is decided about one account. */
export interface PersonDecision {
  readonly userId: UserId;
  readonly username: string;
  readonly fullName: string;
  /** Mattermost's; '' for bots and people without one. */
  readonly email: string;
  readonly state: PersonState;
  readonly action: PersonAction;
  /** The id in the target; '' when it is not known or not there yet. */
  readonly slackId: string;
  /** The address of the Slack account of a match; '' otherwise. */
  readonly slackEmail: string;
  readonly reason: string;
  readonly by: DecidedBy;
}

/** Everything that is decided about one channel. */
export interface ChannelDecision {
  readonly channelId: ChannelId;
  /** The team's name; '' for direct and group messages. */
  readonly team: string;
  /** Mattermost's Name, the one in addresses. */
  readonly name: string;
  readonly displayName: string;
  readonly type: ChannelType;
  /** Archived in Mattermost. */
  readonly isArchived: boolean;
  readonly action: ChannelAction;
  readonly slackName: string;
  /** The id in the target of a merge; '' otherwise. */
  readonly slackId: string;
  /** Where it stands in Slack; a group message that is too large becomes a private channel. */
  readonly list: ConversationList;
  readonly isGeneral: boolean;
  /** Whether it is archived in Slack in the end. */
  readonly archive: boolean;
  /** The name to take when somebody else has `slackName`, in a channel that we cannot see. */
  readonly ifTaken: string;
  readonly reason: string;
  readonly by: DecidedBy;
}

/** What applies to people and channels that a plan has never heard of. */
export interface PlanDefaults {
  readonly newPerson: 'by-rule' | 'name-only';
  readonly newChannel: 'by-rule' | 'skip';
}

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

import type { Line } from '../../errors/errors.ts';
import type { ConversationList } from '../conversations.ts';

/** Kinds of target that a plan is compared with. */
export const TARGET_KINDS = ['none', 'slack', 'zip'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** Slack's plans that affect what can be migrated. */
export const KNOWN_SLACK_PLANS = ['free', 'pro', 'business-plus', 'enterprise-grid'] as const;
export type SlackPlan = (typeof KNOWN_SLACK_PLANS)[number];

export interface TargetUser {
  readonly id: string;
  /** The handle; lower case. */
  readonly name: string;
  readonly realName: string;
  /** What the person wants to be called; '' for nothing, absent for an account of an archive. */
  readonly displayName?: string;
  /** '' if it does not exist or the token cannot see it. */
  readonly email: string;
  readonly isBot: boolean;
  readonly isDeactivated: boolean;
}

export interface TargetChannel {
  readonly id: string;
  readonly name: string;
  readonly list: ConversationList;
  readonly isArchived: boolean;
  readonly isGeneral: boolean;
  /** Id of the user who created it; absent if the target does not tell. */
  readonly creatorId?: string;
  /** Plain text, with entities decoded. */
  readonly topic: string;
  readonly purpose: string;
  /** Ids of the target's users, in code-unit order. */
  readonly memberIds: readonly string[];
  /** Undefined if it was not counted, as in a workspace. */
  readonly messages: number | undefined;
  readonly files: number | undefined;
}

export interface TargetUserGroup {
  readonly id: string;
  readonly handle: string;
  readonly memberIds: readonly string[];
}

/** Existing content of a workspace or an archive, read before any decision; read only. */
export interface TargetFacts {
  readonly kind: TargetKind;
  /** The workspace's name or the archive's file name; '' for none. */
  readonly label: string;
  readonly teamId: string | undefined;
  /** Id of the user that the app is in a workspace; absent if the target does not tell. */
  readonly appUserId?: string;
  /** Address of the workspace; undefined if the target does not tell. */
  readonly url: string | undefined;
  /** Undefined if the target does not tell. */
  readonly slackPlan: SlackPlan | undefined;
  readonly users: readonly TargetUser[];
  readonly channels: readonly TargetChannel[];
  /** Undefined if the target does not tell: an archive has no emoji. */
  readonly emoji: readonly string[] | undefined;
  readonly userGroups: readonly TargetUserGroup[] | undefined;
  /** True if there may be channels that the token cannot see, whose names are taken as well. */
  readonly mayHideChannels: boolean;
  readonly warnings: readonly Line[];
}

/** No target: a first run. */
export const NO_TARGET: TargetFacts = {
  kind: 'none',
  label: '',
  teamId: undefined,
  url: undefined,
  slackPlan: undefined,
  users: [],
  channels: [],
  emoji: undefined,
  userGroups: undefined,
  mayHideChannels: false,
  warnings: [],
};

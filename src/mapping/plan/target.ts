import type { Line } from '../../errors/errors.ts';
import type { ConversationList } from '../conversations.ts';

/** What a plan is held against. */
export const TARGET_KINDS = ['none', 'slack', 'zip'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** Slack's plans, as far as they decide what can be moved. */
export const KNOWN_SLACK_PLANS = ['free', 'pro', 'business-plus', 'enterprise-grid'] as const;
export type SlackPlan = (typeof KNOWN_SLACK_PLANS)[number];

export interface TargetUser {
  readonly id: string;
  /** The handle; lower case. */
  readonly name: string;
  readonly realName: string;
  /** '' when the token may not see it, or there is none. */
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
  /** As a person reads it, entities undone. */
  readonly topic: string;
  readonly purpose: string;
  /** Ids of the target's users, in code-unit order. */
  readonly memberIds: readonly string[];
  /** Undefined when nobody counted, as in a workspace. */
  readonly messages: number | undefined;
  readonly files: number | undefined;
}

export interface TargetUserGroup {
  readonly id: string;
  readonly handle: string;
  readonly memberIds: readonly string[];
}

/** What is there already in a workspace or in an archive. Read only, and read before anything is decided. */
export interface TargetFacts {
  readonly kind: TargetKind;
  /** The workspace's name or the archive's file name; '' for none. */
  readonly label: string;
  readonly teamId: string | undefined;
  /** Undefined when the target does not say. */
  readonly slackPlan: SlackPlan | undefined;
  readonly users: readonly TargetUser[];
  readonly channels: readonly TargetChannel[];
  /** Undefined when the target does not say: an archive holds no emoji. */
  readonly emoji: readonly string[] | undefined;
  readonly userGroups: readonly TargetUserGroup[] | undefined;
  /** True when there may be channels that nobody showed us, whose names are taken all the same. */
  readonly mayHideChannels: boolean;
  readonly warnings: readonly Line[];
}

/** A first run: there is nothing yet. */
export const NO_TARGET: TargetFacts = {
  kind: 'none',
  label: '',
  teamId: undefined,
  slackPlan: undefined,
  users: [],
  channels: [],
  emoji: undefined,
  userGroups: undefined,
  mayHideChannels: false,
  warnings: [],
};

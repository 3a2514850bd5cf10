import type { User, UserId } from '../model/model.ts';
import type { ExportBotProfile, ExportUser } from '../slack/export-format.ts';
import {
  type SlackBotId,
  type SlackTeamId,
  type SlackUserId,
  WORKSPACE_ID,
} from '../slack/shapes.ts';
import { deliverableAddress } from './addresses.ts';
import { type ExportStatus, NO_STATUS } from './custom-status.ts';
import type { PersonDecision } from './decisions.ts';
import type { SamePeople } from './same-people.ts';
import { botSlackId, userSlackId } from './slack-ids.ts';

export interface UserIds {
  readonly slackId: SlackUserId;
  readonly botId: SlackBotId;
  readonly team: SlackTeamId;
}

/** Properties of an account in an archive that decisions determine. */
export interface UserShape {
  /** '' omits the address; the importer then makes a bot user. */
  readonly email: string;
  readonly isBot: boolean;
}

/** Shape of an account without a decision, as in Mattermost; an address to which nothing can be delivered is left out. */
export function ownShape(user: User): UserShape {
  const isBot = isBotAccount(user);
  return { email: isBot ? '' : deliverableAddress(user.email), isBot };
}

/**
 * Shape of an account by its decision. The importer matches by e-mail address, so a match has the address of its
 * Slack account. A deactivated person keeps the address: the entry says `deleted`, and Slack's page offers to create
 * the account deactivated.
 */
export function decidedShape(user: User, decision: PersonDecision | undefined): UserShape {
  if (decision === undefined) return ownShape(user);
  const { action, slackEmail } = decision;
  if (action === 'bot') return { email: '', isBot: true };
  if (action === 'match') {
    return { email: slackEmail || deliverableAddress(user.email), isBot: false };
  }
  const isKept = action === 'invite' || user.deleteAtMs !== undefined;
  const shape = ownShape(user);
  return isKept ? shape : { ...shape, email: '' };
}

/** True for an account of a program: of an integration, a plugin, or Mattermost itself. */
export const isBotAccount = ({ kind }: User): boolean => kind === 'bot' || kind === 'system-bot';

/**
 * Builds the entry of `users.json` for an account. The importer matches people by `profile.email`; bots have none.
 * Guests have `is_restricted`, deactivated people `deleted`. Roles are not migrated (Slack's help article
 * 360001851047: imported people are plain members), so no entry is an admin.
 */
export function mapUser(
  user: User,
  ids: UserIds,
  { email, isBot }: UserShape,
  status: ExportStatus,
): ExportUser {
  const username = user.username || nameById(user.id, ids);
  const realName = realNameOf(user) || username;
  return {
    id: ids.slackId,
    team_id: ids.team,
    name: username.toLowerCase(),
    deleted: user.deleteAtMs !== undefined,
    real_name: realName,
    ...(user.timezone === undefined ? {} : { tz: user.timezone }),
    profile: {
      ...emptyProfile(ids.team, realName),
      ...status,
      title: user.position,
      display_name: user.nickname || username,
      display_name_normalized: normalized(user.nickname || username),
      first_name: user.firstName,
      last_name: user.lastName,
      ...(email === '' ? {} : { email }),
      ...(isBot ? { bot_id: ids.botId } : {}),
    },
    ...NO_ROLES,
    is_restricted: user.kind === 'guest',
    is_bot: isBot,
    updated: Math.floor(user.updateAtMs / 1000),
  };
}

/** Builds what the messages of a bot account say of it. */
export function mapBotProfile(user: User): ExportBotProfile {
  return {
    id: botSlackId(user.id),
    name: realNameOf(user),
    deleted: user.deleteAtMs !== undefined,
    updated: Math.floor(user.updateAtMs / 1000),
    team_id: WORKSPACE_ID,
  };
}

/** Builds the entry for an author, member or reactor whose account has no row. */
export function mapUnknownUser(userId: UserId, ids: UserIds): ExportUser {
  const name = nameById(userId, ids);
  return {
    id: ids.slackId,
    team_id: ids.team,
    name,
    deleted: true,
    real_name: name,
    profile: {
      ...emptyProfile(ids.team, name),
      display_name: name,
      display_name_normalized: normalized(name),
    },
    ...NO_ROLES,
    is_restricted: false,
    is_bot: false,
    updated: 0,
  };
}

const UNKNOWN_USER_PREFIX = 'unknown-';

/** Format of Mattermost's ids (server/public/model/utils.go, NewId). */
const MATTERMOST_ID = /^[a-z0-9]{26}$/;

/**
 * Fallback name for an account without a username: its id, prefixed so that it cannot equal another username. An id
 * in another format may contain anything, so the Slack id is used.
 */
function nameById(userId: UserId, ids: Pick<UserIds, 'slackId'>): string {
  return UNKNOWN_USER_PREFIX + (MATTERMOST_ID.test(userId) ? userId : ids.slackId.toLowerCase());
}

/** Name of an account without a row in an archive. */
export const unknownUserName = (userId: UserId): string =>
  nameById(userId, { slackId: userSlackId(userId) });

/** True for the fallback name of an account without a row. */
export const isUnknownUserName = (name: string): boolean => name.startsWith(UNKNOWN_USER_PREFIX);

/** Full name: first and last name; the nickname or the username where both are empty. */
export function realNameOf(user: User): string {
  const full = [user.firstName, user.lastName].filter(Boolean).join(' ');
  return full || user.nickname || user.username;
}

const NO_ROLES = {
  is_admin: false,
  is_owner: false,
  is_primary_owner: false,
  is_ultra_restricted: false,
  is_app_user: false,
};

function emptyProfile(team: SlackTeamId, realName: string): ExportUser['profile'] {
  return {
    title: '',
    phone: '',
    skype: '',
    real_name: realName,
    real_name_normalized: normalized(realName),
    display_name: '',
    display_name_normalized: '',
    ...NO_STATUS,
    first_name: '',
    last_name: '',
    team,
  };
}

function normalized(name: string): string {
  return name.normalize('NFKC');
}

/**
 * Moves an e-mail address to the rehearsal's domain, so that a trial import cannot invite anyone else. The part
 * before the @ is the username, which is unique on the server.
 */
export function rehearsalShape(user: User, shape: UserShape, domain: string): UserShape {
  const email = shape.email === '' ? '' : `${user.username.toLowerCase()}@${domain}`;
  return { ...shape, email };
}

/** The accounts of a server, and what is decided about them. */
export interface AccountIds {
  readonly accounts: { usernameOf(id: UserId): string | undefined };
  readonly skipped: ReadonlySet<UserId>;
  readonly samePeople: SamePeople;
}

/** Slack ids of accounts, the same for all accounts of a person; collects the accounts without a row. */
export interface SlackUserIds {
  of(id: UserId): SlackUserId;
  /** False for an id without a row in the users table. */
  has(id: UserId): boolean;
  /** True for a person who is skipped with everything that they wrote. */
  isSkipped(id: UserId): boolean;
  /** Accounts without a row that occurred so far; each needs an entry in users.json. */
  readonly unknown: ReadonlySet<UserId>;
}

/** Makes the look-up of people's ids in Slack, and keeps the ids of people whom no row describes. */
export function makeSlackUserIds({ accounts, skipped, samePeople }: AccountIds): SlackUserIds {
  const isKnown = (id: UserId): boolean => accounts.usernameOf(id) !== undefined;
  const ids = new Map<UserId, SlackUserId>();
  const unknown = new Set<UserId>();
  return {
    unknown,
    has: (id) => isKnown(samePeople.get(id) ?? id),
    isSkipped: (id) => skipped.has(id),
    of(id) {
      const met = ids.get(id);
      if (met !== undefined) return met;
      const person = samePeople.get(id) ?? id;
      if (!isKnown(person)) unknown.add(person);
      const slackId = userSlackId(person);
      ids.set(id, slackId);
      return slackId;
    },
  };
}

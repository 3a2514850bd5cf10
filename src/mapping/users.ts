import type { User, UserId } from '../model/model.ts';
import type { ExportUser } from '../slack/export-format.ts';
import type { SlackBotId, SlackTeamId, SlackUserId } from '../slack/shapes.ts';
import type { PersonDecision } from './decisions.ts';
import { userSlackId } from './slack-ids.ts';

export interface UserIds {
  readonly slackId: SlackUserId;
  readonly botId: SlackBotId;
  readonly team: SlackTeamId;
}

/** How an account stands in an archive, as was decided. */
export interface UserShape {
  /** '' leaves it out; the importer then makes a bot user. */
  readonly email: string;
  readonly isBot: boolean;
}

/** The shape of an account about which nothing was decided: as it is in Mattermost. */
export function ownShape(user: User): UserShape {
  const isBot = isBotAccount(user);
  return { email: isBot ? '' : user.email, isBot };
}

/**
 * The shape that a decision gives. The importer matches by e-mail, so a match has its Slack account's. A
 * deactivated person keeps the address: the entry says `deleted`, and Slack's page offers to create the
 * account deactivated.
 */
export function decidedShape(user: User, decision: PersonDecision | undefined): UserShape {
  if (decision === undefined) return ownShape(user);
  const { action, slackEmail } = decision;
  if (action === 'bot') return { email: '', isBot: true };
  if (action === 'match') return { email: slackEmail || user.email, isBot: false };
  const isKept = action === 'invite' || user.deleteAtMs !== undefined;
  const shape = ownShape(user);
  return isKept ? shape : { ...shape, email: '' };
}

const isBotAccount = ({ kind }: User): boolean => kind === 'bot' || kind === 'system-bot';

/**
 * An account as an entry of `users.json`. The importer matches people by `profile.email`; bots have
 * none. Guests carry `is_restricted`, deactivated people `deleted`; roles do not move (Slack's help
 * article 360001851047: imported people are plain members), so nobody is an admin here.
 */
export function mapUser(user: User, ids: UserIds, { email, isBot }: UserShape): ExportUser {
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

/** An author, member or reactor whose account has no row any more. */
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

const UNKNOWN_PREFIX = 'unknown-';

/** Mattermost's ids (server/public/model/utils.go, NewId). */
const USUAL_ID = /^[a-z0-9]{26}$/;

/** Of somebody without a username. Any other id may be anything, and as a name somebody else's too. */
function nameById(userId: UserId, ids: UserIds): string {
  return UNKNOWN_PREFIX + (USUAL_ID.test(userId) ? userId : ids.slackId.toLowerCase());
}

/** True for a name such as an archive of ours gives an account without a row. */
export const isUnknownUserName = (name: string): boolean => name.startsWith(UNKNOWN_PREFIX);

/** First and last name, in that order; the nickname or the username where there is none. */
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
    status_text: '',
    status_emoji: '',
    first_name: '',
    last_name: '',
    team,
  };
}

function normalized(name: string): string {
  return name.normalize('NFKC');
}

/**
 * E-mails of a rehearsal: every one on the team's own domain, so that a trial import can invite nobody
 * else. The name before the @ is the username, which is unique on the server.
 */
export function rehearsalShape(user: User, shape: UserShape, domain: string): UserShape {
  const email = shape.email === '' ? '' : `${user.username.toLowerCase()}@${domain}`;
  return { ...shape, email };
}

/** Slack's id of every account that a run meets, and which of those accounts have no row. */
export interface SlackUserIds {
  of(id: UserId): SlackUserId;
  /** False for an id without a row in the users table. */
  has(id: UserId): boolean;
  /** True for somebody who does not move, nor anything that they wrote. */
  isSkipped(id: UserId): boolean;
  /** Met so far without a row in the users table; each needs an entry of its own in users.json. */
  readonly unknown: ReadonlySet<UserId>;
}

export function makeSlackUserIds(
  known: ReadonlyMap<UserId, User>,
  skipped: ReadonlySet<UserId> = new Set(),
): SlackUserIds {
  const ids = new Map<UserId, SlackUserId>();
  const unknown = new Set<UserId>();
  return {
    unknown,
    has: (id) => known.has(id),
    isSkipped: (id) => skipped.has(id),
    of(id) {
      const met = ids.get(id);
      if (met !== undefined) return met;
      if (!known.has(id)) unknown.add(id);
      const slackId = userSlackId(id);
      ids.set(id, slackId);
      return slackId;
    },
  };
}

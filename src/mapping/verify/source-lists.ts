import { type Channel, type User, type UserId, userId } from '../../model/model.ts';
import type { Conversation } from '../conversations.ts';
import type { PersonDecision } from '../decisions.ts';
import { botSlackId, userSlackId } from '../slack-ids.ts';
import { expectedAddress } from './addresses.ts';
import { SLACKBOT } from './archive-authors.ts';
import { profileLines, VISIBILITIES } from './archive-lists.ts';
import type { ChannelFacts, PersonFacts } from './facts.ts';
import type { PersonOf } from './same-people.ts';
import type { BotFacts } from './source-posts.ts';

/**
 * Expected entry of users.json for a user. `rehearsalDomain` replaces the domain of e-mail addresses in a trial
 * import; `status` is the line of the expected status.
 */
export function expectedPerson(
  user: User,
  decision: PersonDecision | undefined,
  rehearsalDomain: string | undefined,
  status: string,
): PersonFacts {
  const { firstName, lastName, nickname, position } = user;
  const username = user.username || nameOfId(user.id);
  const email = emailOf(user, decision);
  const name = username.toLowerCase();
  const realName = fullName(user) || nickname || username;
  const timezone = user.timezone ?? '';
  return {
    username: name,
    realName,
    displayName: nickname || username,
    email:
      email === '' || rehearsalDomain === undefined
        ? email
        : `${user.username.toLowerCase()}@${rehearsalDomain}`,
    isBot: isBot(user, decision),
    isDeactivated: user.deleteAtMs !== undefined,
    ...NO_ROLES,
    restriction: user.kind === 'guest' ? 'restricted' : 'none',
    profile: profileLines({ firstName, lastName, realName, title: position, timezone, status }),
  };
}

/** Nobody is made an administrator or owner by an import (Slack's help article 360001851047). */
const NO_ROLES = { isAdmin: false, isOwner: false } as const;

/** Expected entry of users.json for an author, member or reactor whose account has no row. */
export function expectedUnknownPerson(id: UserId): PersonFacts {
  const name = nameOfId(id);
  const names = {
    firstName: '',
    lastName: '',
    realName: name,
    title: '',
    timezone: '',
    status: '',
  };
  return {
    username: name,
    realName: name,
    displayName: name,
    email: '',
    isBot: false,
    isDeactivated: true,
    ...NO_ROLES,
    restriction: 'none',
    profile: profileLines(names),
  };
}

/** Name of an account without a username: its id where that has Mattermost's form, else the id in Slack. */
const nameOfId = (id: UserId): string =>
  `unknown-${/^[a-z0-9]{26}$/.test(id) ? id : userSlackId(id).toLowerCase()}`;

const fullName = ({ firstName, lastName }: User): string =>
  firstName === '' || lastName === '' ? firstName || lastName : `${firstName} ${lastName}`;

/** True for an account that users.json should have as a bot. */
export function isBot({ kind }: User, decision: PersonDecision | undefined): boolean {
  if (decision?.action === 'bot') return true;
  return decision?.action !== 'match' && (kind === 'bot' || kind === 'system-bot');
}

/** What the messages of an account that is a bot should say of it. */
export const expectedBot = (user: User): BotFacts => ({
  id: botSlackId(user.id),
  name: fullName(user) || user.nickname || user.username,
  isDeactivated: user.deleteAtMs !== undefined,
  updatedSeconds: Math.floor(user.updateAtMs / 1000),
});

/** E-mail address by which the importer finds or invites the person; '' when it must do neither. */
function emailOf(user: User, decision: PersonDecision | undefined): string {
  if (isBot(user, decision)) return '';
  const own = expectedAddress(user.email);
  if (decision?.action === 'match') return decision.slackEmail || own;
  const stays = decision?.action !== 'name-only' || user.deleteAtMs !== undefined;
  return stays ? own : '';
}

/** What decisions say of the people in lists. */
export interface ListedPeople {
  readonly isSkipped: (id: UserId) => boolean;
  readonly personOf: PersonOf;
}

/** Expected members of a conversation, each person once; of a direct message, the two people in its name. */
export function expectedMembers(
  channel: Channel,
  members: readonly UserId[],
  { isSkipped, personOf }: ListedPeople,
): readonly UserId[] {
  const named = channel.type === 'direct' ? channel.name.split('__').filter(Boolean) : [];
  const people = named.length === 2 ? named.map(userId) : members;
  return [...new Set(people.map(personOf))].filter((id) => !isSkipped(id));
}

/** Expected entry of the lists of conversations; of a direct message only the members. */
export function expectedChannel(
  { channel, list, name, isArchived }: Conversation,
  members: readonly string[],
): ChannelFacts {
  const isDirect = list === 'dms';
  return {
    name: isDirect ? '' : name,
    visibility: VISIBILITIES[list],
    isArchived: !isDirect && isArchived,
    topic: isDirect ? '' : channel.header,
    purpose: isDirect ? '' : channel.purpose,
    members: [...members].sort(),
  };
}

/** What the lists of an archive should say of a conversation besides: Slackbot made what the server made. */
export function expectedListed(
  { channel, list, isGeneral }: Conversation,
  { isSkipped, personOf }: ListedPeople,
): { readonly isGeneral: boolean; readonly creatorId: string; readonly createdSeconds: number } {
  const { creatorId, createAtMs } = channel;
  const isNobody = creatorId === undefined || isSkipped(creatorId);
  const creator = isNobody ? SLACKBOT : userSlackId(personOf(creatorId));
  return {
    isGeneral: list !== 'dms' && isGeneral,
    creatorId: list === 'dms' ? '' : creator,
    createdSeconds: Math.floor(createAtMs / 1000),
  };
}

import { type Channel, type User, type UserId, userId } from '../../model/model.ts';
import type { Conversation } from '../conversations.ts';
import type { PersonDecision } from '../decisions.ts';
import { VISIBILITIES } from './archive.ts';
import type { ChannelFacts, PersonFacts } from './facts.ts';

/**
 * Expected entry of users.json for a user. `rehearsalDomain` replaces the domain of e-mail addresses in a trial
 * import.
 */
export function expectedPerson(
  user: User,
  decision: PersonDecision | undefined,
  rehearsalDomain: string | undefined,
): PersonFacts {
  const { username, firstName, lastName, nickname } = user;
  const email = emailOf(user, decision);
  const name = username.toLowerCase();
  return {
    username: name,
    realName: `${firstName} ${lastName}`.trim() === '' ? nickname || username : fullName(user),
    displayName: nickname || username,
    email: email === '' || rehearsalDomain === undefined ? email : `${name}@${rehearsalDomain}`,
    isBot: isBot(user, decision),
    isDeactivated: user.deleteAtMs !== undefined,
  };
}

const fullName = ({ firstName, lastName }: User): string =>
  firstName === '' || lastName === '' ? firstName || lastName : `${firstName} ${lastName}`;

function isBot({ kind }: User, decision: PersonDecision | undefined): boolean {
  if (decision?.action === 'bot') return true;
  return decision?.action !== 'match' && (kind === 'bot' || kind === 'system-bot');
}

/** E-mail address by which the importer finds or invites the person; '' when it must do neither. */
function emailOf(user: User, decision: PersonDecision | undefined): string {
  if (isBot(user, decision)) return '';
  if (decision?.action === 'match') return decision.slackEmail || user.email;
  const stays = decision?.action !== 'name-only' || user.deleteAtMs !== undefined;
  return stays ? user.email : '';
}

/** Expected members of a conversation; of a direct message, the two people in its name. */
export function expectedMembers(
  channel: Channel,
  members: readonly UserId[],
  isSkipped: (id: UserId) => boolean,
): readonly UserId[] {
  const named = channel.type === 'direct' ? channel.name.split('__').filter(Boolean) : [];
  const people = named.length === 2 ? named.map(userId) : members;
  return [...new Set(people)].filter((id) => !isSkipped(id));
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

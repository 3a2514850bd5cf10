import { type Channel, type User, type UserId, userId } from '../../model/model.ts';
import type { Conversation } from '../conversations.ts';
import type { PersonDecision } from '../decisions.ts';
import { VISIBILITIES } from './archive.ts';
import type { ChannelFacts, PersonFacts } from './facts.ts';

/** What an entry of users.json is to say of somebody. `rehearsalDomain` is that of a trial import. */
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

/** The address by which the importer finds or invites somebody; '' where nobody is to be. */
function emailOf(user: User, decision: PersonDecision | undefined): string {
  if (isBot(user, decision)) return '';
  if (decision?.action === 'match') return decision.slackEmail || user.email;
  const stays = decision?.action !== 'name-only' || user.deleteAtMs !== undefined;
  return stays ? user.email : '';
}

/** The people of a conversation: the two of a direct message stand in its name, whoever is a member. */
export function expectedMembers(
  channel: Channel,
  members: readonly UserId[],
  isSkipped: (id: UserId) => boolean,
): readonly UserId[] {
  const named = channel.type === 'direct' ? channel.name.split('__').filter(Boolean) : [];
  const people = named.length === 2 ? named.map(userId) : members;
  return [...new Set(people)].filter((id) => !isSkipped(id));
}

/** What an entry of the lists of conversations is to say; of a direct message it names the people alone. */
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

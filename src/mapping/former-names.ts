import { z } from 'zod';
import { type UserId, userId } from '../model/model.ts';
import type { Conversation } from './conversations.ts';
import type { KnownConversations } from './known-conversations.ts';
import type { ListedChannel, ListedPerson } from './manual-changes.ts';
import type { Accounts } from './user-accounts.ts';

/*
 * A text names people and channels, and what stands in an archive depends on their names at that time. Here it is kept
 * what they were, so that a text in which only a name has another meaning now is not taken for an edited one.
 */

/** How the names of one archive of a chain differ from those of the next one. */
export interface NamesThen {
  /** Usernames of people who had another one, by Mattermost's id. */
  readonly people: Readonly<Record<string, string>>;
  /** People who had no account. */
  readonly absent: readonly string[];
  /** Names in Slack of channels, by Mattermost's id, '' for one that was not public. */
  readonly channels: Readonly<Record<string, string>>;
}

const recorded = z.array(
  z.object({
    people: z.record(z.string(), z.string()),
    absent: z.array(z.string()),
    channels: z.record(z.string(), z.string()),
  }),
);

/** Parses the names that a record holds, the oldest first; none of an older version's. */
export const parseNamesThen = (json: string | undefined): readonly NamesThen[] =>
  json === undefined ? [] : recorded.parse(JSON.parse(json));

/** The people and channels of a list. */
interface Listed {
  readonly people: readonly ListedPerson[];
  readonly channels: readonly Pick<ListedChannel, 'channelId' | 'slackName' | 'isPublic'>[];
}

/** Finds what is named otherwise now than in the lists before; undefined where nothing is. */
export function namesThen(before: Listed, now: Listed): NamesThen | undefined {
  const people = otherThan(before.people.map(ofPerson), now.people.map(ofPerson));
  const channels = otherThan(before.channels.map(ofChannel), now.channels.map(ofChannel));
  const known = new Set(before.people.map(({ userId }) => userId));
  const absent = now.people.flatMap(({ userId }) => (known.has(userId) ? [] : [userId]));
  const isSame = absent.length + Object.keys(people).length + Object.keys(channels).length === 0;
  return isSame ? undefined : { people, absent, channels };
}

type Named = readonly [id: string, name: string];

const ofPerson = ({ userId: id, username }: ListedPerson): Named => [id, username];

const ofChannel = ({ channelId: id, slackName, isPublic }: Listed['channels'][number]): Named => [
  id,
  isPublic === false ? '' : slackName,
];

/** Names of before, by id, of what is in both lists and has another one now. */
function otherThan(
  before: readonly Named[],
  now: readonly Named[],
): Readonly<Record<string, string>> {
  const present = new Map(now);
  return Object.fromEntries(before.filter(([id, name]) => (present.get(id) ?? name) !== name));
}

/** Look-ups of people and conversations. */
export interface LookUps {
  readonly accounts: Accounts;
  readonly known: KnownConversations;
}

/** Makes the look-ups as they were before each of the changes, given the oldest first. */
export const lookUpsThen = (now: LookUps, changes: readonly NamesThen[]): readonly LookUps[] =>
  changes.map((_, index) => before(now, changes.slice(index)));

function before({ accounts, known }: LookUps, changes: readonly NamesThen[]): LookUps {
  const names = oldest(changes.map(({ people }) => people));
  const channels = oldest(changes.map((each) => each.channels));
  const absent = new Set(changes.flatMap((each) => each.absent));
  const ids = new Map([...names].map(([id, name]) => [name.toLowerCase(), userId(id)]));
  const isOtherNow = (id: UserId): boolean => absent.has(id) || names.has(id);
  return {
    accounts: {
      ...accounts,
      usernameOf: (id) => names.get(id) ?? accounts.usernameOf(id),
      idOf(name) {
        const id = ids.get(name);
        if (id !== undefined && !absent.has(id)) return id;
        const present = accounts.idOf(name);
        return present === undefined || isOtherNow(present) ? undefined : present;
      },
    },
    known: {
      ...known,
      withSlackId: (slackId) => asNamed(known.withSlackId(slackId), channels),
    },
  };
}

/** The first of the changes that has an id says what it was. */
const oldest = (
  changes: readonly Readonly<Record<string, string>>[],
): ReadonlyMap<string, string> => new Map(changes.toReversed().flatMap(Object.entries<string>));

function asNamed(
  conversation: Conversation | undefined,
  channels: ReadonlyMap<string, string>,
): Conversation | undefined {
  if (conversation === undefined) return undefined;
  const name = channels.get(conversation.channel.id);
  if (name === undefined) return conversation;
  return name === ''
    ? { ...conversation, list: 'groups' }
    : { ...conversation, name, list: 'channels' };
}

import { type Notice, notice } from '../errors/notices.ts';
import type { Channel, CustomEmoji, TeamId, User, UserGroup, UserId } from '../model/model.ts';
import { type Conversation, directMembers } from './conversations.ts';
import type { PersonDecision } from './decisions.ts';
import { type EmojiNames, makeEmojiNames } from './emoji/emoji.ts';
import type { ExportForm, TextContext } from './rendered-text.ts';
import { type SamePeople, samePeople } from './same-people.ts';
import { userSlackId } from './slack-ids.ts';

/** Everything that is read and decided before the first post is mapped. */
export interface WorkspaceSource {
  readonly users: readonly User[];
  readonly groups: readonly UserGroup[];
  readonly emoji: readonly CustomEmoji[];
  readonly conversations: readonly Conversation[];
  readonly people: readonly PersonDecision[];
}

/** Decisions about people and channels, and the look-ups that texts need. */
export interface Workspace {
  readonly users: ReadonlyMap<UserId, User>;
  readonly usersByName: ReadonlyMap<string, User>;
  readonly people: ReadonlyMap<UserId, PersonDecision>;
  /** People who are skipped with everything that they wrote. */
  readonly skipped: ReadonlySet<UserId>;
  /** Further accounts of people, with the account that has their place. */
  readonly samePeople: SamePeople;
  readonly conversations: readonly Conversation[];
  readonly emoji: EmojiNames;
  /** Pairs of ids that would be equal in Slack; a run with any is refused. */
  readonly collisions: readonly Notice[];
  /** The account that has the place of a person; undefined when it has no row. */
  personOf(id: UserId): User | undefined;
  /** Look-ups for the texts of a team's channels; the same value for every channel of a team. */
  textContext(team: TeamId | undefined): TextContext;
}

export function buildWorkspace(
  source: WorkspaceSource,
  texts: Pick<TextContext, 'latex' | 'tables'>,
): Workspace {
  const users = new Map(source.users.map((user) => [user.id, user]));
  const usersByName = new Map(source.users.map((user) => [user.username.toLowerCase(), user]));
  const { conversations } = source;
  const skipped = new Set(
    source.people.filter(({ action }) => action === 'skip').map(({ userId }) => userId),
  );
  const same = samePeople(source.people);
  const emoji = makeEmojiNames(source.emoji.map((custom) => custom.name));
  const contexts = new Map<TeamId | undefined, TextContext>();
  const lookUps: LookUps = {
    usersByName,
    skipped,
    samePeople: same,
    groups: new Set(source.groups.map((group) => group.name.toLowerCase())),
    channels: channelsByName(conversations),
    emoji,
    exportForm: { codePoints: emoji.codePoints, publicName: publicNames(conversations) },
  };
  return {
    users,
    usersByName,
    people: new Map(source.people.map((person) => [person.userId, person])),
    skipped,
    samePeople: same,
    conversations,
    emoji,
    collisions: [
      ...sharedIds(source.users.map((user) => [userSlackId(user.id), user.id])),
      ...sharedIds(conversations.map(({ slackId, channel }) => [slackId, channel.id])),
    ],
    personOf: (id) => users.get(same.get(id) ?? id),
    textContext(team) {
      const known = contexts.get(team) ?? textContext(lookUps, team, texts);
      contexts.set(team, known);
      return known;
    },
  };
}

/** Members of a conversation, by Mattermost's ids. */
export function membersOf(channel: Channel, members: readonly UserId[]): readonly UserId[] {
  return channel.type === 'direct' ? directMembers(channel, members) : members;
}

interface LookUps {
  readonly usersByName: ReadonlyMap<string, User>;
  readonly skipped: ReadonlySet<UserId>;
  readonly samePeople: SamePeople;
  readonly groups: ReadonlySet<string>;
  readonly channels: ReadonlyMap<string, readonly Conversation[]>;
  readonly emoji: EmojiNames;
  readonly exportForm: ExportForm;
}

function publicNames(conversations: readonly Conversation[]): ExportForm['publicName'] {
  const names = new Map(
    conversations
      .filter(({ list }) => list === 'channels')
      .map(({ slackId, name }) => [slackId, name]),
  );
  return (id) => names.get(id);
}

function channelsByName(
  conversations: readonly Conversation[],
): ReadonlyMap<string, readonly Conversation[]> {
  const byName = new Map<string, Conversation[]>();
  for (const conversation of conversations) {
    if (conversation.list !== 'channels' && conversation.list !== 'groups') continue;
    const name = conversation.channel.name.toLowerCase();
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [conversation]);
    else same.push(conversation);
  }
  return byName;
}

function textContext(
  lookUps: LookUps,
  team: TeamId | undefined,
  texts: Pick<TextContext, 'latex' | 'tables'>,
): TextContext {
  return {
    ...texts,
    mentions: 'live',
    user(name) {
      const user = lookUps.usersByName.get(name);
      if (user === undefined || lookUps.skipped.has(user.id)) return undefined;
      return userSlackId(lookUps.samePeople.get(user.id) ?? user.id);
    },
    channel(name) {
      const candidates = lookUps.channels.get(name) ?? [];
      // A direct message belongs to no team: a name counts there when only one channel has it.
      const [match, ...others] =
        team === undefined
          ? candidates
          : candidates.filter((candidate) => candidate.channel.teamId === team);
      return others.length === 0 ? match?.slackId : undefined;
    },
    isGroup: (name) => lookUps.groups.has(name),
    emoji: (name) => lookUps.emoji.toSlack(name),
    rewriteLink: () => undefined,
    exportForm: lookUps.exportForm,
  };
}

function sharedIds(pairs: readonly (readonly [string, string])[]): Notice[] {
  const owners = new Map<string, string>();
  const shared: Notice[] = [];
  for (const [slackId, id] of pairs) {
    const owner = owners.get(slackId);
    if (owner !== undefined) {
      shared.push(notice('ids-equal-in-slack', { first: owner, second: id, slackId }));
    }
    owners.set(slackId, id);
  }
  return shared;
}

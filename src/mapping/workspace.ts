import { type Notice, notice } from '../errors/notices.ts';
import type { Channel, CustomEmoji, TeamId, User, UserGroup, UserId } from '../model/model.ts';
import { type Conversation, directMembers } from './conversations.ts';
import type { PersonDecision } from './decisions.ts';
import { type EmojiNames, makeEmojiNames } from './emoji/emoji.ts';
import type { ExportForm, TextContext } from './rendered-text.ts';
import { type SamePeople, samePeople } from './same-people.ts';
import { userSlackId } from './slack-ids.ts';
import { type Accounts, accountsOf } from './user-accounts.ts';

/** What is read and decided of the things that messages may name. */
export interface NamedThings {
  readonly groups: readonly UserGroup[];
  readonly emoji: readonly CustomEmoji[];
  readonly conversations: readonly Conversation[];
  readonly people: readonly PersonDecision[];
}

/** Everything that is read and decided before the first post is mapped. */
export interface WorkspaceSource extends NamedThings {
  readonly users: readonly User[];
}

/** What the messages of all conversations need: decisions about people and channels, and look-ups for texts. */
export interface PostWorkspace {
  readonly accounts: Accounts;
  /** Decisions about accounts; those that leave a person a person may be missing. */
  readonly people: ReadonlyMap<UserId, PersonDecision>;
  /** People who are skipped with everything that they wrote. */
  readonly skipped: ReadonlySet<UserId>;
  /** Further accounts of people, with the account that has their place. */
  readonly samePeople: SamePeople;
  readonly conversations: readonly Conversation[];
  readonly emoji: EmojiNames;
  /** Look-ups for the texts of a team's channels; the same value for every channel of a team. */
  textContext(team: TeamId | undefined): TextContext;
}

/** The same with every account and every decision. */
export interface Workspace extends PostWorkspace {
  readonly users: ReadonlyMap<UserId, User>;
  /** Pairs of ids that would be equal in Slack; a run with any is refused. */
  readonly collisions: readonly Notice[];
  /** The account that has the place of a person; undefined when it has no row. */
  personOf(id: UserId): User | undefined;
}

type TextSettings = Pick<TextContext, 'latex' | 'tables'>;

export function buildWorkspace(source: WorkspaceSource, texts: TextSettings): Workspace {
  const { conversations } = source;
  const users = new Map(source.users.map((user) => [user.id, user]));
  const people = new Map(source.people.map((person) => [person.userId, person]));
  const workspace = buildPostWorkspace(source, accountsOf(users, people), texts);
  const { samePeople: same } = workspace;
  return {
    ...workspace,
    users,
    collisions: [
      ...sharedIds(source.users.map((user) => [userSlackId(user.id), user.id])),
      ...sharedIds(conversations.map(({ slackId, channel }) => [slackId, channel.id])),
    ],
    personOf: (id) => users.get(same.get(id) ?? id),
  };
}

export function buildPostWorkspace(
  { conversations, ...source }: NamedThings,
  accounts: Accounts,
  texts: TextSettings,
): PostWorkspace {
  const skipped = new Set(
    source.people.filter(({ action }) => action === 'skip').map(({ userId }) => userId),
  );
  const same = samePeople(source.people);
  const emoji = makeEmojiNames(source.emoji.map((custom) => custom.name));
  const contexts = new Map<TeamId | undefined, TextContext>();
  const lookUps: LookUps = {
    accounts,
    skipped,
    samePeople: same,
    groups: new Set(source.groups.map((group) => group.name.toLowerCase())),
    channels: channelsByName(conversations),
    emoji,
    exportForm: { codePoints: emoji.codePoints, publicName: publicNames(conversations) },
  };
  return {
    accounts,
    people: new Map(source.people.map((person) => [person.userId, person])),
    skipped,
    samePeople: same,
    conversations,
    emoji,
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
  readonly accounts: Accounts;
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

function textContext(lookUps: LookUps, team: TeamId | undefined, texts: TextSettings): TextContext {
  return {
    ...texts,
    mentions: 'live',
    user(name) {
      const id = lookUps.accounts.idOf(name);
      if (id === undefined || lookUps.skipped.has(id)) return undefined;
      return userSlackId(lookUps.samePeople.get(id) ?? id);
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

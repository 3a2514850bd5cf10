import { type Notice, notice } from '../errors/notices.ts';
import type { Channel, CustomEmoji, TeamId, User, UserGroup, UserId } from '../model/model.ts';
import { type Conversation, directMembers } from './conversations.ts';
import type { PersonDecision } from './decisions.ts';
import { type EmojiNames, makeEmojiNames } from './emoji/emoji.ts';
import { type KnownConversations, knownConversations } from './known-conversations.ts';
import type { ExportForm, TextContext } from './rendered-text.ts';
import { type SamePeople, samePeople } from './same-people.ts';
import { userSlackId } from './slack-ids.ts';
import { type Accounts, accountsOf } from './user-accounts.ts';

/** What is read and decided of the things that messages may name. */
export interface NamedThings {
  readonly groups: readonly UserGroup[];
  readonly emoji: readonly CustomEmoji[];
  readonly people: readonly PersonDecision[];
}

/** Everything that is read and decided before the first post is mapped. */
export interface WorkspaceSource extends NamedThings {
  readonly users: readonly User[];
  readonly conversations: readonly Conversation[];
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
  readonly known: KnownConversations;
  readonly emoji: EmojiNames;
  /** Look-ups for the texts of a team's channels; the same value for every channel of a team. */
  textContext(team: TeamId | undefined): TextContext;
}

/** The same with every account and every decision. */
export interface Workspace extends PostWorkspace {
  readonly users: ReadonlyMap<UserId, User>;
  readonly conversations: readonly Conversation[];
  /** Pairs of ids that would be equal in Slack; a run with any is refused. */
  readonly collisions: readonly Notice[];
  /** The account that has the place of a person; undefined when it has no row. */
  personOf(id: UserId): User | undefined;
}

type TextSettings = Pick<TextContext, 'latex' | 'tables'>;

/** Builds the workspace of all decisions, with every account and every conversation. */
export function buildWorkspace(source: WorkspaceSource, texts: TextSettings): Workspace {
  const { conversations } = source;
  const users = new Map(source.users.map((user) => [user.id, user]));
  const people = new Map(source.people.map((person) => [person.userId, person]));
  const lookUps = { accounts: accountsOf(users, people), known: knownConversations(conversations) };
  const workspace = buildPostWorkspace(source, lookUps, texts);
  const { samePeople: same } = workspace;
  return {
    ...workspace,
    users,
    conversations,
    collisions: [
      ...sharedIds(source.users.map((user) => [userSlackId(user.id), user.id])),
      ...sharedIds(conversations.map(({ slackId, channel }) => [slackId, channel.id])),
    ],
    personOf: (id) => users.get(same.get(id) ?? id),
  };
}

/** Builds the part of a workspace that posts need; threads build it from what is sent to them. */
export function buildPostWorkspace(
  source: NamedThings,
  { accounts, known }: Pick<PostWorkspace, 'accounts' | 'known'>,
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
    known,
    emoji,
    exportForm: { codePoints: emoji.codePoints, publicName: publicNames(known) },
  };
  return {
    accounts,
    people: new Map(source.people.map((person) => [person.userId, person])),
    skipped,
    samePeople: same,
    known,
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
  readonly known: KnownConversations;
  readonly emoji: EmojiNames;
  readonly exportForm: ExportForm;
}

function publicNames(known: KnownConversations): ExportForm['publicName'] {
  return (id) => {
    const conversation = known.withSlackId(id);
    return conversation?.list === 'channels' ? conversation.name : undefined;
  };
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
      const candidates = lookUps.known.named(name);
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

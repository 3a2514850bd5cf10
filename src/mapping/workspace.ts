import type {
  Channel,
  ChannelId,
  CustomEmoji,
  Team,
  TeamId,
  User,
  UserGroup,
  UserId,
} from '../model.ts';
import { type NamePreference, nameChannels } from './channel-names.ts';
import { type Conversation, decideConversations, directMembers } from './conversations.ts';
import { type EmojiNames, makeEmojiNames } from './emoji.ts';
import type { TextContext } from './rendered-text.ts';
import { type SlackTeamId, slackTeamId } from './slack.ts';
import { userSlackId } from './slack-ids.ts';

/** The archive speaks of one workspace; the real one gives its own id at import. */
export const WORKSPACE_ID: SlackTeamId = slackTeamId('T0MATTERMOST');

/** Everything that is small and must be known before the first post is mapped. */
export interface WorkspaceSource {
  readonly teams: readonly Team[];
  readonly users: readonly User[];
  readonly channels: readonly Channel[];
  readonly groups: readonly UserGroup[];
  readonly emoji: readonly CustomEmoji[];
  /** Members of the group messages, which are named after them. */
  readonly groupMembers: ReadonlyMap<ChannelId, readonly UserId[]>;
}

export interface WorkspaceOptions {
  readonly names: NamePreference;
  readonly latex: TextContext['latex'];
}

/** Decisions about people and channels, and the look-ups that texts need. */
export interface Workspace {
  readonly users: ReadonlyMap<UserId, User>;
  readonly usersByName: ReadonlyMap<string, User>;
  readonly conversations: readonly Conversation[];
  readonly emoji: EmojiNames;
  /** Names that two different ids of the source would share in Slack; a run with any is refused. */
  readonly collisions: readonly string[];
  /** What the texts of a channel may refer to; the same value for every channel of a team. */
  textContext(team: TeamId | undefined): TextContext;
}

export function buildWorkspace(source: WorkspaceSource, options: WorkspaceOptions): Workspace {
  const users = new Map(source.users.map((user) => [user.id, user]));
  const usersByName = new Map(source.users.map((user) => [user.username.toLowerCase(), user]));
  const named = nameChannels(source.channels, source.teams, options.names);
  const conversations = decideConversations(source.channels, named, (channel) =>
    (source.groupMembers.get(channel) ?? []).map((id) => users.get(id)?.username ?? id),
  );
  const emoji = makeEmojiNames(source.emoji.map((custom) => custom.name));
  const contexts = new Map<TeamId | undefined, TextContext>();
  const lookUps: LookUps = {
    usersByName,
    groups: new Set(source.groups.map((group) => group.name.toLowerCase())),
    channels: channelsByName(conversations),
    emoji,
  };
  return {
    users,
    usersByName,
    conversations,
    emoji,
    collisions: [
      ...sharedIds(source.users.map((user) => [userSlackId(user.id), user.id])),
      ...sharedIds(conversations.map(({ slackId, channel }) => [slackId, channel.id])),
    ],
    textContext(team) {
      const known = contexts.get(team) ?? textContext(lookUps, team, options);
      contexts.set(team, known);
      return known;
    },
  };
}

/** Members of a conversation, as Mattermost ids. */
export function membersOf(channel: Channel, members: readonly UserId[]): readonly UserId[] {
  return channel.type === 'direct' ? directMembers(channel, members) : members;
}

interface LookUps {
  readonly usersByName: ReadonlyMap<string, User>;
  readonly groups: ReadonlySet<string>;
  readonly channels: ReadonlyMap<string, readonly Conversation[]>;
  readonly emoji: EmojiNames;
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
  options: WorkspaceOptions,
): TextContext {
  return {
    mentions: 'live',
    latex: options.latex,
    user(name) {
      const user = lookUps.usersByName.get(name);
      return user === undefined ? undefined : userSlackId(user.id);
    },
    channel(name) {
      const candidates = lookUps.channels.get(name) ?? [];
      // A direct message belongs to no team: there a name counts when only one channel has it.
      const [match, ...others] =
        team === undefined
          ? candidates
          : candidates.filter((candidate) => candidate.channel.teamId === team);
      return others.length === 0 ? match?.slackId : undefined;
    },
    isGroup: (name) => lookUps.groups.has(name),
    emoji: (name) => lookUps.emoji.toSlack(name),
    rewriteLink: () => undefined,
  };
}

function sharedIds(pairs: readonly (readonly [string, string])[]): string[] {
  const owners = new Map<string, string>();
  const shared: string[] = [];
  for (const [slackId, id] of pairs) {
    const owner = owners.get(slackId);
    if (owner !== undefined) shared.push(`${owner} and ${id} would both be ${slackId}`);
    owners.set(slackId, id);
  }
  return shared;
}

import type { Conversation } from '../../mapping/conversations.ts';
import { makePermalink } from '../../mapping/permalinks.ts';
import { buildWorkspace, type WorkspaceSource } from '../../mapping/workspace.ts';
import type { ChannelId, Team, User } from '../../model/model.ts';
import type { Scope, ScopeSettings, SmallLists } from './scope.ts';

/** What is known of a scope where posts are mapped. */
export interface PostScope
  extends Pick<Scope, 'range' | 'workspace' | 'conversations' | 'permalink'> {
  readonly read: Pick<SmallLists, 'teams'>;
}

type TextSettings = Pick<ScopeSettings, 'siteUrl' | 'latex' | 'tables'>;

/** A scope as plain data, for another thread: nothing that grows with posts or members. */
export interface SharedScope {
  readonly source: WorkspaceSource;
  readonly teams: readonly Team[];
  readonly range: Scope['range'];
  /** The conversations to migrate, in their order. */
  readonly migrated: readonly ChannelId[];
  readonly settings: TextSettings;
}

/** Packs a scope; texts about people and channels that no message shows are left out. */
export function shareScope(scope: Scope, settings: TextSettings): SharedScope {
  const { read, decisions, workspace, conversations, range } = scope;
  const { siteUrl, latex, tables } = settings;
  return {
    source: {
      users: read.users.map(shownUser),
      groups: read.userGroups,
      emoji: read.emoji,
      people: decisions.people.map((person) => ({ ...person, ...NO_PERSON_TEXTS })),
      conversations: workspace.conversations.map(({ channel, ...conversation }) => ({
        ...conversation,
        channel: { ...channel, ...NO_CHANNEL_TEXTS },
      })),
    },
    teams: read.teams,
    range,
    migrated: conversations.map(({ channel }) => channel.id),
    settings: { siteUrl, latex, tables },
  };
}

const NO_PERSON_TEXTS = { fullName: '', email: '', slackEmail: '', reason: '' };
const NO_CHANNEL_TEXTS = { header: '', purpose: '' };
const NO_USER_TEXTS = {
  ...{ email: '', firstName: '', lastName: '', nickname: '', position: '', locale: '' },
  roles: [],
  timezone: undefined,
  customStatus: undefined,
};

/** Messages tell the names of bots, of other people only the username. */
const shownUser = (user: User): User =>
  user.kind === 'person' || user.kind === 'guest' ? { ...user, ...NO_USER_TEXTS } : user;

/** Makes the look-ups of a scope again. */
export function openSharedScope(shared: SharedScope): PostScope {
  const { source, teams, range, migrated, settings } = shared;
  const { siteUrl, latex, tables } = settings;
  const workspace = buildWorkspace(source, { latex, tables: tables ?? 'text' });
  const byId = new Map(workspace.conversations.map((each) => [each.channel.id, each]));
  return {
    range,
    workspace,
    conversations: migrated.flatMap((id) => byId.get(id) ?? []),
    permalink: makePermalink(siteUrl, teams),
    read: { teams },
  };
}

/** Returns the conversation of a channel that is migrated; any other id is a fault of this program. */
export function migratedConversations({
  conversations,
}: Pick<PostScope, 'conversations'>): (id: ChannelId) => Conversation {
  const byId = new Map(conversations.map((each) => [each.channel.id, each]));
  return (id) => {
    const conversation = byId.get(id);
    if (conversation === undefined) throw new RangeError(`Expected ${id} to be migrated`);
    return conversation;
  };
}

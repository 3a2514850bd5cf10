import type { Conversation } from '../../mapping/conversations.ts';
import type { PersonAction } from '../../mapping/decisions.ts';
import { makePermalink } from '../../mapping/permalinks.ts';
import { openAccounts, type PackedAccounts, packAccounts } from '../../mapping/user-accounts.ts';
import {
  buildPostWorkspace,
  type NamedThings,
  type PostWorkspace,
} from '../../mapping/workspace.ts';
import type { ChannelId, Team } from '../../model/model.ts';
import type { Scope, ScopeSettings, SmallLists } from './scope.ts';

/** What is known of a scope where posts are mapped. */
export interface PostScope extends Pick<Scope, 'range' | 'conversations' | 'permalink'> {
  readonly workspace: PostWorkspace;
  readonly read: Pick<SmallLists, 'teams'>;
}

type TextSettings = Pick<ScopeSettings, 'siteUrl' | 'latex' | 'tables'>;

/** A scope as plain data, for another thread: nothing that grows with posts or members. */
export interface SharedScope {
  readonly accounts: PackedAccounts;
  readonly named: NamedThings;
  readonly teams: readonly Team[];
  readonly range: Scope['range'];
  /** The conversations to migrate, in their order. */
  readonly migrated: readonly ChannelId[];
  readonly settings: TextSettings;
}

/** What a scope shares. */
type SharedParts = Pick<Scope, 'range' | 'workspace' | 'conversations'> & {
  readonly read: Pick<SmallLists, 'teams' | 'emoji' | 'userGroups'>;
  readonly decisions: Pick<Scope['decisions'], 'people'>;
};

/** Packs a scope; texts about people and channels that no message shows are left out. */
export function shareScope(scope: SharedParts, settings: TextSettings): SharedScope {
  const { read, decisions, workspace, conversations, range } = scope;
  const { siteUrl, latex, tables } = settings;
  return {
    accounts: packAccounts(workspace.users, workspace.accounts),
    named: {
      groups: read.userGroups,
      emoji: read.emoji,
      people: decisions.people.filter(
        ({ userId, action }) =>
          MESSAGE_ACTIONS.has(action) || workspace.accounts.perhapsBots.has(userId),
      ),
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

const NO_CHANNEL_TEXTS = { header: '', purpose: '' };

/** Decisions that change whose a message is. */
const MESSAGE_ACTIONS: ReadonlySet<PersonAction> = new Set(['skip', 'same-as', 'bot']);

/** Makes the look-ups of a scope again. */
export function openSharedScope(shared: SharedScope): PostScope {
  const { accounts, named, teams, range, migrated, settings } = shared;
  const { siteUrl, latex, tables } = settings;
  const workspace = buildPostWorkspace(named, openAccounts(accounts), {
    latex,
    tables: tables ?? 'text',
  });
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

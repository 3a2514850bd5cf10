import type { Conversation } from '../../mapping/conversations.ts';
import type { PersonAction } from '../../mapping/decisions.ts';
import {
  openConversations,
  type PackedConversations,
  packConversations,
} from '../../mapping/known-conversations.ts';
import { openTexts, type PackedTexts, packTexts } from '../../mapping/packed-texts.ts';
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
export interface PostScope extends Pick<Scope, 'range' | 'migrated' | 'permalink'> {
  readonly workspace: PostWorkspace;
  readonly read: Pick<SmallLists, 'teams'>;
}

type TextSettings = Pick<ScopeSettings, 'siteUrl' | 'latex' | 'tables'>;

/** A scope as plain data, for another thread: nothing that grows with posts or members. */
export interface SharedScope {
  readonly accounts: PackedAccounts;
  readonly conversations: PackedConversations;
  readonly named: NamedThings;
  readonly teams: readonly Team[];
  readonly range: Scope['range'];
  /** The ids of the conversations to migrate; the texts are empty. */
  readonly migrated: PackedTexts;
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
    conversations: packConversations(workspace.conversations),
    named: {
      groups: read.userGroups,
      emoji: read.emoji,
      people: decisions.people.filter(
        ({ userId, action }) =>
          MESSAGE_ACTIONS.has(action) || workspace.accounts.perhapsBots.has(userId),
      ),
    },
    teams: read.teams,
    range,
    migrated: packTexts(new Map(conversations.map(({ channel }) => [channel.id, '']))),
    settings: { siteUrl, latex, tables },
  };
}

/** Decisions that change whose a message is. */
const MESSAGE_ACTIONS: ReadonlySet<PersonAction> = new Set(['skip', 'same-as', 'bot']);

/** Makes the look-ups of a scope again. */
export function openSharedScope(shared: SharedScope): PostScope {
  const { accounts, conversations, named, teams, range, settings } = shared;
  const { siteUrl, latex, tables } = settings;
  const known = openConversations(conversations);
  const lookUps = { accounts: openAccounts(accounts), known };
  const workspace = buildPostWorkspace(named, lookUps, {
    latex,
    tables: tables ?? 'text',
  });
  const isMigrated = openTexts(shared.migrated);
  return {
    range,
    workspace,
    migrated: (id) => (isMigrated(id) === undefined ? undefined : known.of(id)),
    permalink: makePermalink(siteUrl, teams),
    read: { teams },
  };
}

/** Returns the conversation of a channel that is migrated; any other id is a fault of this program. */
export function migratedConversations({
  migrated,
}: Pick<PostScope, 'migrated'>): (id: ChannelId) => Conversation {
  return (id) => {
    const conversation = migrated(id);
    if (conversation === undefined) throw new RangeError(`Expected ${id} to be migrated`);
    return conversation;
  };
}

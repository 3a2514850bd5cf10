import type { DatabaseRows } from './database-rows.ts';
import type { Migration } from './migration.ts';
import type { SourceEngine } from './source-kind.ts';

/** Live posts of a month and type. */
export interface PostsOfMonth {
  /** `2024-03`, UTC. */
  readonly month: string;
  /** As Mattermost names it; '' for what people write. */
  readonly type: string;
  readonly posts: number;
}

/** Posts of a channel, of those that are neither deleted nor edit history. */
export interface ChannelFacts {
  readonly id: string;
  readonly type: string;
  readonly team: string;
  /** Mattermost's Name, the one in addresses. */
  readonly name: string;
  readonly displayName: string;
  readonly isArchived: boolean;
  readonly posts: number;
  /** The last one that is no system message. */
  readonly lastPostMs: number | undefined;
  readonly createAtMs: number | undefined;
  /** Of the live files of its posts. */
  readonly fileBytes: number;
}

/** Who is in a channel. */
export interface ChannelPeople {
  readonly channelId: string;
  readonly userIds: ReadonlySet<string>;
}

/** Live files of at least a size, the largest of them. */
export interface LargeFiles {
  readonly count: number;
  readonly sizeBytes: number;
  readonly largest: readonly LargeFile[];
}

export interface LargeFile {
  readonly name: string;
  /** '' where the post has no row. */
  readonly channelId: string;
  readonly sizeBytes: number;
  readonly createAtMs: number | undefined;
}

export interface PersonFacts {
  readonly id: string;
  readonly username: string;
  /** As it is in the row; '' for none. */
  readonly email: string;
  readonly isDeactivated: boolean;
  readonly isGuest: boolean;
  /** Live public and private channels that a guest is in; undefined for others, and where the schema does not tell. */
  readonly channels: number | undefined;
  readonly isBot: boolean;
  /** The later of the last post and what Mattermost noted as the last activity; undefined for never. */
  readonly lastActiveMs: number | undefined;
}

export type IntegrationKind =
  | 'incoming-webhook'
  | 'outgoing-webhook'
  | 'slash-command'
  | 'bot'
  | 'oauth-app'
  | 'plugin'
  | 'github-subscription'
  | 'playbook'
  | 'user-group';

/** Services that are known by their posts. */
export const SERVICES = [
  ...(['aws', 'zabbix', 'jenkins', 'grafana', 'alertmanager', 'nagios', 'sentry'] as const),
  ...(['mackerel', 'redmine', 'backlog', 'jira', 'gitlab', 'github', 'mail'] as const),
] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Something that works for people and is to be built again; no id of it leaves the reading. */
export interface IntegrationFacts {
  readonly kind: IntegrationKind;
  readonly name: string;
  readonly description: string;
  readonly ownerId: string;
  readonly channelId: string;
  readonly isDeleted: boolean;
  /** The name under which a webhook posts, the bot's own id; '' for what posts nothing. */
  readonly postsAs: string;
  /** Words or the command that call it. */
  readonly triggers: readonly string[];
  /** Hosts that it calls: a path may hold a key. */
  readonly hosts: readonly string[];
  readonly updateAtMs: number | undefined;
}

/** Live posts in one channel that came through one integration. */
export interface IntegrationPosts {
  readonly by: 'webhook' | 'user' | 'type';
  /** `webhook_display_name`, which older servers did not write, or the type of a `custom_*` post; '' otherwise. */
  readonly name: string;
  /** The bot, or who made the webhook; '' for posts known by their type. */
  readonly userId: string;
  readonly channelId: string;
  readonly posts: number;
  readonly posts30: number;
  readonly posts90: number;
  readonly lastPostMs: number | undefined;
  /** The service whose words they have; '' for none that is known. */
  readonly service: ServiceName | '';
}

export interface FilesOfType {
  /** Lower-case extension; '' without one. */
  readonly extension: string;
  readonly files: number;
  readonly sizeBytes: number;
}

/** What can be wrong with the rows of a server, each with what a migration does about it. */
export const HEALTH_CODES = [
  'posts_without_channel',
  'posts_of_unknown_people',
  'replies_without_root',
  'replies_before_root',
  'impossible_times',
  'future_times',
  'changed_before_made',
  'broken_props',
  'broken_characters',
  'reactions_without_post',
  'files_without_post',
  'files_missing',
  'channels_without_members',
  'members_without_account',
  'same_email',
  'no_email',
  'mixed_encodings',
] as const;
export type HealthCode = (typeof HEALTH_CODES)[number];

/** One thing that was looked for. */
export interface HealthFinding {
  readonly code: HealthCode;
  /** Undefined when it could not be looked for: the schema lacks a table, or no file store is named. */
  readonly count: number | undefined;
  /** Mattermost's ids, a few; of people their usernames. */
  readonly samples: readonly string[];
}

/** What a server holds, counted by the database. It grows with channels and people, not with posts. */
export interface InventoryFacts {
  readonly description: {
    readonly engine: SourceEngine;
    readonly databaseVersion: string;
    readonly mattermostVersion: string;
    readonly migrations: readonly Migration[];
  };
  readonly databaseRows: DatabaseRows;
  readonly storage: readonly {
    readonly place: string;
    readonly charset: string;
    readonly collation: string;
  }[];
  /** Columns of JSON that this database keeps as plain text, `Posts.Props`. */
  readonly jsonAsText: readonly string[];
  readonly health: readonly HealthFinding[];
  readonly teams: number;
  readonly channels: readonly ChannelFacts[];
  readonly people: readonly PersonFacts[];
  readonly months: readonly PostsOfMonth[];
  readonly threads: number;
  readonly files: readonly FilesOfType[];
  readonly emoji: number;
  /** Live public and private channels that share a name or a display name, those of a name together. */
  readonly sameNamed: readonly (readonly ChannelPeople[])[];
  readonly largeFiles: LargeFiles;
  readonly integrations: readonly IntegrationFacts[];
  readonly integrationPosts: readonly IntegrationPosts[];
}

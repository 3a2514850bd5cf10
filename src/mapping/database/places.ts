import type { TablePart } from '../../model/database-rows.ts';

/** What becomes of a table. The codes are a contract. */
export const PLACES = ['moved', 'kept', 'left-behind', 'technical', 'unknown'] as const;
export type Place = (typeof PLACES)[number];

/** How something is moved, where it is kept, or why it stays. Each code belongs to one place. */
export const PLACE_OF = {
  'as-messages': 'moved',
  'as-people': 'moved',
  'as-bots': 'moved',
  'as-team-names': 'moved',
  'as-channels': 'moved',
  'as-members': 'moved',
  'as-files': 'moved',
  'as-reactions': 'moved',
  'as-emoji': 'moved',
  'as-status': 'moved',
  'as-message-text': 'moved',
  'as-call-posts': 'moved',
  'bookmarks-message': 'moved',
  'as-last-activity': 'kept',
  'as-integrations': 'kept',
  'bookmarks-file': 'kept',
  'channel-admins-file': 'kept',
  'favourites-file': 'kept',
  'groups-file': 'kept',
  'saved-posts-files': 'kept',
  'boards-files': 'kept',
  'playbooks-files': 'kept',
  'personal-settings': 'left-behind',
  'no-counterpart': 'left-behind',
  'set-by-hand': 'left-behind',
  unsent: 'left-behind',
  'server-settings': 'left-behind',
  'membership-history': 'left-behind',
  audit: 'left-behind',
  'shared-servers': 'left-behind',
  playbooks: 'left-behind',
  boards: 'left-behind',
  calls: 'left-behind',
  plugin: 'left-behind',
  'read-once': 'left-behind',
  credentials: 'technical',
  sessions: 'technical',
  jobs: 'technical',
  cache: 'technical',
  schema: 'technical',
  'unknown-table': 'unknown',
} as const satisfies Record<string, Place>;
export type Fate = keyof typeof PLACE_OF;

const fates = <Names extends string>(
  table: Readonly<Partial<Record<Fate, readonly Names[]>>>,
): ReadonlyMap<string, { readonly name: string; readonly fate: Fate }> => {
  const known = new Map<string, { readonly name: string; readonly fate: Fate }>();
  for (const fate of Object.keys(PLACE_OF) as Fate[]) {
    for (const name of table[fate] ?? []) known.set(name.toLowerCase(), { name, fate });
  }
  return known;
};

/**
 * Every table of Mattermost 5.37 to 11, of Playbooks, Boards and Calls, in the spelling of MySQL, by its name in small
 * letters (Mattermost: server/channels/db/migrations; Playbooks: server/sqlstore; Boards: server/services/store/sqlstore;
 * Calls: server/db).
 */
export const TABLE_FATES = fates({
  'as-messages': ['Posts'],
  'as-people': ['Users'],
  'as-bots': ['Bots'],
  'as-team-names': ['Teams'],
  'as-channels': ['Channels'],
  'as-members': ['ChannelMembers'],
  'as-files': ['FileInfo'],
  'as-reactions': ['Reactions'],
  'as-emoji': ['Emoji'],
  'as-message-text': ['PostsPriority', 'PostAcknowledgements'],
  'bookmarks-file': ['ChannelBookmarks'],
  'groups-file': ['UserGroups', 'GroupMembers'],
  'as-last-activity': ['Status'],
  'as-integrations': ['IncomingWebhooks', 'OutgoingWebhooks', 'Commands', 'OAuthApps'],
  'personal-settings': [
    ...['Preferences', 'SidebarCategories', 'SidebarChannels', 'ThreadMemberships'],
    ...['RecentSearches', 'PostReminders', 'PersistentNotifications', 'NotificationViewState'],
    // Summaries that an assistant makes for one person (migration 149).
    ...['Recaps', 'RecapChannels'],
  ],
  'set-by-hand': ['PropertyGroups', 'PropertyFields', 'PropertyValues'],
  unsent: ['Drafts', 'ScheduledPosts'],
  'server-settings': [
    ...['Systems', 'Roles', 'Schemes', 'Licenses', 'Configurations', 'ConfigurationFiles'],
    ...['RetentionPolicies', 'RetentionPoliciesChannels', 'RetentionPoliciesTeams'],
    ...['GroupTeams', 'GroupChannels', 'TermsOfService', 'UserTermsOfService'],
    ...['AccessControlPolicies', 'AccessControlPolicyHistory', 'OutgoingOAuthConnections'],
    ...['ContentFlaggingCommonReviewers', 'ContentFlaggingTeamReviewers'],
    ...['ContentFlaggingTeamSettings', 'ChannelGuards'],
  ],
  'membership-history': ['TeamMembers', 'ChannelMemberHistory', 'ChannelJoinRequests'],
  audit: ['Audits', 'Compliances', 'ReadReceipts', 'TrueUpReviewHistory'],
  'shared-servers': [
    ...['RemoteClusters', 'SharedChannels', 'SharedChannelRemotes', 'SharedChannelUsers'],
    'SharedChannelAttachments',
  ],
  'playbooks-files': [
    ...['IR_Playbook', 'IR_PlaybookMember', 'IR_Incident', 'IR_Run_Participants'],
    ...['IR_StatusPosts', 'IR_TimelineEvent', 'IR_Metric', 'IR_MetricConfig', 'IR_Condition'],
  ],
  playbooks: [
    ...['IR_Category', 'IR_Category_Item', 'IR_ChannelAction'],
    ...['IR_PlaybookAutoFollow', 'IR_UserInfo', 'IR_ViewedChannel'],
  ],
  'boards-files': [
    ...['focalboard_boards', 'focalboard_blocks', 'focalboard_board_members'],
    'focalboard_file_info',
  ],
  boards: [
    ...['focalboard_boards_history', 'focalboard_blocks_history'],
    ...['focalboard_board_members_history', 'focalboard_categories'],
    ...['focalboard_category_boards', 'focalboard_sharing', 'focalboard_subscriptions'],
    ...['focalboard_preferences', 'focalboard_users', 'focalboard_teams'],
    'focalboard_workspaces',
  ],
  calls: ['calls', 'calls_channels', 'calls_sessions', 'calls_jobs'],
  plugin: ['PluginKeyValueStore'],
  'read-once': ['TemporaryPosts'],
  credentials: [
    ...['Tokens', 'UserAccessTokens', 'DesktopTokens', 'PasswordRecovery', 'CommandWebhooks'],
    ...['OAuthAccessData', 'OAuthAuthData'],
  ],
  sessions: ['Sessions', 'UploadSessions', 'focalboard_sessions', 'ProductNoticeViewState'],
  jobs: [
    ...['Jobs', 'JobStatuses', 'ClusterDiscovery', 'NotifyAdmin', 'RetentionIdsForDeletion'],
    'focalboard_notification_hints',
  ],
  cache: [
    ...['Threads', 'PublicChannels', 'LinkMetadata', 'Translations', 'AttributeView'],
    ...['PostStats', 'posts_by_team_day', 'bot_posts_by_team_day', 'file_stats'],
  ],
  schema: [
    ...['db_migrations', 'schema_migrations', 'db_lock', 'IR_System', 'IR_db_migrations'],
    ...['focalboard_schema_migrations', 'focalboard_system_settings', 'db_migrations_calls'],
    'gorp_migrations',
  ],
});

/** What becomes of the rows that are a thing of their own, whatever becomes of their table. */
export const PART_FATES: Readonly<Record<TablePart, Fate>> = {
  bookmarks: 'bookmarks-file',
  'saved-posts': 'saved-posts-files',
  favourites: 'favourites-file',
  'sidebar-categories': 'personal-settings',
  'channel-admins': 'channel-admins-file',
  'team-admins': 'set-by-hand',
  'custom-status': 'as-status',
  'profile-attributes': 'set-by-hand',
  'scheduled-posts': 'unsent',
  drafts: 'unsent',
  reminders: 'personal-settings',
  'channel-banners': 'no-counterpart',
  'thread-follows': 'personal-settings',
  'notification-settings': 'personal-settings',
  'muted-channels': 'personal-settings',
  'user-groups': 'groups-file',
  'retention-policies': 'server-settings',
  boards: 'boards-files',
  'board-cards': 'boards-files',
  playbooks: 'playbooks-files',
  'playbook-runs': 'playbooks-files',
  'playbook-attributes': 'playbooks-files',
  'playbook-conditions': 'playbooks-files',
  calls: 'calls',
  'call-recordings': 'as-call-posts',
  'call-transcripts': 'as-call-posts',
};

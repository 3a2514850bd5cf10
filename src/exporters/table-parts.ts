import type { TablePart } from '../model/database-rows.ts';
import type { SourceEngine } from '../model/source-kind.ts';

/** A statement's condition for the rows of a part; no value of a user is in it. */
export interface PartOfTable {
  readonly part: TablePart;
  readonly table: string;
  /** Without one of these columns there is no such part. */
  readonly columns: readonly string[];
  readonly where: (engine: SourceEngine) => string;
}

/** JSON as text: jsonb is compared with no pattern. */
const asText = (engine: SourceEngine, column: string): string =>
  engine === 'postgres' ? `CAST(${column} AS text)` : column;

const LIVE = '(DeleteAt = 0 OR DeleteAt IS NULL)';

/** Databases write JSON with and without a blank after the colon. */
const holds = (engine: SourceEngine, column: string, key: string, value: string): string =>
  `(${asText(engine, column)} LIKE '%"${key}":${value}%' OR ${asText(engine, column)} LIKE '%"${key}": ${value}%')`;

const part = (
  name: TablePart,
  table: string,
  columns: readonly string[],
  where: PartOfTable['where'],
): PartOfTable => ({ part: name, table, columns, where });

/**
 * Where the parts are (Mattermost's server/public/model: preference.go, channel_sidebar.go, custom_status.go,
 * channel_banner.go).
 */
export const PARTS_OF_TABLES: readonly PartOfTable[] = [
  part('bookmarks', 'ChannelBookmarks', ['DeleteAt'], () => LIVE),
  part('saved-posts', 'Preferences', ['Category'], () => "Category = 'flagged_post'"),
  part(
    'favourites',
    'Preferences',
    ['Category', 'Value'],
    () => "Category = 'favorite_channel' AND Value = 'true'",
  ),
  part('sidebar-categories', 'SidebarCategories', ['Type'], () => "Type = 'custom'"),
  part(
    'channel-admins',
    'ChannelMembers',
    ['SchemeAdmin', 'Roles'],
    () => "(SchemeAdmin = TRUE OR Roles LIKE '%channel_admin%')",
  ),
  part(
    'team-admins',
    'TeamMembers',
    ['SchemeAdmin', 'Roles', 'DeleteAt'],
    () => `${LIVE} AND (SchemeAdmin = TRUE OR Roles LIKE '%team_admin%')`,
  ),
  part(
    'custom-status',
    'Users',
    ['Props'],
    (engine) => `${asText(engine, 'Props')} LIKE '%"customStatus"%emoji%'`,
  ),
  part(
    'profile-attributes',
    'PropertyValues',
    ['TargetType', 'DeleteAt'],
    () => `${LIVE} AND TargetType = 'user'`,
  ),
  part(
    'scheduled-posts',
    'ScheduledPosts',
    ['ProcessedAt'],
    () => '(ProcessedAt = 0 OR ProcessedAt IS NULL)',
  ),
  part('drafts', 'Drafts', ['DeleteAt'], () => LIVE),
  part('reminders', 'PostReminders', [], () => '1 = 1'),
  part('channel-banners', 'Channels', ['BannerInfo'], (engine) =>
    holds(engine, 'BannerInfo', 'enabled', 'true'),
  ),
  part('thread-follows', 'ThreadMemberships', ['Following'], () => 'Following = TRUE'),
  part(
    'notification-settings',
    'Users',
    ['NotifyProps'],
    (engine) => `${asText(engine, 'NotifyProps')} LIKE '{"%'`,
  ),
  part('muted-channels', 'ChannelMembers', ['NotifyProps'], (engine) =>
    holds(engine, 'NotifyProps', 'mark_unread', '"mention"'),
  ),
  part('user-groups', 'UserGroups', ['DeleteAt'], () => LIVE),
  part('retention-policies', 'RetentionPolicies', [], () => '1 = 1'),
  // The templates that every server has are no content of anybody (Boards: server/model/team.go, GlobalTeamID).
  part(
    'boards',
    'focalboard_boards',
    ['delete_at', 'team_id'],
    () => "(delete_at = 0 OR delete_at IS NULL) AND team_id <> '0'",
  ),
  part(
    'board-cards',
    'focalboard_blocks',
    ['type', 'delete_at'],
    () => "type = 'card' AND (delete_at = 0 OR delete_at IS NULL)",
  ),
  part('playbooks', 'IR_Playbook', [], () => '1 = 1'),
  part('playbook-runs', 'IR_Incident', [], () => '1 = 1'),
  // Attributes are properties of Mattermost's (Playbooks: server/app/property_service.go).
  part(
    'playbook-attributes',
    'PropertyValues',
    ['TargetType', 'DeleteAt'],
    () => `${LIVE} AND TargetType = 'run'`,
  ),
  part('playbook-conditions', 'IR_Condition', ['DeleteAt'], () => LIVE),
  // Jobs of a call (Calls: server/public/job.go).
  part('calls', 'calls', ['DeleteAt'], () => LIVE),
  part('call-recordings', 'calls_jobs', ['Type'], () => "Type = 'recording'"),
  part('call-transcripts', 'calls_jobs', ['Type'], () => "Type = 'transcribing'"),
];

import type { Fate } from './places.ts';

/** Columns of one table that do not share the fate of its rows. */
type ColumnFates = Readonly<Partial<Record<Fate, readonly string[]>>>;

/** Columns that move or are kept with their rows, and those that are not, of the tables that are moved or kept. */
export interface ColumnPlaces {
  readonly moved: readonly string[];
  readonly others: ColumnFates;
}

/** Mattermost: server/channels/db/migrations. */
const PLACES_BY_TABLE: Readonly<Record<string, ColumnPlaces>> = {
  Users: {
    moved: [
      ...['Id', 'Username', 'Email', 'Nickname', 'FirstName', 'LastName', 'Position', 'Roles'],
      ...['Locale', 'Timezone', 'CreateAt', 'UpdateAt', 'DeleteAt', 'RemoteId', 'IsBot'],
    ],
    others: {
      'as-status': ['Props'],
      'personal-settings': ['NotifyProps', 'ThemeProps', 'AllowMarketing'],
      'no-counterpart': ['LastPictureUpdate'],
      'server-settings': ['AcceptedTermsOfServiceId', 'AcceptedServiceTermsId'],
      'as-last-activity': ['LastLogin', 'LastActivityAt'],
      credentials: [
        ...['Password', 'AuthData', 'AuthService', 'EmailVerified', 'LastPasswordUpdate'],
        ...['FailedAttempts', 'MfaActive', 'MfaSecret', 'MfaUsedTimestamps'],
      ],
    },
  },
  Bots: {
    moved: ['UserId', 'OwnerId', 'Description', 'CreateAt', 'UpdateAt', 'DeleteAt'],
    others: { 'no-counterpart': ['LastIconUpdate'] },
  },
  Teams: {
    moved: ['Id', 'CreateAt', 'UpdateAt', 'DeleteAt', 'DisplayName', 'Name', 'Type'],
    others: {
      'no-counterpart': ['Description', 'LastTeamIconUpdate'],
      'server-settings': [
        ...['Email', 'CompanyName', 'AllowedDomains', 'InviteId', 'AllowOpenInvite'],
        ...['SchemeId', 'GroupConstrained', 'CloudLimitsArchived'],
      ],
    },
  },
  Channels: {
    moved: [
      ...['Id', 'CreateAt', 'UpdateAt', 'DeleteAt', 'TeamId', 'Type', 'DisplayName', 'Name'],
      ...['Header', 'Purpose', 'CreatorId'],
    ],
    others: {
      'no-counterpart': ['BannerInfo', 'DefaultCategoryName', 'AutoTranslation'],
      'server-settings': ['SchemeId', 'GroupConstrained', 'Discoverable'],
      'shared-servers': ['Shared'],
      cache: [
        ...['LastPostAt', 'TotalMsgCount', 'ExtraUpdateAt', 'TotalMsgCountRoot'],
        ...['LastRootPostAt', 'PolicyEnforced'],
      ],
    },
  },
  ChannelMembers: {
    moved: ['ChannelId', 'UserId'],
    others: {
      'set-by-hand': ['Roles', 'SchemeUser', 'SchemeAdmin', 'SchemeGuest'],
      'personal-settings': [
        ...['NotifyProps', 'AutoTranslation', 'LastViewedAt', 'LastUpdateAt', 'MsgCount'],
        ...['MentionCount', 'MentionCountRoot', 'MsgCountRoot', 'UrgentMentionCount'],
        ...['AutoTranslationDisabled', 'LastViewedPinnedPostAt'],
      ],
    },
  },
  Posts: {
    moved: [
      ...['Id', 'CreateAt', 'UpdateAt', 'EditAt', 'DeleteAt', 'IsPinned', 'UserId', 'ChannelId'],
      ...['RootId', 'ParentId', 'OriginalId', 'Message', 'Type', 'Props', 'Filenames', 'FileIds'],
      ...['HasReactions', 'RemoteId'],
    ],
    others: { cache: ['Hashtags'] },
  },
  FileInfo: {
    moved: [
      ...['Id', 'CreatorId', 'PostId', 'ChannelId', 'CreateAt', 'UpdateAt', 'DeleteAt', 'Path'],
      ...['Name', 'Extension', 'Size', 'MimeType', 'Width', 'Height', 'RemoteId', 'Archived'],
    ],
    others: {
      cache: ['ThumbnailPath', 'PreviewPath', 'HasPreviewImage', 'MiniPreview', 'Content'],
    },
  },
  Reactions: {
    moved: [
      ...['UserId', 'PostId', 'EmojiName', 'CreateAt', 'UpdateAt', 'DeleteAt', 'RemoteId'],
      'ChannelId',
    ],
    others: {},
  },
  Emoji: {
    moved: ['Id', 'CreateAt', 'UpdateAt', 'DeleteAt', 'CreatorId', 'Name'],
    others: {},
  },
  PostsPriority: {
    moved: ['PostId', 'ChannelId', 'Priority', 'RequestedAck'],
    others: { 'personal-settings': ['PersistentNotifications'] },
  },
  PostAcknowledgements: {
    moved: ['PostId', 'UserId', 'AcknowledgedAt', 'RemoteId', 'ChannelId'],
    others: {},
  },
  ChannelBookmarks: {
    moved: [
      ...['Id', 'OwnerId', 'ChannelId', 'CreateAt', 'UpdateAt', 'DeleteAt', 'DisplayName'],
      ...['SortOrder', 'LinkUrl', 'Emoji', 'Type', 'OriginalId'],
    ],
    others: { 'no-counterpart': ['FileInfoId', 'ImageUrl', 'ParentId'] },
  },
  UserGroups: {
    moved: [
      'Id',
      'Name',
      'DisplayName',
      'Description',
      'CreateAt',
      'UpdateAt',
      'DeleteAt',
      'AllowReference',
    ],
    others: { 'server-settings': ['Source', 'RemoteId'] },
  },
  GroupMembers: { moved: ['GroupId', 'UserId', 'CreateAt', 'DeleteAt'], others: {} },
  Status: {
    moved: ['UserId', 'LastActivityAt'],
    others: { 'personal-settings': ['Status', 'Manual', 'DNDEndTime', 'PrevStatus'] },
  },
  IncomingWebhooks: {
    moved: ['UserId', 'ChannelId', 'DisplayName', 'Description', 'UpdateAt', 'DeleteAt'],
    others: {
      // The address of a webhook ends with it.
      credentials: ['Id'],
      'set-by-hand': ['CreateAt', 'TeamId', 'Username', 'IconURL', 'ChannelLocked'],
    },
  },
  OutgoingWebhooks: {
    moved: [
      ...['CreatorId', 'ChannelId', 'DisplayName', 'Description', 'UpdateAt', 'DeleteAt'],
      ...['TriggerWords', 'CallbackURLs'],
    ],
    others: {
      credentials: ['Token'],
      'set-by-hand': [
        ...['Id', 'CreateAt', 'TeamId', 'ContentType', 'TriggerWhen', 'Username', 'IconURL'],
      ],
    },
  },
  Commands: {
    moved: [
      ...['CreatorId', 'DisplayName', 'Description', 'UpdateAt', 'DeleteAt', 'Trigger', 'URL'],
    ],
    others: {
      credentials: ['Token'],
      'set-by-hand': [
        ...['Id', 'CreateAt', 'TeamId', 'Method', 'Username', 'IconURL', 'PluginId'],
        ...['AutoComplete', 'AutoCompleteDesc', 'AutoCompleteHint'],
      ],
    },
  },
  OAuthApps: {
    moved: ['CreatorId', 'Name', 'Description', 'UpdateAt', 'CallbackUrls'],
    others: {
      credentials: ['ClientSecret'],
      'set-by-hand': [
        ...['Id', 'CreateAt', 'Homepage', 'IsTrusted', 'IconURL', 'MattermostAppID'],
        'IsDynamicallyRegistered',
      ],
    },
  },
};

/**
 * Columns of the tables that are moved or kept, by table. One that is not here has one fate: it stays, or files have all
 * of its columns, as those of Boards and Playbooks have.
 */
export const COLUMN_PLACES: ReadonlyMap<string, ColumnPlaces> = new Map(
  Object.entries(PLACES_BY_TABLE),
);

/** Columns of a table that has no place for them; none of a table whose columns share one fate. */
export function unknownColumns(table: string, columns: readonly string[]): readonly string[] {
  const places = COLUMN_PLACES.get(table);
  if (places === undefined) return [];
  const known = new Set(
    [...places.moved, ...Object.values(places.others).flat()].map((name) => name.toLowerCase()),
  );
  return columns.filter((column) => !known.has(column.toLowerCase()));
}

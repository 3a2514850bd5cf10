import type {
  SlackBlock,
  SlackBotId,
  SlackChannelId,
  SlackFileId,
  SlackTeamId,
  SlackTs,
  SlackUserId,
  TableBlock,
} from './shapes.ts';

/*
 * The lists and messages of Slack's export ZIP, as far as they are written here. Slack publishes no specification; the
 * fields are those of real exports.
 */

export interface ExportProfile {
  title: string;
  phone: string;
  skype: string;
  real_name: string;
  real_name_normalized: string;
  display_name: string;
  display_name_normalized: string;
  status_text: string;
  status_emoji: string;
  /** Seconds since the epoch; 0 for a status that does not end, and for none. */
  status_expiration: number;
  first_name: string;
  last_name: string;
  team: SlackTeamId;
  /** Omitted for bots and for people without an address: the importer makes those bot users. */
  email?: string;
  bot_id?: SlackBotId;
}

/** An entry of `users.json`. */
export interface ExportUser {
  id: SlackUserId;
  team_id: SlackTeamId;
  name: string;
  deleted: boolean;
  real_name: string;
  tz?: string;
  profile: ExportProfile;
  is_admin: boolean;
  is_owner: boolean;
  is_primary_owner: boolean;
  is_restricted: boolean;
  is_ultra_restricted: boolean;
  is_bot: boolean;
  is_app_user: boolean;
  /** Seconds since the epoch. */
  updated: number;
}

export interface ExportText {
  value: string;
  creator: string;
  /** Seconds since the epoch; 0 for never. */
  last_set: number;
}

export interface ExportPin {
  id: SlackTs;
  type: 'C';
  created: number;
  user: string;
  owner: string;
}

/** An entry of `channels.json`, `groups.json` or `mpims.json`. */
export interface ExportChannel {
  id: SlackChannelId;
  name: string;
  /** Seconds since the epoch. */
  created: number;
  creator: string;
  is_archived: boolean;
  is_general: boolean;
  members: SlackUserId[];
  topic: ExportText;
  purpose: ExportText;
  pins?: ExportPin[];
}

/** An entry of `dms.json`. */
export interface ExportDirect {
  id: SlackChannelId;
  created: number;
  members: SlackUserId[];
}

export interface ExportReaction {
  name: string;
  users: SlackUserId[];
  count: number;
}

/** A hosted file in a message; the export never holds its bytes. */
export interface ExportFile {
  id: SlackFileId;
  created: number;
  timestamp: number;
  name: string;
  title: string;
  mimetype: string;
  filetype: string;
  pretty_type: string;
  user: string;
  size: number;
  mode: 'hosted' | 'tombstone';
  is_external: false;
  is_public: boolean;
  editable: false;
  display_as_bot: boolean;
  username: string;
  original_w?: number;
  original_h?: number;
  /** Address of the bytes; only when files are delivered by links. */
  url_private?: string;
  url_private_download?: string;
}

export interface ExportReplyRef {
  user: string;
  ts: SlackTs;
}

/** A legacy attachment; Mattermost and Slack use the same field names. */
export interface ExportAttachment {
  id?: number;
  fallback?: string;
  color?: string;
  pretext?: string;
  author_name?: string;
  author_link?: string;
  author_icon?: string;
  title?: string;
  title_link?: string;
  text?: string;
  fields?: { title: string; value: string; short: boolean }[];
  image_url?: string;
  thumb_url?: string;
  footer?: string;
  footer_icon?: string;
  ts?: string | number;
  mrkdwn_in?: string[];
  /**
   * Instead of the other fields but `fallback`
   * (docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments).
   */
  blocks?: readonly TableBlock[];
}

/** What a message says of the bot that wrote it (docs/export-facts.md); without an app, it has no `app_id`. */
export interface ExportBotProfile {
  id: SlackBotId;
  name: string;
  deleted: boolean;
  /** Seconds since the epoch. */
  updated: number;
  team_id: SlackTeamId;
}

/** One message of a day file. */
export interface ExportMessage {
  type: 'message';
  subtype?: string;
  user?: string;
  bot_id?: SlackBotId;
  bot_profile?: ExportBotProfile;
  username?: string;
  icons?: { image_48?: string; emoji?: string };
  text: string;
  ts: SlackTs;
  team?: SlackTeamId;
  blocks?: readonly SlackBlock[];
  attachments?: readonly ExportAttachment[];
  files?: ExportFile[];
  upload?: boolean;
  display_as_bot?: boolean;
  edited?: { user: string; ts: SlackTs };
  reactions?: readonly ExportReaction[];
  pinned_to?: SlackChannelId[];
  hidden?: true;
  thread_ts?: SlackTs;
  parent_user_id?: string;
  reply_count?: number;
  reply_users?: string[];
  reply_users_count?: number;
  latest_reply?: SlackTs;
  replies?: ExportReplyRef[];
  inviter?: SlackUserId;
  topic?: string;
  purpose?: string;
  old_name?: string;
  name?: string;
}

/** The UTC day of a `ts`, which names its day file: `YYYY-MM-DD`. */
export function dayOfTs(ts: SlackTs): string {
  return new Date(Number.parseInt(ts, 10) * 1000).toISOString().slice(0, 10);
}

/** The entry that holds the messages of a UTC day: `<folder>/YYYY-MM-DD.json`. `day` as `dayOfTs` gives it. */
export const dayFileOf = (folder: string, day: string): string => `${folder}/${day}.json`;

/** The entry that holds the message with this `ts`. */
export const dayFileName = (folder: string, ts: SlackTs): string => dayFileOf(folder, dayOfTs(ts));

export interface DayFileParts {
  readonly folder: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

const DAY_FILE = /^(.+)\/(\d{4}-\d{2}-\d{2})\.json$/;

/** Splits the name of a day file; undefined for every other entry. */
export function parseDayFileName(name: string): DayFileParts | undefined {
  const [, folder, day] = DAY_FILE.exec(name) ?? [];
  return folder === undefined || day === undefined ? undefined : { folder, day };
}

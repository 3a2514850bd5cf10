import type {
  Channel,
  ChannelBookmark,
  ChannelId,
  CustomEmoji,
  Post,
  SourceCounts,
  Team,
  User,
  UserGroup,
  UserId,
} from '../model.ts';

/** The time a run looks at, by the posts' CreateAt; `toMs` is exclusive. */
export interface TimeRange {
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
}

/** Where the source stands, for reports. */
export interface SourceDescription {
  readonly engine: 'mysql' | 'postgres';
  readonly databaseVersion: string;
  /** As the Systems table says; '' when it does not. */
  readonly mattermostVersion: string;
  readonly warnings: readonly string[];
}

/** A row that belongs to nothing we could put it in. */
export interface StrayPost {
  readonly id: string;
  readonly channelId: string;
}

/** Mattermost's content, whatever holds it. Everything it gives is of one moment. */
export interface Source {
  describe(): Promise<SourceDescription>;
  teams(): Promise<readonly Team[]>;
  /** Bots, guests and deactivated people included, ordered by id. */
  users(): Promise<readonly User[]>;
  /** Archived ones included, ordered by id. Rows of an unknown type are left to the counts. */
  channels(): Promise<readonly Channel[]>;
  /** User ids in code-unit order for each of the channels; a channel without members has no entry. */
  members(channels: readonly ChannelId[]): Promise<ReadonlyMap<ChannelId, readonly UserId[]>>;
  /** Live custom emoji, ordered by id. */
  customEmoji(): Promise<readonly CustomEmoji[]>;
  /** Groups that may be mentioned. */
  userGroups(): Promise<readonly UserGroup[]>;
  /** Links above channels; none before Mattermost 9.7. */
  bookmarks(): Promise<readonly ChannelBookmark[]>;
  counts(range: TimeRange): Promise<SourceCounts>;
  /** Up to `limit` posts whose channel has no row. */
  strayPosts(limit: number): Promise<readonly StrayPost[]>;
  /**
   * The channel's live posts and the deleted roots whose replies remain, in (CreateAt, Id) order, in
   * pages of a bounded size. Nothing for a channel without posts. The next page is read when it is asked for.
   */
  posts(channel: ChannelId, range: TimeRange): AsyncIterable<readonly Post[]>;
  close(): Promise<void>;
}

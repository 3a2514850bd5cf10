import type { MessagePort } from 'node:worker_threads';
import type { Line } from '../errors/errors.ts';
import type { DatabaseRows } from '../model/database-rows.ts';
import type { Migration } from '../model/migration.ts';
import type {
  Channel,
  ChannelBookmark,
  ChannelId,
  CustomEmoji,
  FileInfo,
  Post,
  PostCount,
  PostId,
  SourceCounts,
  Team,
  User,
  UserGroup,
  UserId,
} from '../model/model.ts';
import type { PluginReading } from '../model/plugin-rows.ts';
import type { RowCount } from '../model/row-counts.ts';
import type { SourceEngine, SourceLack } from '../model/source-kind.ts';
import type { DoubledIds } from './ids.ts';
import type { KeptRows } from './kept-rows.ts';
import type { Behind } from './posts/crowded.ts';
import type { Hanging } from './posts/units/hanging.ts';
import type { ReadSavedPosts } from './saved-posts.ts';

/** The time a run looks at, by the posts' CreateAt; `toMs` is exclusive. */
export interface TimeRange {
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
}

/** Where the source is, for reports. */
export interface SourceDescription {
  readonly engine: SourceEngine;
  readonly databaseVersion: string;
  /** As the source itself says (the Systems table); '' when it does not. */
  readonly mattermostVersion: string;
  /** What changed the schema, by number; none before Mattermost 6.4. */
  readonly migrations: readonly Migration[];
  /** Codes of what the source cannot hold, such as `deleted-posts`; none for a database. */
  readonly lacks: readonly SourceLack[];
  readonly warnings: readonly Line[];
}

/** A row that belongs to nothing we could put it in. */
export interface OrphanPost {
  readonly id: string;
  readonly channelId: string;
}

/** A post that was deleted and has its row still. */
export interface DeletedPost {
  readonly id: PostId;
  readonly createAtMs: number;
  readonly deleteAtMs: number;
}

/** Channels, or a stretch of one, that are read by the same few statements. A value that can be copied to a thread. */
export interface PostUnit {
  /** In the order that was given to `divide`. */
  readonly channels: readonly ChannelId[];
  /**
   * Of a large channel: the posts whose places (`placeMs`) lie in [fromMs, toMs), cut where a UTC day begins and no post
   * lies within a second before. Undefined for whole channels.
   */
  readonly stretch: { readonly fromMs: number; readonly toMs: number } | undefined;
  /** Live posts, about. */
  readonly posts: number;
  /** Channels that may have more rows of a millisecond than fit into it shortly before the range. */
  readonly crowded: readonly ChannelId[];
  /** Of a stretch: where posts of its channel are moved behind such milliseconds. */
  readonly behind: Behind | undefined;
  /** Of a stretch: the times of its deleted rows, each once and in order. */
  readonly deletedMs: readonly number[] | undefined;
  /** Of a snapshot: how many rows of other tables, and replies, posts have at most. */
  readonly hanging?: Hanging;
}

/** Changes of a channel's posts at or after a moment. */
export interface ChannelChanges {
  /** The latest of them. */
  readonly latestMs: number;
  /** Number of rows that changed. */
  readonly rows: number;
}

/** Some posts of a channel. */
export interface ChannelPosts {
  readonly channel: ChannelId;
  readonly posts: readonly Post[];
}

/** A text that a post had before an edit, of a row of its own. */
export interface FormerText {
  readonly id: PostId;
  readonly userId: UserId | undefined;
  readonly message: string;
  /** When the next text came; undefined when the row does not say it. */
  readonly untilMs: number | undefined;
}

/** A row of edit history. */
export interface FormerRow {
  /** The row in the form of a post, without reactions and files. */
  readonly post: Post;
  readonly originalId: PostId;
  /** The post that it is of; undefined when the channel gives none with that id and time. */
  readonly original: Pick<Post, 'userId' | 'type'> | undefined;
}

/** What is counted of a row that is no live post. */
export interface RowFacts {
  readonly id: PostId;
  readonly userId: UserId | undefined;
  readonly type: string;
  readonly isFormer: boolean;
  /** Of a row of edit history: the post that it is of, where the channel has it. */
  readonly original: Pick<Post, 'userId' | 'type'> | undefined;
  readonly files: number;
  readonly reactions: number;
}

/** Mattermost's content, whatever holds it. Everything it gives is of one moment. */
export interface Source {
  describe(): Promise<SourceDescription>;
  teams(): Promise<readonly Team[]>;
  /** Bots, guests and deactivated people included, ordered by id. */
  users(): Promise<readonly User[]>;
  /** Archived ones included, ordered by id. Rows of an unknown type are left to the counts. */
  channels(): Promise<readonly Channel[]>;
  /** True for a channel that is not public, asked anew each time; false for one without a row. */
  isHidden(channel: ChannelId): Promise<boolean>;
  /** User ids in code-unit order for each of the channels; a channel without members has no entry. */
  members(channels: readonly ChannelId[]): Promise<ReadonlyMap<ChannelId, readonly UserId[]>>;
  /** Live custom emoji, ordered by id. */
  customEmoji(): Promise<readonly CustomEmoji[]>;
  /** Groups that may be mentioned. */
  userGroups(): Promise<readonly UserGroup[]>;
  /** Links and files above channels, of the given ones or of all; none before Mattermost 9.7. */
  bookmarks(channels?: readonly ChannelId[]): Promise<readonly ChannelBookmark[]>;
  /** Rows of posts by channel and state. */
  postCounts(range: TimeRange): Promise<readonly PostCount[]>;
  /** Rows of all that is migrated; `posts`: what `postCounts` gave, if it was asked. */
  counts(range: TimeRange, posts?: readonly PostCount[]): Promise<SourceCounts>;
  /** Rows of every table, counted before the snapshot; undefined where a run does not ask for them. */
  readonly databaseRows?: DatabaseRows | undefined;
  /** Rows for lists that a person works off; undefined as above. */
  readonly kept?: KeptRows | undefined;
  /** Undefined where the source has no saved posts or may not read them. */
  readonly savedPosts?: ReadSavedPosts | undefined;
  /** What plugins keep in tables of their own; undefined as above. */
  readonly plugins?: PluginReading | undefined;
  /** Up to `limit` posts whose channel has no row. */
  orphanPosts(limit: number): Promise<readonly OrphanPost[]>;
  /**
   * The channel's live posts and the deleted roots whose replies remain, in (CreateAt, Id) order, in
   * pages of a bounded size. A reply that would come before its root follows the posts of the root's millisecond.
   * Nothing for a channel without posts. The next page is read when it is asked for.
   */
  posts(channel: ChannelId, range: TimeRange): AsyncIterable<readonly Post[]>;
  /**
   * Divides channels into units of some thousand posts, which can be read in any order and by different connections to
   * one moment. A channel without posts is in none.
   */
  divide(
    channels: readonly ChannelId[],
    range: TimeRange,
    counted?: readonly PostCount[],
  ): Promise<readonly PostUnit[]>;
  /** As `posts`, channel after channel; the posts of a large channel are those of its units, one after the other. */
  unitPosts(unit: PostUnit, range: TimeRange): AsyncIterable<ChannelPosts>;
  /** The latest change of any post, edit history included; 0 for none. An index away, however many there are. */
  latestChangeMs(): Promise<number>;
  /** Channels with posts that changed at or after a moment, deleted ones and edit history too. */
  changedChannels(sinceMs: number): Promise<ReadonlyMap<ChannelId, ChannelChanges>>;
  /** As `posts`, but only what changed at or after a moment (UpdateAt). */
  changedPosts(
    channel: ChannelId,
    range: TimeRange,
    sinceMs: number,
  ): AsyncIterable<readonly Post[]>;
  /** Posts that were deleted at or after a moment, the newest CreateAt first; roots whose replies remain too. */
  deletedPosts(channel: ChannelId, sinceMs: number): AsyncIterable<readonly DeletedPost[]>;
  /**
   * Deleted posts of a channel that `posts` does not give, in (CreateAt, Id) order, with their texts and without
   * reactions and files.
   */
  withdrawnPosts(channel: ChannelId, range: TimeRange): AsyncIterable<readonly Post[]>;
  /** Which of these posts have no row, live or deleted. */
  removedPosts(ids: readonly PostId[]): Promise<readonly PostId[]>;
  /**
   * Which of these posts are deleted and no roots of live replies, whenever that came about: the last reply may be
   * deleted long after its root, whose row does not change then.
   */
  withdrawnAmong(ids: readonly PostId[]): Promise<readonly PostId[]>;
  /**
   * Which of these posts may have lost a reaction at or after a moment: those with the row of one that was taken back,
   * and all where no such rows are kept.
   */
  postsWithReactionsTakenBack(ids: readonly PostId[], sinceMs: number): Promise<readonly PostId[]>;
  /** As `posts`, but only the live ones that are not known, for which all ids are read. */
  unknownPosts(
    channel: ChannelId,
    range: TimeRange,
    isKnown: (id: PostId) => boolean,
  ): AsyncIterable<readonly Post[]>;
  /** Reads the given posts, as far as `posts` would yield them. */
  postsOf(channel: ChannelId, range: TimeRange, ids: readonly PostId[]): Promise<readonly Post[]>;
  /** Texts that posts of the channel had before their edits, the latest first, as far as their rows are there. */
  formerTexts(
    channel: ChannelId,
    posts: readonly Pick<Post, 'id' | 'createAtMs'>[],
  ): Promise<ReadonlyMap<PostId, readonly FormerText[]>>;
  /** Every row of edit history of a channel, in (CreateAt, Id) order; its time is that of its post. */
  formerRows(channel: ChannelId, range: TimeRange): AsyncIterable<readonly FormerRow[]>;
  /** The posts, the deleted ones with the reactions and files that they had. */
  withDeletedParts(posts: readonly Post[]): Promise<readonly Post[]>;
  /** Counts the rows of posts by channel and by what they are; `people` are counted apart, and no others. */
  rowCounts(range: TimeRange, people: readonly UserId[]): Promise<readonly RowCount[]>;
  /** Every deleted row and row of edit history of a channel with what is counted of it, in no certain order. */
  rowFacts(channel: ChannelId, range: TimeRange): AsyncIterable<readonly RowFacts[]>;
  /** Undefined where no other thread can read. */
  readonly shared?: SharedPosts;
  close(): Promise<void>;
}

/** What reads whole conversations, and what was deleted or edited in them. */
export type PostReading = Pick<Source, 'posts' | 'unitPosts' | 'bookmarks' | keyof DeletedReading>;

/** What reads deleted posts and earlier texts. */
export type DeletedReading = Pick<
  Source,
  'withdrawnPosts' | 'formerTexts' | 'formerRows' | 'withDeletedParts'
>;

/** Looks files up in the file store; returns them in their order. */
export type LookUpFiles = (files: readonly FileInfo[]) => Promise<readonly FileInfo[]>;

/** What was found out about the posts of a source, as plain data. */
export interface PostFacts {
  readonly engine: SourceEngine;
  /** How often texts are undone that were read as latin1. */
  readonly rounds: number;
  readonly doubled: { readonly posts: DoubledIds; readonly files: DoubledIds };
  readonly options: {
    readonly postsPerPage: number;
    readonly longTextCharacters: number;
    readonly maxHeldChanges: number;
    readonly rowsPerUnit: number;
    readonly maxAttachedRows: number;
    readonly maxRowBytes: number;
    readonly hasPriorities: boolean;
    readonly hasParentedReplies: boolean;
  };
}

/** A way for other threads to read the same posts, over the same connection and in the same snapshot. */
export interface SharedPosts {
  readonly facts: PostFacts;
  /** Answers a thread until the port closes. */
  readonly serve: (port: MessagePort) => void;
  /** True when credentials are taken out of texts. */
  readonly isRedacted: boolean;
  /** Undefined when files are not looked up. */
  readonly lookUp: LookUpFiles | undefined;
}

import type { Repairable } from './encoding.ts';
import type { Redaction } from './secrets.ts';
import type { Tie } from './tie.ts';
import type { UnusableRows } from './unusable-rows.ts';

/**
 * Mattermost's content with the accidents of its tables removed: JSON columns are parsed,
 * "0 for never" is undefined, every time is in milliseconds since the epoch (UTC), ids are branded.
 */

/** Databases that Mattermost runs on; `mysql` includes MariaDB. */
export type Engine = 'mysql' | 'postgres';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type UserId = Branded<'UserId'>;
export type TeamId = Branded<'TeamId'>;
export type ChannelId = Branded<'ChannelId'>;
export type PostId = Branded<'PostId'>;
export type FileId = Branded<'FileId'>;
export type EmojiId = Branded<'EmojiId'>;

/** Each gives a column's text its brand; nothing is checked, because old servers hold ids of any shape. */
export const userId = (text: string): UserId => text as UserId;
export const teamId = (text: string): TeamId => text as TeamId;
export const channelId = (text: string): ChannelId => text as ChannelId;
export const postId = (text: string): PostId => text as PostId;
export const fileId = (text: string): FileId => text as FileId;
export const emojiId = (text: string): EmojiId => text as EmojiId;

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export interface Team extends Repairable {
  readonly id: TeamId;
  readonly name: string;
  readonly displayName: string;
  readonly deleteAtMs: number | undefined;
}

export type UserKind = 'person' | 'guest' | 'bot' | 'system-bot';

/** What people say of themselves beside their names. */
export interface CustomStatus {
  /** Mattermost's name, without colons; '' for none. */
  readonly emoji: string;
  readonly text: string;
  /** Undefined for a status that does not end by itself. */
  readonly expiresAtMs: number | undefined;
}

export interface User extends Repairable {
  readonly id: UserId;
  readonly username: string;
  /** Empty when there is none; a bot's is invented by Mattermost (`name@localhost`) and never shown. */
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly nickname: string;
  readonly position: string;
  readonly kind: UserKind;
  readonly roles: readonly string[];
  readonly locale: string;
  /** IANA name; undefined when Mattermost holds none. */
  readonly timezone: string | undefined;
  readonly createAtMs: number;
  readonly updateAtMs: number;
  /** Set when the person was deactivated; the posts stay theirs. */
  readonly deleteAtMs: number | undefined;
  /** Undefined for none, and for one that cannot be read. It may be over. */
  readonly customStatus: CustomStatus | undefined;
  /** Not empty for a synthetic account of a shared channel's other server. */
  readonly remoteId: string;
}

/** `O` public, `P` private, `D` direct, `G` group message in Mattermost's own column. */
export type ChannelType = 'public' | 'private' | 'direct' | 'group';

export interface Channel extends Repairable {
  readonly id: ChannelId;
  readonly type: ChannelType;
  /** Undefined for direct and group messages, which belong to no team. */
  readonly teamId: TeamId | undefined;
  readonly name: string;
  readonly displayName: string;
  readonly header: string;
  readonly purpose: string;
  readonly creatorId: UserId | undefined;
  readonly createAtMs: number;
  /** Set when the channel was archived; its posts stay. */
  readonly deleteAtMs: number | undefined;
  /** What was taken out of its header and purpose. */
  readonly redactions?: readonly Redaction[];
}

export interface Reaction extends Repairable {
  readonly userId: UserId;
  readonly emojiName: string;
  readonly createAtMs: number;
}

export interface FileInfo extends Repairable {
  readonly id: FileId;
  readonly creatorId: UserId | undefined;
  readonly createAtMs: number;
  /** Relative to the file store's root; never rebuilt from other columns. */
  readonly path: string;
  readonly name: string;
  readonly extension: string;
  readonly sizeBytes: number;
  readonly mimeType: string;
  readonly widthPx: number | undefined;
  readonly heightPx: number | undefined;
  /** True for a file that only the post's old Filenames column names: it has no row, and no table says its size. */
  readonly isLegacy?: true;
  /** True for a file of a bulk export whose bytes are not beside it: nothing says their size. */
  readonly hasUnknownSize?: true;
  /** Where the bytes may be as well, for a file without a row or with a path in a wrong character set. */
  readonly otherPaths?: readonly string[];
  /** What the file store has; not there until somebody has looked. */
  readonly stored?: StoredBytes;
}

/** Whether a file's bytes can be had from the file store; `refused` for a path that leads out of it. */
export type StoredBytes =
  | {
      readonly state: 'there';
      readonly sizeBytes: number;
      /** Where Slack may fetch them, when they are delivered by links. */
      readonly link?: string;
    }
  | { readonly state: 'missing'; readonly sizeBytes?: never }
  | { readonly state: 'refused'; readonly sizeBytes?: never }
  /** There, and holding a credential, for which it stays behind. */
  | { readonly state: 'secret'; readonly sizeBytes: number };

export interface CustomEmoji extends Repairable {
  readonly id: EmojiId;
  readonly name: string;
  readonly creatorId: UserId | undefined;
  readonly createAtMs: number;
}

export interface UserGroup {
  readonly name: string;
  readonly displayName: string;
  /** In code-unit order. */
  readonly members: readonly UserId[];
}

/** A link that is shown above a channel (Mattermost 9.7 and newer). */
export interface ChannelBookmark {
  readonly id: string;
  readonly channelId: ChannelId;
  readonly title: string;
  /** Empty for a bookmark of a file. */
  readonly url: string;
  /** Name of the file of a bookmark of a file; empty for one of a link. */
  readonly fileName: string;
  /** `:name:` or empty, with Mattermost's name of the emoji. */
  readonly emoji: string;
  readonly ownerId: UserId | undefined;
}

/** The time at which a post has its place in its channel, in milliseconds. */
export const placeMs = ({ createAtMs, tie }: Pick<PostRef, 'createAtMs' | 'tie'>): number =>
  tie.rootMs ?? createAtMs;

/** What a post needs to be known by from another post of its thread. */
export interface PostRef {
  readonly id: PostId;
  readonly userId: UserId | undefined;
  readonly createAtMs: number;
  readonly tie: Tie;
  readonly type: string;
  readonly props: JsonObject;
  /** True for a root that was deleted while its replies stayed. */
  readonly isDeleted: boolean;
}

/** A reply as its root sees it; the text comes along only when the number of its messages depends on it. */
export interface ReplyRef extends PostRef {
  /** Set when it is long enough to be split. */
  readonly longMessage: string | undefined;
  /** Set when it may show nothing and the reply has no files. */
  readonly blankMessage: string | undefined;
}

/** The replies of a root in the order of time; those of a long thread are made anew in each pass over them. */
export type ReplyList = Iterable<ReplyRef> & { readonly length: number };

/** A post, maybe of another channel, that a text links to or shows a preview of. */
export interface LinkedPost extends PostRef {
  readonly channelId: ChannelId;
  readonly isReply: boolean;
  readonly message: string;
}

/** Why a reply is outside of its thread. */
export type MissingRoot = 'missing' | 'deleted' | 'other-channel' | 'is-a-reply' | 'outside-range';

export type ThreadPlace =
  | { readonly kind: 'alone' }
  | { readonly kind: 'root'; readonly replies: ReplyList }
  | { readonly kind: 'reply'; readonly root: PostRef }
  | { readonly kind: 'lost-reply'; readonly rootId: PostId; readonly reason: MissingRoot };

/** What was wrong in the row and mended on the way; each becomes a recorded loss. */
export type RowFault =
  | 'props-not-json'
  | 'nul-character'
  | 'lone-surrogate'
  | 'unreadable-character'
  | 'encoding-repaired'
  | 'file-ids-without-rows'
  | 'legacy-filenames';

export interface Post {
  readonly id: PostId;
  readonly channelId: ChannelId;
  /** The account that Mattermost names as author; for webhook posts the person who made the hook. */
  readonly userId: UserId | undefined;
  readonly createAtMs: number;
  readonly updateAtMs: number;
  readonly editAtMs: number | undefined;
  /** Set only on a deleted root whose replies remain; no other deleted post reaches the stream. */
  readonly deleteAtMs: number | undefined;
  readonly message: string;
  /** Empty for a plain post; `me`, `slack_attachment`, `system_…`, `custom_…` and others as stored. */
  readonly type: string;
  readonly props: JsonObject;
  readonly isPinned: boolean;
  readonly tie: Tie;
  readonly thread: ThreadPlace;
  readonly reactions: readonly Reaction[];
  readonly files: readonly FileInfo[];
  readonly priority: PostPriority | undefined;
  /** Posts that the text links to, as far as they are there. */
  readonly linked: readonly LinkedPost[];
  readonly faults: readonly RowFault[];
  /** What was taken out of its texts; each becomes a recorded loss. */
  readonly redactions?: readonly Redaction[];
}

export interface PostPriority {
  /** `important`, `urgent`, or empty when only an acknowledgement was asked for. */
  readonly level: string;
  readonly requestedAck: boolean;
  readonly acknowledgedBy: readonly UserId[];
}

/** `live` rows come through posts(); every other row has the reason why it does not. */
export type PostRowState =
  | 'live'
  | 'no-id'
  | 'doubled-id'
  | 'edit-history'
  | 'deleted'
  | 'impossible-time'
  | 'outside-range';

export interface PostCount {
  /** Undefined when the row names no channel. */
  readonly channelId: ChannelId | undefined;
  readonly state: PostRowState;
  readonly rows: number;
}

/** `own` says what is the matter with the row itself, `post` with the post it belongs to. */
export interface AttachedCount {
  readonly channelId: ChannelId | undefined;
  readonly own: 'live' | 'deleted' | 'detached' | 'no-id' | 'doubled-id';
  readonly post: PostRowState | 'missing';
  readonly rows: number;
}

/** SQL counts over whole tables, in the same snapshot as the streams, to hold the streams against. */
export interface SourceCounts {
  readonly postRows: number;
  readonly posts: readonly PostCount[];
  readonly reactionRows: number;
  readonly reactions: readonly AttachedCount[];
  readonly fileRows: number;
  readonly files: readonly AttachedCount[];
  readonly userRows: number;
  readonly channelRows: number;
  readonly emojiRows: number;
  /** Rows that nothing gives because of their ids; absent for none. */
  readonly unusable?: readonly UnusableRows[];
}

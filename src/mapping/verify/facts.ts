import { z } from 'zod';

/** Returns one name for an emoji, given Mattermost's or Slack's name. */
export type EmojiName = (name: string) => string;

/** A file of a message. */
export interface FileFacts {
  /** The id by which the files of both sides are paired. */
  readonly id: string;
  readonly name: string;
  /** Undefined where the target does not say. */
  readonly sizeBytes: number | undefined;
  /** Of the source: size of the bytes in the store, where that was looked up. */
  readonly storedBytes?: number | undefined;
  /** '' where the target does not say. */
  readonly mimeType: string;
  /** Of the source: true where a message may have the file by name in its text alone. */
  readonly mayBeNamed?: true | undefined;
  /** Of the source: the type that archives of version 0.1 have. */
  readonly mimeTypeOr?: string | undefined;
}

/** Content of a post in terms that both sides have: no markup, no ids of one side only. */
export interface PostFacts {
  /** Displayed author. */
  readonly author: string;
  /** Milliseconds since the epoch; whole seconds where the target counts those. */
  readonly atMs: number;
  /** Canonical text (text/canonical.ts): equal for what is the same to a reader, and for nothing else. */
  readonly text: string;
  /** Of the source: the same text for a message without blocks. */
  readonly textAsMrkdwn?: (() => string) | undefined;
  /** Of the source: the same text with its table in other places. */
  readonly textsOtherwise?: (() => readonly string[]) | undefined;
  /** Of the source: the same text with the rows of its tables as lines; undefined for a text without a table. */
  readonly textWithoutTables?: (() => string) | undefined;
  /** A line for each field (text/attachment-lines.ts). */
  readonly attachments: string;
  /** Of the source: the same as archives of version 0.1 have it. */
  readonly attachmentsOr?: string | undefined;
  /** Root of the thread that the post replies to; '' outside threads. */
  readonly thread: string;
  /** Time of the last edit, or a mark that there was one; '' when the post was never edited. */
  readonly edited: string;
  /** Of the source: the same as archives of version 0.1 have it. */
  readonly editedOr?: string | undefined;
  /** `name: people`, in code-unit order. */
  readonly reactions: readonly string[];
  readonly isPinned: boolean;
  readonly files: readonly FileFacts[];
  /** True for the deleted root of a thread. */
  readonly isTombstone: boolean;
  /** Of the target: true for messages of an archive of version 0.1. */
  readonly isOld?: true | undefined;
}

/** Properties of a channel, without its messages. */
export interface ChannelFacts {
  readonly name: string;
  readonly visibility: string;
  readonly isArchived: boolean;
  readonly topic: string;
  readonly purpose: string;
  /** Names, in code-unit order. */
  readonly members: readonly string[];
}

/** Properties of an account. */
export interface PersonFacts {
  readonly username: string;
  readonly realName: string;
  readonly displayName: string;
  readonly email: string;
  readonly isBot: boolean;
  readonly isDeactivated: boolean;
  readonly isAdmin: boolean;
  /** True for an owner or the primary owner. */
  readonly isOwner: boolean;
  readonly restriction: 'none' | 'restricted' | 'ultra-restricted';
  /** First name, last name, full name, title and time zone, as lines. */
  readonly profile: string;
}

/** `missing`: only in the source; `unexpected`: only in the target; `differs`: in both, with other values. */
export const DIFFERENCE_KINDS = ['missing', 'unexpected', 'differs'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** Kinds of things that are compared. */
export const COMPARED_THINGS = [
  ...(['message', 'file', 'channel', 'user', 'emoji', 'entry'] as const),
  /** An archive as a whole, outside of its entries. */
  'archive',
] as const;
export type ComparedThing = (typeof COMPARED_THINGS)[number];

/**
 * The fields that may differ; `consent` is a direct or group message that is in the target although not everybody in
 * it agreed; '' for a thing that is missing or unexpected as a whole. `public` is a private
 * conversation, or a message of one, that everybody can read in the target; `read-once` is a burn-on-read post, whose
 * readers were to see it once, that stays readable there.
 */
export const COMPARED_FIELDS = [
  'consent',
  'public',
  'read-once',
  '',
  'author',
  'time',
  'ts',
  'subtype',
  'hidden',
  'text',
  'attachments',
  'thread',
  'parent',
  'replies',
  'edited',
  'edited-by',
  'reactions',
  'pinned',
  'deleted',
  'day',
  'name',
  'format',
  'order',
  'size',
  'type',
  'sha256',
  'fetched',
  'losses',
  'visibility',
  'archived',
  'topic',
  'purpose',
  'members',
  'pins',
  'bookmarks',
  'general',
  'creator',
  'created',
  'real-name',
  'display-name',
  'email',
  'bot',
  'deactivated',
  'admin',
  'owner',
  'restricted',
  'profile',
  'listed',
  'content',
] as const;
export type ComparedField = (typeof COMPARED_FIELDS)[number];

/** A difference between source and target. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly thing: ComparedThing;
  readonly field: ComparedField;
  /** Mattermost's ids; '' where there is none or it is unknown. */
  readonly postId: string;
  readonly channelId: string;
  /** The conversation and the message in the target; '' where there is none. */
  readonly slackChannel: string;
  readonly ts: string;
  /** Another identifier: an id, a name, an entry of an archive. */
  readonly name: string;
  /** Values of both sides; may contain text of a post. */
  readonly source: string;
  readonly target: string;
}

/** Makes a difference; fields that are not given are ''. One shape for all: there can be one for each post. */
export const differenceOf = (
  about: Pick<Difference, 'kind' | 'thing'> & Partial<Difference>,
): Difference => ({
  kind: about.kind,
  thing: about.thing,
  field: about.field ?? '',
  postId: about.postId ?? '',
  channelId: about.channelId ?? '',
  slackChannel: about.slackChannel ?? '',
  ts: about.ts ?? '',
  name: about.name ?? '',
  source: about.source ?? '',
  target: about.target ?? '',
});

/* Schemas that read loosely: a malformed value becomes a difference, not an error. */

export const textSchema = z.string().catch('');
export const itemsSchema = z.array(z.unknown()).catch([]);
export const sizeBytesSchema = z.number().optional().catch(undefined);
export const reactionsSchema = z
  .array(z.looseObject({ name: textSchema, users: z.array(textSchema).catch([]) }))
  .catch([]);

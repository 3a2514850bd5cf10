import { z } from 'zod';

/** A file as a message carries it. */
export interface FileFacts {
  /** By which the two sides know each other's files. */
  readonly id: string;
  readonly name: string;
  /** Undefined where the target does not say. */
  readonly sizeBytes: number | undefined;
  /** '' where the target does not say. */
  readonly mimeType: string;
}

/** What a post says and what hangs on it, in words that both sides have: no markup, no ids of one side. */
export interface PostFacts {
  /** Who it is shown as. */
  readonly author: string;
  /** Milliseconds since the epoch; whole seconds where the target counts those. */
  readonly atMs: number;
  /** As plainText gives it. */
  readonly text: string;
  readonly attachments: string;
  /** Where the thread begins that it is a reply of; '' outside. */
  readonly thread: string;
  /** When it was edited, or that it was; '' when it never was. */
  readonly edited: string;
  /** `name: people`, in code-unit order. */
  readonly reactions: readonly string[];
  readonly isPinned: boolean;
  readonly files: readonly FileFacts[];
  /** The root of a thread that was deleted. */
  readonly isTombstone: boolean;
}

/** What a channel is, apart from its messages. */
export interface ChannelFacts {
  readonly name: string;
  readonly visibility: string;
  readonly isArchived: boolean;
  readonly topic: string;
  readonly purpose: string;
  /** Names, in code-unit order. */
  readonly members: readonly string[];
}

/** What an account is. */
export interface PersonFacts {
  readonly username: string;
  readonly realName: string;
  readonly displayName: string;
  readonly email: string;
  readonly isBot: boolean;
  readonly isDeactivated: boolean;
}

/** `missing`: only in the source; `unexpected`: only in the target; `differs`: in both, and not the same. */
export const DIFFERENCE_KINDS = ['missing', 'unexpected', 'differs'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** What is compared. */
export const COMPARED_THINGS = ['message', 'file', 'channel', 'user', 'emoji', 'entry'] as const;
export type ComparedThing = (typeof COMPARED_THINGS)[number];

/** The fields that may differ; '' for a thing that is missing or unexpected as a whole. */
export const COMPARED_FIELDS = [
  '',
  'author',
  'time',
  'text',
  'attachments',
  'thread',
  'replies',
  'edited',
  'reactions',
  'pinned',
  'deleted',
  'day',
  'name',
  'size',
  'type',
  'sha256',
  'fetched',
  'visibility',
  'archived',
  'topic',
  'purpose',
  'members',
  'pins',
  'real-name',
  'display-name',
  'email',
  'bot',
  'deactivated',
  'content',
] as const;
export type ComparedField = (typeof COMPARED_FIELDS)[number];

/** Something that is not the same on both sides. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly thing: ComparedThing;
  readonly field: ComparedField;
  /** Mattermost's ids; '' where there is none, or it is not known. */
  readonly postId: string;
  readonly channelId: string;
  /** The conversation and the message in the target; '' where there is none. */
  readonly slackChannel: string;
  readonly ts: string;
  /** What else it is known by: an id, a name, an entry. */
  readonly name: string;
  /** As both sides say it; can hold text of a post. */
  readonly source: string;
  readonly target: string;
}

const NOWHERE = {
  field: '',
  postId: '',
  channelId: '',
  slackChannel: '',
  ts: '',
  name: '',
  source: '',
  target: '',
} as const;

/** A difference of which most does not apply. */
export const differenceOf = (
  about: Pick<Difference, 'kind' | 'thing'> & Partial<Difference>,
): Difference => ({ ...NOWHERE, ...about });

/* What is not as it should be is to become a difference, no error. */

export const text = z.string().catch('');
export const items = z.array(z.unknown()).catch([]);
export const sizeBytes = z.number().optional().catch(undefined);
export const reactions = z
  .array(z.looseObject({ name: text, users: z.array(text).catch([]) }))
  .catch([]);

import {
  isObject,
  type JsonObject,
  objectsOf,
  textOf,
  textsOf,
} from '../../test/support/archive/json.ts';
import type { SlackArchive } from '../../test/support/archive/read-archive.ts';

/** What is counted, in the archive and in what a reader took of it. */
export const KINDS = [
  'users',
  'channels',
  'private',
  'direct',
  'group',
  'messages',
  'threads',
  'replies',
  'reactions',
  'files',
] as const;

export type Kind = (typeof KINDS)[number];
export type Counts = Readonly<Record<Kind, number>>;
export type ConversationType = 'channels' | 'private' | 'direct' | 'group';

export interface Conversation {
  readonly type: ConversationType;
  readonly id: string;
  readonly members: readonly string[];
  readonly messages: readonly JsonObject[];
}

/** An archive of the size of the fixtures' in memory. */
export interface ArchiveContent {
  readonly users: readonly JsonObject[];
  readonly conversations: readonly Conversation[];
}

const TYPES = { channels: 'channels', groups: 'private', dms: 'direct', mpims: 'group' } as const;

/** Reads all lists and messages of an archive. */
export async function contentOf(archive: SlackArchive): Promise<ArchiveContent> {
  const conversations: Conversation[] = [];
  for (const conversation of archive.conversations) {
    const messages: JsonObject[] = [];
    for await (const message of archive.messages(conversation)) messages.push(message);
    conversations.push({
      type: TYPES[conversation.kind],
      id: conversation.id,
      members: textsOf(conversation.entry.members),
      messages,
    });
  }
  return { users: archive.users, conversations };
}

/**
 * Counts content by kind. A thread is a message that another one in its conversation replies to; `reactions` and
 * `files` are entries of the lists of these names in messages.
 */
export function countContent({ users, conversations }: ArchiveContent): Counts {
  const messages = conversations.flatMap((conversation) => conversation.messages);
  const ofType = (type: ConversationType): number =>
    conversations.filter((conversation) => conversation.type === type).length;
  return {
    users: users.length,
    channels: ofType('channels'),
    private: ofType('private'),
    direct: ofType('direct'),
    group: ofType('group'),
    messages: messages.length,
    threads: sum(conversations.map(threadsIn)),
    replies: messages.filter(isReply).length,
    reactions: entriesOf(messages, 'reactions'),
    files: entriesOf(messages, 'files'),
  };
}

/** Whether the message is in a thread that another message began. */
export function isReply(message: JsonObject): boolean {
  const root = textOf(message, 'thread_ts');
  return root !== undefined && root !== textOf(message, 'ts');
}

/** Whether any element of the message's rich text has the type. */
export function hasElement(value: unknown, type: string): boolean {
  if (Array.isArray(value)) return value.some((item) => hasElement(item, type));
  if (!isObject(value)) return false;
  return value.type === type || Object.values(value).some((inner) => hasElement(inner, type));
}

/** Counts the objects in the messages' lists of that name. */
export function entriesOf(messages: readonly JsonObject[], list: string): number {
  return sum(messages.map((message) => objectsOf(message[list]).length));
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function threadsIn({ messages }: Conversation): number {
  const roots = new Set(messages.filter(isReply).map((reply) => textOf(reply, 'thread_ts')));
  return messages.filter((message) => roots.has(textOf(message, 'ts'))).length;
}

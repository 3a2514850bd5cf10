import { type JsonObject, objectsOf, textOf } from '../../test/support/archive/json.ts';
import { type ArchiveContent, type Conversation, hasElement, isReply } from './content.ts';

/** Something that a reader is known to leave out or to change, from its own code. */
export interface KnownDrop {
  readonly reader: string;
  readonly what: string;
  /** Markdown. */
  readonly where: string;
  /** The content as the reader keeps it; absent where nothing is left out, only changed. */
  readonly without?: (content: ArchiveContent) => ArchiveContent;
}

const MMETL = 'mmetl';
const VIEWER = 'slack-export-viewer';
const SLACKDUMP = 'slackdump';

/** Subtypes that mmetl takes (`services/slack/models.go`); a message of a bot it takes with any. */
const MMETL_SUBTYPES: ReadonlySet<string | undefined> = new Set([
  ...[undefined, '', 'file_share', 'thread_broadcast', 'file_comment', 'bot_message'],
  ...['channel_join', 'channel_leave', 'me_message', 'channel_topic', 'channel_purpose'],
  ...['channel_name', 'huddle_thread'],
]);

/** What docs/readers.md shows as a table; a test holds the two together. */
export const KNOWN_DROPS: readonly KnownDrop[] = [
  {
    reader: MMETL,
    what: 'guests who are in no channel, with their messages',
    where: '`services/slack/intermediate.go`, `dropChannellessGuests`',
    without: withoutLostGuests,
  },
  {
    reader: MMETL,
    what: 'direct and group messages of one member (notes to oneself, and what `same-as` leaves with one), with all of their messages',
    where: 'same file, `TransformChannels`',
    without: (content) =>
      keepConversations(content, ({ type, members }) => isChannel(type) || members.length > 1),
  },
  {
    reader: MMETL,
    what: 'messages of subtypes that it does not list: tombstones, archived channels, pins',
    where: 'same file, the last case of `TransformPosts`',
    without: (content) =>
      keepMessages(
        content,
        (message) =>
          textOf(message, 'bot_id') !== undefined || MMETL_SUBTYPES.has(textOf(message, 'subtype')),
      ),
  },
  {
    reader: MMETL,
    what: 'a reply whose root is in another archive, later in time or left out',
    where: 'same file, `AddPostToThreads`',
    without: (content) => withMessages(content, withoutRootlessReplies),
  },
  {
    reader: MMETL,
    what: 'skin tones of reactions: those that differ in the tone alone become one',
    where: 'same file, `getReactionsFromPost`',
    without: (content) => withMessages(content, (messages) => messages.map(withoutTones)),
  },
  {
    reader: MMETL,
    what: 'times: a message of a millisecond that is taken moves by one',
    where: 'same file, `AddPostToThreads`',
  },
  {
    reader: MMETL,
    what: 'names of channels with letters beyond ASCII become ids; an author whom `users.json` lacks becomes a deleted user',
    where: 'same file, `Sanitise`, `CreateIntermediateUser`',
  },
  {
    reader: MMETL,
    what: 'bytes of files that the archive does not hold, unless it may download them',
    where: 'same file, `addFileToPost`',
  },
  {
    reader: VIEWER,
    what: 'a conversation whose folder has no day files',
    where: '`slackviewer/reader.py`, `_create_messages`',
    without: (content) => keepConversations(content, ({ messages }) => messages.length > 0),
  },
  {
    reader: VIEWER,
    what: 'a message whose rich text names a channel, with its files and reactions: it calls `find_channel`, which its formatter does not have',
    where: '`slackviewer/message.py`, `_format_rich_text_element`',
    without: (content) =>
      keepMessages(content, (message) => !hasElement(message.blocks, 'channel')),
  },
  {
    reader: VIEWER,
    what: "replies that the root's list of `replies` does not name by user and `ts` stay where their time is, outside the thread",
    where: '`slackviewer/reader.py`, `_build_threads`',
  },
  {
    reader: VIEWER,
    what: 'mentions of everybody (`broadcast`) and tables inside a message that it shows',
    where: '`slackviewer/message.py`, `_format_rich_text_element`, `_generate_blocks_text`',
  },
  {
    reader: VIEWER,
    what: 'the list of users; the bytes of a bundle, as it links to `url_private`',
    where: '`slackviewer/templates/viewer.html`, `util.html`',
  },
  {
    reader: SLACKDUMP,
    what: '`view` says "not found" for a conversation without messages; `convert` is held to leave out nothing',
    where: 'seen when it was tried',
  },
];

/** The drops of a reader that leave something out, in the order in which they are applied. */
export function dropsOf(reader: string): readonly KnownDrop[] {
  return KNOWN_DROPS.filter((drop) => drop.reader === reader && drop.without !== undefined);
}

const isChannel = (type: Conversation['type']): boolean =>
  type === 'channels' || type === 'private';

function keepConversations(
  content: ArchiveContent,
  isKept: (conversation: Conversation) => boolean,
): ArchiveContent {
  return { ...content, conversations: content.conversations.filter(isKept) };
}

function keepMessages(
  content: ArchiveContent,
  isKept: (message: JsonObject) => boolean,
): ArchiveContent {
  return withMessages(content, (messages) => messages.filter(isKept));
}

function withMessages(
  content: ArchiveContent,
  change: (messages: readonly JsonObject[]) => readonly JsonObject[],
): ArchiveContent {
  const conversations = content.conversations.map((conversation) => ({
    ...conversation,
    messages: change(conversation.messages),
  }));
  return { ...content, conversations };
}

function withoutLostGuests(content: ArchiveContent): ArchiveContent {
  const channels = content.conversations.filter(({ type }) => isChannel(type));
  const inChannels = new Set(channels.flatMap(({ members }) => members));
  const isLost = (user: JsonObject): boolean =>
    (user.is_restricted === true || user.is_ultra_restricted === true) &&
    user.is_bot !== true &&
    !inChannels.has(textOf(user, 'id') ?? '');
  const lost = new Set(content.users.filter(isLost).map((user) => textOf(user, 'id')));
  const kept = keepMessages(content, (message) => !lost.has(textOf(message, 'user')));
  return {
    users: content.users.filter((user) => !lost.has(textOf(user, 'id'))),
    conversations: kept.conversations.map((conversation) => ({
      ...conversation,
      members: conversation.members.filter((member) => !lost.has(member)),
    })),
  };
}

function withoutRootlessReplies(messages: readonly JsonObject[]): readonly JsonObject[] {
  const roots = new Set<string>();
  return [...messages].sort(byTs).filter((message) => {
    if (isReply(message)) return roots.has(textOf(message, 'thread_ts') ?? '');
    roots.add(textOf(message, 'ts') ?? '');
    return true;
  });
}

function withoutTones(message: JsonObject): JsonObject {
  const reactions = objectsOf(message.reactions).map((reaction) => {
    const [name = ''] = (textOf(reaction, 'name') ?? '').split('::');
    return [name, { ...reaction, name }] as const;
  });
  return { ...message, reactions: [...new Map(reactions).values()] };
}

function byTs(a: JsonObject, b: JsonObject): number {
  return Number(textOf(a, 'ts')) - Number(textOf(b, 'ts'));
}

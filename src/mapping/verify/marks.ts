import type { FileInfo, Post } from '../../model/model.ts';
import type { Conversation } from '../conversations.ts';
import { fileSlackId } from '../slack-ids.ts';
import { authorIdOf, SLACKBOT } from './archive-authors.ts';
import type { ArchiveFile, ArchiveMessage } from './archive-message.ts';
import { allOf, type FieldDifference } from './compare.ts';
import { repeatedIn } from './compare-lists.ts';
import type { ComparedField } from './facts.ts';
import { expectedFileType, isExtensionItself } from './file-type.ts';
import {
  botFormat,
  envelopeFormat,
  fileFormat,
  messageFormat,
  tombstoneFormat,
  typeFormat,
} from './format-marks.ts';
import { microsOfTs } from './pair-archive.ts';
import { shownValue } from './shown-json.ts';
import type { PeopleView, SourceView } from './source-posts.ts';
import { presentSubtype, subtypeOf } from './subtypes.ts';

const NONE: readonly FieldDifference[] = [];

type Parts = readonly [ArchiveMessage, ...ArchiveMessage[]];

/** The conversation of a post, and how its source is read. */
export interface MarkView {
  readonly source: SourceView;
  readonly conversation: Pick<Conversation, 'slackId' | 'list'>;
}

/**
 * Compares what the messages of a post have in an archive besides the facts that a workspace has too: kind of message,
 * author of thread and edit, counts of reactions, place of the pin, and properties of files.
 */
export function compareMarks(post: Post, parts: Parts, view: MarkView): readonly FieldDifference[] {
  const [first, ...further] = parts;
  const { people } = view.source;
  return allOf(
    ofEach(parts, (part) => kindMarks(post, part, view)),
    ofEach(parts, (part) => threadMarks(post, part, first, view)),
    ofEach(parts, orderMarks),
    first.edited === undefined
      ? NONE
      : differing('edited-by', authorIdOf(post, people), textAt(first.edited, 'user')),
    ofEach(further, ({ edited }) => differing('edited', '', edited?.ts ?? '')),
    ofEach(further, (part) => differing('replies', '', repliesOf(part))),
    ofEach(parts, ({ pinned_to: places }) =>
      places.length === 0
        ? NONE
        : differing('pinned', view.conversation.slackId, places.map(shownValue).join(', ')),
    ),
    differing('reactions', '', reactionFaults(parts).join('; ')),
    fileMarks(post, parts, view),
  );
}

/** What is found in each message; of the only one, as most posts have, its own list. */
function ofEach(
  parts: readonly ArchiveMessage[],
  marksOf: (part: ArchiveMessage) => readonly FieldDifference[],
): readonly FieldDifference[] {
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? marksOf(only) : parts.flatMap(marksOf);
}

/** What a message that is not the first of its post says of replies. */
const repliesOf = (part: ArchiveMessage): string =>
  part.replies.length === 0 && part['reply_count'] === undefined
    ? ''
    : `${part.replies.length} replies, reply_count ${shownValue(part['reply_count'])}`;

/** Compares what a deleted or left out root must have in an archive: nothing of its content. */
export function compareTombstone(
  post: Post,
  message: ArchiveMessage,
  people: PeopleView,
): readonly FieldDifference[] {
  const { user, bot_id: bot, text, blocks, attachments, files, reactions } = message;
  const content = [blocks, attachments, files, reactions].some((list) => list.length > 0);
  return [
    ...differing('author', authorIdOf(post, people), user || bot),
    ...(user === '' || bot === '' ? [] : differing('author', botIdOf(post, people), bot)),
    ...differing('hidden', 'true', String(message['hidden'] === true)),
    ...envelopeFormat(message),
    ...tombstoneFormat(message),
    ...differing('text', TOMBSTONE, content ? `${text} [more]` : text),
  ];
}

/** Id of the bot that a tombstone names beside its author: only where that is shown, and a bot. */
const botIdOf = (post: Post, people: PeopleView): string =>
  post.userId === undefined || authorIdOf(post, people) === SLACKBOT
    ? ''
    : (people.botOf(post.userId)?.id ?? '');

/** Slack's text of a deleted root. */
const TOMBSTONE = 'This message was deleted.';

function kindMarks(post: Post, part: ArchiveMessage, view: MarkView): readonly FieldDifference[] {
  const isPublic = view.conversation.list === 'channels';
  const subtype = subtypeOf(post, view.source.people);
  const found = part.isOld ? presentSubtype(part.subtype, isPublic) : part.subtype;
  return allOf(
    differing('subtype', subtype, found),
    part.isOld ? typeFormat(part) : messageFormat(post, part, subtype),
    botMarks(post, part, subtype, view.source.people),
    differing('hidden', 'false', String(part['hidden'] === true)),
  );
}

/** A message of a bot account names the bot in two places; archives of version 0.1 name it in neither. */
function botMarks(
  { userId }: Post,
  part: ArchiveMessage,
  subtype: string,
  { botOf }: PeopleView,
): readonly FieldDifference[] {
  if (subtype === 'bot_message') return [];
  const profile = part['bot_profile'];
  const named = `${part.bot_id} ${profile === undefined ? '' : textAt(Object(profile), 'id')}`;
  if (named === ' ' && part.isOld) return [];
  const bot = subtype === '' && userId !== undefined ? botOf(userId) : undefined;
  return allOf(
    differing('author', bot === undefined ? ' ' : `${bot.id} ${bot.id}`, named),
    botFormat(bot, profile),
  );
}

/** Every message of a split reply is in the thread and names the author of the root. */
function threadMarks(
  post: Post,
  part: ArchiveMessage,
  first: ArchiveMessage,
  { source }: MarkView,
): readonly FieldDifference[] {
  if (post.thread.kind !== 'reply') {
    const isAlone = part === first || part.thread_ts === '';
    return allOf(
      differing('thread', '', isAlone ? '' : part.thread_ts),
      differing('parent', '', textAt(part, 'parent_user_id')),
    );
  }
  const root = authorIdOf(post.thread.root, source.people);
  const named = textAt(part, 'parent_user_id');
  return allOf(
    differing('thread', first.thread_ts, part.thread_ts),
    first.thread_ts === '' ? NONE : differing('parent', root, named),
  );
}

/** A thread begins with its root: readers drop a reply whose `ts` is not above the root's. */
function orderMarks({ ts, thread_ts: root }: ArchiveMessage): readonly FieldDifference[] {
  if (root === '' || root === ts || microsOfTs(ts) > microsOfTs(root)) return NONE;
  return differing('ts', `after its root ${root}`, ts);
}

/** Reactions whose count is not the number of people, and emoji and people that are listed twice. */
function reactionFaults(parts: Parts): readonly string[] {
  if (parts.every(({ reactions }) => reactions.length === 0)) return [];
  const reactions = parts.flatMap((part) => part.reactions);
  const twice = repeatedIn(reactions.map(({ name }) => name));
  return [
    ...[...twice].map((name) => `:${name}: listed twice`),
    ...reactions.flatMap((reaction) => {
      const { name, users } = reaction;
      const count = reaction['count'] ?? users.length;
      const repeated = users.length - new Set(users).size;
      if (count === users.length && repeated === 0 && users.length > 0) return [];
      return [`:${name}: count ${shownValue(count)}, ${users.length - repeated} people`];
    }),
  ];
}

function fileMarks(post: Post, parts: Parts, view: MarkView): readonly FieldDifference[] {
  if (parts.every(({ files }) => files.length === 0)) return NONE;
  const sources = new Map<string, FileInfo>(post.files.map((file) => [fileSlackId(file.id), file]));
  const isPublic = view.conversation.list === 'channels';
  const author = authorIdOf(post, view.source.people);
  return parts
    .flatMap(({ files, isOld }) => files.map((file) => ({ file, isOld })))
    .flatMap(({ file, isOld }) => {
      const source = sources.get(file.id);
      if (source === undefined) return [];
      const ofFile = (field: ComparedField, before: unknown, after: unknown) =>
        differing(field, shownValue(before), shownValue(after), file.id);
      return [
        ...ofFile(
          file['is_public'] === true && !isPublic ? 'public' : 'visibility',
          isPublic,
          file['is_public'] === true,
        ),
        ...ofFile('author', author, textAt(file, 'user')),
        ...ofFile('created', Math.floor(source.createAtMs / 1000), file['created']),
        ...ofFile('deleted', 'hosted', textAt(file, 'mode')),
        ...typeMarks(source, { file, isOld }, ofFile),
        ...(isOld ? [] : fileFormat(source, file)),
        ...(file.name === source.name ? ofFile('name', source.name, textAt(file, 'title')) : []),
      ];
    });
}

/** Slack's words for the kind of a file; archives of version 0.1 have the extension in their place. */
function typeMarks(
  source: FileInfo,
  { file, isOld }: { readonly file: ArchiveFile; readonly isOld: boolean },
  ofFile: (field: ComparedField, before: unknown, after: unknown) => readonly FieldDifference[],
): readonly FieldDifference[] {
  const { filetype, prettyType } = expectedFileType(source);
  const [found, shown] = [textAt(file, 'filetype'), textAt(file, 'pretty_type')];
  if (isOld && isExtensionItself(source, found, shown)) return [];
  return ofFile('type', `${filetype}, ${prettyType}`, `${found}, ${shown}`);
}

function textAt(object: Readonly<Record<string, unknown>>, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}

function differing(
  field: ComparedField,
  source: string,
  target: string,
  file?: string,
): readonly FieldDifference[] {
  if (source === target) return NONE;
  const thing = file === undefined ? 'message' : 'file';
  return [{ thing, kind: 'differs', field, name: file ?? '', source, target }];
}

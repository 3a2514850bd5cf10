import { addDirect } from './channels.ts';
import { KNOWN_FIELDS } from './fields.ts';
import { channelIdOf, directIdOf, fileIdOf, type PostKey, postIdOf } from './ids.ts';
import { setPreference } from './preferences.ts';
import { propsJson } from './props.ts';
import { sharedFileLists } from './shared-files.ts';
import {
  keepUnknownFields,
  nameOf,
  placeText,
  type StageWriter,
  storedText,
} from './stage-writer.ts';
import {
  type BulkObject,
  type LinePlace,
  lacking,
  neededMs,
  neededText,
  objectsOf,
  textOf,
  textsOf,
  wholeOf,
} from './values.ts';

/** A root of a public or private channel, with its thread. */
export function stagePost(writer: StageWriter, post: BulkObject, place: LinePlace): void {
  keepUnknownFields(writer, post, { kind: 'post', known: KNOWN_FIELDS.post, place });
  const channelId = channelIdOf(
    neededText(post, 'team', place),
    neededText(post, 'channel', place),
  );
  stageThread(writer, post, { channelId, place });
}

/** A root of a direct or group message, with its thread; a line for the channel itself may be missing. */
export function stageDirectPost(writer: StageWriter, post: BulkObject, place: LinePlace): void {
  const kind = 'direct_post';
  keepUnknownFields(writer, post, { kind, known: KNOWN_FIELDS.direct_post, place });
  const members = textsOf(post['channel_members']);
  if (members.length === 0) throw lacking('channel_members', place);
  addDirect(writer, members);
  stageThread(writer, post, { channelId: directIdOf(members), place });
}

interface PostPlace {
  readonly channelId: string;
  readonly place: LinePlace;
}

function stageThread(writer: StageWriter, post: BulkObject, { channelId, place }: PostPlace): void {
  const root = addPost(writer, post, { channelId, rootId: '', place });
  addFiles(writer, root, pathsOf(post));
  const replies = objectsOf(post['replies']);
  const shared = sharedFileLists(replies.map(pathsOf));
  writer.findings.add('shared-file-lists', placeText(place), '', shared.leftOut);
  replies.forEach((reply, index) => {
    keepUnknownFields(writer, reply, { kind: 'reply', known: KNOWN_FIELDS.reply, place });
    const added = addPost(writer, reply, { channelId, rootId: root.id, place });
    addFiles(writer, added, shared.lists[index] ?? []);
  });
}

const pathsOf = (post: BulkObject): readonly string[] =>
  objectsOf(post['attachments'])
    .map(({ path }) => textOf(path))
    .filter((path) => path !== '');

const ADD_POST = `INSERT INTO Posts (Id, CreateAt, UpdateAt, EditAt, DeleteAt, IsPinned, UserId, ChannelId, RootId,
  OriginalId, Message, Type, Props, FileIds, Part) VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, '', ?, ?, ?, '[]', ?)`;
const PART_OF = 'SELECT Part FROM Posts WHERE Id = ?';
const DROP_POST = 'DELETE FROM Posts WHERE Id = ?';
const DROP_REACTIONS = 'DELETE FROM Reactions WHERE PostId = ?';
const DROP_SAVED = "DELETE FROM Preferences WHERE Category = 'flagged_post' AND Name = ?";
const DROP_FILES = 'DELETE FROM FileInfo WHERE PostId = ?';
const ADD_REACTION = `INSERT OR IGNORE INTO Reactions (PostId, UserId, EmojiName, CreateAt) VALUES (?, ?, ?, ?)`;

interface AddedPost {
  readonly id: string;
  readonly userId: string;
  readonly createAtMs: number;
}

function addPost(
  writer: StageWriter,
  post: BulkObject,
  { channelId, rootId, place }: PostPlace & { readonly rootId: string },
): AddedPost {
  noteFields(writer, post, rootId === '' ? 'post' : 'reply');
  const user = textOf(post['user']);
  const createAtMs = neededMs(post, 'create_at', place);
  const userId = user === '' ? '' : nameOf(writer, user);
  const id = freeId(writer, { channelId, rootId, userId, createAtMs });
  const editAtMs = wholeOf(post['edit_at']);
  const reactions = objectsOf(post['reactions']);
  const reactedMs = reactions.map((reaction) => wholeOf(reaction['create_at']));
  writer.run(
    ADD_POST,
    ...[id, createAtMs, Math.max(createAtMs, editAtMs, ...reactedMs), editAtMs],
    ...[post['is_pinned'] === true ? 1 : 0, userId, channelId, rootId],
    ...[
      storedText(textOf(post['message'])),
      textOf(post['type']),
      propsJson(post['props'], (name) => nameOf(writer, name)),
      writer.part,
    ],
  );
  for (const reaction of reactions) addReaction(writer, id, { reaction, place });
  if (Array.isArray(post['flagged_by'])) writer.seen.add('post.flagged_by');
  for (const name of textsOf(post['flagged_by'])) {
    const saved = { category: 'flagged_post', name: id } as const;
    setPreference(writer, true, { userId: nameOf(writer, name), ...saved });
  }
  return { id, userId, createAtMs };
}

/** Fields that not every version writes; without them nothing is known of what they hold. */
const TELLING_FIELDS = ['type', 'edit_at', 'is_pinned', 'props'] as const;

function noteFields(writer: StageWriter, post: BulkObject, kind: 'post' | 'reply'): void {
  for (const field of TELLING_FIELDS) {
    if (field in post) writer.seen.add(`${kind}.${field}`);
  }
  if (pathsOf(post).length > 0) writer.seen.add('attachments');
}

/** The id of the first of the equal posts whose id this file has not used; a row of an earlier file is removed. */
function freeId(writer: StageWriter, key: PostKey): string {
  for (let ordinal = 0; ; ordinal += 1) {
    const id = postIdOf(key, ordinal);
    const part = writer.value(PART_OF, id);
    if (part === undefined) return id;
    if (part === writer.part) continue;
    for (const drop of [DROP_POST, DROP_REACTIONS, DROP_FILES, DROP_SAVED]) writer.run(drop, id);
    return id;
  }
}

function addReaction(
  writer: StageWriter,
  postId: string,
  { reaction, place }: { readonly reaction: BulkObject; readonly place: LinePlace },
): void {
  const user = textOf(reaction['user']);
  const emoji = textOf(reaction['emoji_name']);
  const userId = user === '' ? '' : nameOf(writer, user);
  const added = writer.run(ADD_REACTION, postId, userId, emoji, wholeOf(reaction['create_at']));
  if (added === 0) writer.findings.add('repeated-reactions', placeText(place));
}

const ADD_FILE = `INSERT OR REPLACE INTO FileInfo
  (Id, CreatorId, PostId, CreateAt, DeleteAt, Path, Name, Extension, Size, MimeType, Width, Height)
  VALUES (?, ?, ?, ?, 0, ?, ?, ?, NULL, '', 0, 0)`;
const SET_FILE_IDS = 'UPDATE Posts SET FileIds = ? WHERE Id = ?';

/** Files of a post, a millisecond apart: their order is that of their times, which the format does not have. */
function addFiles(
  writer: StageWriter,
  { id: postId, userId, createAtMs }: AddedPost,
  paths: readonly string[],
): void {
  if (paths.length === 0) return;
  const seen = new Map<string, number>();
  const ids = paths.map((path, index) => {
    const ordinal = seen.get(path) ?? 0;
    seen.set(path, ordinal + 1);
    const id = fileIdOf(postId, path, ordinal);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const extension = /[^.]\.([^.]+)$/.exec(name)?.[1] ?? '';
    writer.run(ADD_FILE, id, userId, postId, createAtMs + index, path, name, extension);
    return id;
  });
  writer.run(SET_FILE_IDS, JSON.stringify(ids), postId);
}

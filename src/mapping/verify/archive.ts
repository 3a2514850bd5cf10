import { botSlackId } from '../slack-ids.ts';
import type { ArchiveFile, ArchiveMessage } from './archive-message.ts';
import type { EmojiName, FileFacts, PostFacts } from './facts.ts';
import { isTableAttachment } from './text/attached-tables.ts';
import { targetAttachments } from './text/target-attachments.ts';
import { archiveText } from './text/target-text.ts';
import type { TargetNames } from './text/tree.ts';

/** How messages of an archive are read. */
export interface ArchiveView {
  readonly names: TargetNames;
  /** Those of archives of version 0.1. */
  readonly oldNames: TargetNames;
  /** One name for an emoji of a reaction. */
  readonly emoji: EmojiName;
}

/** Facts of a post, read from its messages in order. `atMs` is the time of its first `ts`. */
export function archivePost(
  parts: readonly [ArchiveMessage, ...ArchiveMessage[]],
  atMs: number,
  view: ArchiveView,
): PostFacts {
  const [first] = parts;
  const names = first.isOld ? view.oldNames : view.names;
  const facts: PostFacts = {
    author: authorOf(parts, view),
    atMs,
    text: archiveText(parts, names),
    attachments: attachmentsOf(parts, names),
    thread: threadOf(first),
    edited: first.edited?.ts ?? '',
    reactions: reactionsOf(parts, view),
    isPinned: parts.some((part) => part.pinned_to.length > 0),
    files: ofAll(parts, ({ files }) => files).map(fileOf),
    isTombstone: first.subtype === 'tombstone',
  };
  return first.isOld ? { ...facts, isOld: true } : facts;
}

/** The items of all messages of a post; of the only one, as most have, its own list. */
function ofAll<Item>(
  parts: readonly ArchiveMessage[],
  itemsOf: (part: ArchiveMessage) => readonly Item[],
): readonly Item[] {
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? itemsOf(only) : parts.flatMap(itemsOf);
}

function attachmentsOf(parts: readonly ArchiveMessage[], names: TargetNames): string {
  const all = ofAll(parts, ({ attachments }) => attachments);
  const own = all.filter((each) => !isTableAttachment(each));
  return targetAttachments(own, names, 'archive');
}

function authorOf(
  [first, ...further]: readonly [ArchiveMessage, ...ArchiveMessage[]],
  { names }: ArchiveView,
): string {
  const author = authorOfMessage(first, names);
  const others = further.map((part) => authorOfMessage(part, names));
  return others.every((other) => other === author)
    ? author
    : [...new Set([author, ...others])].join(', ');
}

function authorOfMessage(part: ArchiveMessage, names: TargetNames): string {
  if (part.subtype !== 'bot_message') return names.user(part.user);
  const isItsOwn = part.bot_id === botSlackId(`webhook:${part.username}`);
  return `webhook ${part.username}${isItsOwn ? '' : ` (${part.bot_id})`}`;
}

const NONE: readonly never[] = [];

const threadOf = ({ ts, thread_ts: root }: ArchiveMessage): string => (root === ts ? '' : root);

function reactionsOf(parts: readonly ArchiveMessage[], view: ArchiveView): readonly string[] {
  const all = ofAll(parts, ({ reactions }) => reactions);
  if (all.length === 0) return NONE;
  return all
    .flatMap(({ name, users }) => users.map((id) => `:${view.emoji(name)}: ${view.names.user(id)}`))
    .sort();
}

const fileOf = ({ id, name, size, mimetype }: ArchiveFile): FileFacts => ({
  id,
  name,
  sizeBytes: size,
  mimeType: mimetype,
});

/** True for a message that shows nothing: the further messages of a long post hold a piece of it each. */
export function saysNothing(part: ArchiveMessage, { names, oldNames }: ArchiveView): boolean {
  if (part.attachments.length > 0 || part.files.length > 0) return false;
  return archiveText([part], part.isOld ? oldNames : names) === '';
}

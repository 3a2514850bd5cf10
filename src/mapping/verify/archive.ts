import { botSlackId } from '../slack-ids.ts';
import type { ArchiveFile, ArchiveMessage } from './archive-message.ts';
import type { FileFacts, PostFacts } from './facts.ts';
import { comparableText, type TextRules } from './plain-text.ts';
import { attachmentText, blocksText, mrkdwnText, type TargetNames } from './slack-text.ts';

/** How messages of an archive are read. */
export interface ArchiveView {
  readonly names: TargetNames;
  readonly text: TextRules;
}

/** Facts of a post, read from its messages in order. `atMs` is the time of its first `ts`. */
export function archivePost(
  parts: readonly [ArchiveMessage, ...ArchiveMessage[]],
  atMs: number,
  view: ArchiveView,
): PostFacts {
  const [first] = parts;
  return {
    author: authorOf(parts, view),
    atMs,
    text: textOf(parts, view),
    attachments: comparableText(attachmentsOf(parts, view), view.text),
    thread: threadOf(first),
    edited: first.edited?.ts ?? '',
    reactions: reactionsOf(parts, view),
    isPinned: parts.some((part) => part.pinned_to.length > 0),
    files: parts.flatMap(({ files }) => files.map(fileOf)),
    isTombstone: first.subtype === 'tombstone',
  };
}

function authorOf(parts: readonly ArchiveMessage[], { names }: ArchiveView): string {
  const authors = parts.map((part) => {
    if (part.subtype !== 'bot_message') return names.user(part.user);
    const isItsOwn = part.bot_id === botSlackId(`webhook:${part.username}`);
    return `webhook ${part.username}${isItsOwn ? '' : ` (${part.bot_id})`}`;
  });
  return [...new Set(authors)].join(', ');
}

/** Text of the messages. Slack displays the blocks, and searches and notifies with the text: both must be equal. */
function textOf(parts: readonly ArchiveMessage[], view: ArchiveView): string {
  const mrkdwn = parts.map((part) => mrkdwnText(part.text, view.names));
  const fromBlocks = parts.map(({ blocks }, index) =>
    blocks.length === 0 ? (mrkdwn[index] ?? '') : blocksText(blocks, view.names),
  );
  const [plain, rich] = [mrkdwn, fromBlocks].map((texts) =>
    comparableText(texts.join('\n'), view.text),
  );
  return plain === rich ? (plain ?? '') : `${rich} [text: ${plain}]`;
}

function attachmentsOf(parts: readonly ArchiveMessage[], { names }: ArchiveView): string {
  return parts
    .flatMap(({ attachments }) => attachments)
    .map((attachment) => attachmentText(attachment, (mrkdwn) => mrkdwnText(mrkdwn, names)))
    .join('\n');
}

const threadOf = ({ ts, thread_ts: root }: ArchiveMessage): string => (root === ts ? '' : root);

function reactionsOf(parts: readonly ArchiveMessage[], view: ArchiveView): readonly string[] {
  const all = parts.flatMap(({ reactions }) => reactions);
  return all
    .flatMap(({ name, users }) =>
      users.map((id) => `:${view.text.emoji(name)}: ${view.names.user(id)}`),
    )
    .sort();
}

const fileOf = ({ id, name, size, mimetype }: ArchiveFile): FileFacts => ({
  id,
  name,
  sizeBytes: size,
  mimeType: mimetype,
});

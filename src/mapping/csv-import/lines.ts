import { type Post, type PostRef, placeMs } from '../../model/model.ts';
import type { ExportMessage, ExportReaction } from '../../slack/export-format.ts';
import type { LossNote } from '../losses.ts';
import { type AuthorIdentity, authorOf, authorSlackId, SLACKBOT } from '../messages/authors.ts';
import type { MappedPost } from '../messages/map-post.ts';
import { attachmentText } from './attachment-text.ts';
import { type PlainNames, plainText } from './plain-text.ts';

/** A message of a text import. */
export interface ImportMessage {
  /** Seconds since the epoch: the documented sample has whole ones. */
  readonly seconds: number;
  readonly author: string;
  readonly text: string;
}

/** Look-ups for the messages of a text import. */
export interface ImportView {
  readonly names: PlainNames;
  readonly people: AuthorIdentity;
}

/**
 * A post as messages of a text import, and what it loses beside the losses of its mapping. A live post without anything
 * to read has no message.
 */
export interface ImportPost {
  readonly messages: readonly ImportMessage[];
  readonly losses: readonly LossNote[];
}

/** Writes the messages of a mapped post as text: thread, attachments and reactions become lines of it. */
export function importPost(post: Post, mapped: MappedPost, view: ImportView): ImportPost {
  // A tombstone keeps a thread together; a text import has no threads.
  const shown = mapped.messages.filter(({ subtype }) => subtype !== 'tombstone');
  const messages = shown
    .map((message) => ({
      seconds: Math.floor(placeMs(post) / 1000),
      author: authorOfMessage(message, view.names),
      text: messageText(post, message, view),
    }))
    .filter(({ text }) => text.trim() !== '');
  if (shown.length === 0) return { messages: [], losses: [] };
  if (messages.length === 0) return { messages, losses: [{ code: 'empty_message' }] };
  return { messages, losses: lossesOf(post, shown) };
}

function authorOfMessage({ user, username }: ExportMessage, names: PlainNames): string {
  return user === undefined ? username || 'webhook' : names.user(user);
}

function messageText(post: Post, message: ExportMessage, view: ImportView): string {
  const { names } = view;
  const text = plainText(message.text, names);
  const lines = [
    text,
    ...(message.attachments ?? []).map((attachment) => attachmentText(attachment, names)),
    reactionLine(message.reactions ?? [], names),
  ].filter((line) => line.trim() !== '');
  if (lines.length === 0) return '';
  return [...threadLines(post, view), ...lines].join('\n');
}

/** The line that says whose message a reply answers. Text below it begins a line, as formatting may need it to. */
function threadLines({ thread }: Post, view: ImportView): readonly string[] {
  return thread.kind === 'reply' ? [`↳ ${rootAuthor(thread.root, view)}`] : [];
}

function rootAuthor(root: PostRef, { names, people }: ImportView): string {
  const author = authorOf(root);
  const slackId = authorSlackId(root, people);
  if (author.kind === 'webhook' && !root.isDeleted) return author.name;
  return slackId === SLACKBOT ? '(deleted message)' : names.user(slackId);
}

/** Reactions with the names of people, both in code-unit order. */
function reactionLine(reactions: readonly ExportReaction[], names: PlainNames): string {
  if (reactions.length === 0) return '';
  const texts = reactions.map(
    ({ name, users }) => `:${name}: ${users.map(names.user).sort().join(', ')}`,
  );
  return `Reactions: ${texts.sort().join(' · ')}`;
}

function lossesOf(post: Post, messages: readonly ExportMessage[]): readonly LossNote[] {
  const has = (field: 'attachments' | 'reactions'): boolean =>
    messages.some((message) => (message[field] ?? []).length > 0);
  return [
    ...(post.thread.kind === 'reply' ? [{ code: 'thread_as_text' as const }] : []),
    ...(has('attachments') ? [{ code: 'attachment_as_text' as const }] : []),
    ...(has('reactions') ? [{ code: 'reactions_as_text' as const }] : []),
    ...(post.editAtMs === undefined ? [] : [{ code: 'edit_mark_dropped' as const }]),
    ...(post.isPinned ? [{ code: 'pin_dropped' as const }] : []),
  ];
}

import { type Post, type ReplyRef, type RowFault, userId } from '../model.ts';
import { type Author, authorOf } from './authors.ts';
import type { Conversation } from './conversations.ts';
import { mergeReactions } from './emoji.ts';
import { mapFile } from './files.ts';
import type { LossCode, LossNote } from './losses.ts';
import { renderText } from './markdown/render-text.ts';
import type { RenderedPart, TextContext } from './rendered-text.ts';
import { type SlackTs, slackUserId } from './slack.ts';
import type { ExportMessage, ExportReaction } from './slack-export.ts';
import type { SlackUserIds } from './slack-user-ids.ts';
import { threadRootFields } from './threads.ts';
import { MAX_PARTS, partMicros, type TsIssuer, tsFromMicros } from './timestamps.ts';
import { WORKSPACE_ID } from './workspace.ts';

/** What mapping the posts of one conversation needs. */
export interface MessageContext {
  readonly conversation: Conversation;
  readonly text: TextContext;
  readonly issuer: TsIssuer;
  readonly people: SlackUserIds;
}

/** What became of a post. */
export interface MappedPost {
  /** In order; the first has the post's `ts`, the rest follow it. */
  readonly messages: readonly ExportMessage[];
  readonly losses: readonly LossNote[];
  readonly reactionsWritten: number;
  /** Reactions that say nothing new, because their emoji has another name in the same list. */
  readonly reactionsMerged: number;
  readonly filesWritten: number;
}

/** Maps one post, with its thread fields, reactions and files, to the messages that stand for it. */
export function mapPost(post: Post, context: MessageContext): MappedPost {
  const ts = tsFromMicros(context.issuer.issue(post));
  if (post.deleteAtMs !== undefined) return tombstone(post, ts, context);
  const author = authorOf(post);
  const rendered = renderText(post.message, context.text);
  const reactions = mergeReactions(post.reactions, context.text.emoji, context.people.of);
  const parts = rendered.parts.slice(0, MAX_PARTS);
  const messages = parts.map(
    (part, index): ExportMessage => ({
      ...authorFields(author, context),
      ...bodyFields(part),
      ts: index === 0 ? ts : tsFromMicros(partMicros(post, index)),
      team: WORKSPACE_ID,
      ...replyFields(post, context),
      ...(index === 0 ? firstFields(post, ts, author, context) : {}),
      ...(index === parts.length - 1 ? lastFields(post, author, reactions.reactions, context) : {}),
    }),
  );
  return {
    messages,
    losses: [...rowLosses(post, author), ...rendered.losses, ...reactions.losses],
    reactionsWritten: reactions.reactions.reduce((sum, { count }) => sum + count, 0),
    reactionsMerged: reactions.merged,
    filesWritten: post.files.length,
  };
}

/** A deleted root whose replies remain: Slack keeps its place and shows that it was deleted. */
function tombstone(post: Post, ts: SlackTs, context: MessageContext): MappedPost {
  const message: ExportMessage = {
    type: 'message',
    subtype: 'tombstone',
    user: SLACKBOT,
    text: 'This message was deleted.',
    ts,
    team: WORKSPACE_ID,
    hidden: true,
    ...rootFields(post, ts, context),
  };
  return {
    messages: [message],
    losses: [],
    reactionsWritten: 0,
    reactionsMerged: 0,
    filesWritten: 0,
  };
}

/** The account that Slack itself speaks through; readers know it without an entry in users.json. */
export const SLACKBOT = slackUserId('USLACKBOT');
/** The author of a row that names none. */
const NOBODY = userId('nobody');

/** The id under which readers find the author: a user's, or a bot's for a webhook. */
function shownUser(author: Author, context: MessageContext): string {
  if (author.kind === 'webhook') return author.botId;
  return context.people.of(author.kind === 'user' ? author.userId : NOBODY);
}

type AuthorFields = Pick<
  ExportMessage,
  'type' | 'subtype' | 'user' | 'bot_id' | 'username' | 'icons'
>;

function authorFields(author: Author, context: MessageContext): AuthorFields {
  if (author.kind !== 'webhook') return { type: 'message', user: shownUser(author, context) };
  return {
    type: 'message',
    subtype: 'bot_message',
    bot_id: author.botId,
    username: author.name,
    ...icons(author),
  };
}

function icons(author: Extract<Author, { kind: 'webhook' }>): Pick<ExportMessage, 'icons'> {
  if (author.iconUrl !== undefined) return { icons: { image_48: author.iconUrl } };
  return author.iconEmoji === undefined ? {} : { icons: { emoji: author.iconEmoji } };
}

function bodyFields(part: RenderedPart): Pick<ExportMessage, 'text' | 'blocks'> {
  return part.blocks.length === 0 ? { text: part.text } : { text: part.text, blocks: part.blocks };
}

function replyFields(
  post: Post,
  context: MessageContext,
): Pick<ExportMessage, 'thread_ts' | 'parent_user_id'> {
  if (post.thread.kind !== 'reply') return {};
  const { root } = post.thread;
  return {
    thread_ts: context.issuer.of(root),
    parent_user_id: root.isDeleted ? SLACKBOT : shownUser(authorOf(root), context),
  };
}

/** What stands where the post begins: its edit mark, its pin and the thread below it. */
function firstFields(
  post: Post,
  ts: SlackTs,
  author: Author,
  context: MessageContext,
): Partial<ExportMessage> {
  return {
    ...(post.editAtMs === undefined
      ? {}
      : { edited: { user: shownUser(author, context), ts: wholeSecondsTs(post.editAtMs) } }),
    ...(post.isPinned ? { pinned_to: [context.conversation.slackId] } : {}),
    ...rootFields(post, ts, context),
  };
}

/** What stands where the post ends: its files and reactions. */
function lastFields(
  post: Post,
  author: Author,
  reactions: readonly ExportReaction[],
  context: MessageContext,
): Partial<ExportMessage> {
  const place = {
    user: shownUser(author, context),
    isPublic: context.conversation.list === 'channels',
  };
  const files = post.files.map((file) => mapFile(file, place));
  return {
    ...(files.length === 0 ? {} : { files, upload: true, display_as_bot: false }),
    ...(reactions.length === 0 ? {} : { reactions }),
  };
}

function rootFields(post: Post, ts: SlackTs, context: MessageContext): Partial<ExportMessage> {
  if (post.thread.kind !== 'root') return {};
  return threadRootFields(ts, post.thread.replies, context.issuer, (reply) => ({
    user: shownUser(authorOf(reply), context),
    parts: partsOf(reply, context),
  }));
}

function partsOf(reply: ReplyRef, context: MessageContext): number {
  if (reply.longMessage === undefined) return 1;
  return Math.min(renderText(reply.longMessage, context.text).parts.length, MAX_PARTS);
}

/** Slack's `edited.ts` has no fraction. */
function wholeSecondsTs(ms: number): SlackTs {
  return tsFromMicros(Math.floor(ms / 1000) * 1_000_000);
}

const FAULT_CODES: Readonly<Record<RowFault, LossCode>> = {
  'props-not-json': 'props_unreadable',
  'nul-character': 'character_replaced',
  'lone-surrogate': 'character_replaced',
  'file-ids-without-rows': 'file_rows_missing',
  'legacy-filenames': 'legacy_files',
};

function rowLosses(post: Post, author: Author): LossNote[] {
  const losses: LossNote[] = post.faults.map((fault) => ({ code: FAULT_CODES[fault] }));
  if (author.kind === 'nobody') losses.push({ code: 'unknown_author' });
  if (post.thread.kind === 'lost-reply') {
    losses.push({ code: 'thread_root_lost', old: post.thread.rootId, new: post.thread.reason });
  }
  return losses;
}

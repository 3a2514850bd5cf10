import type { Post, Reaction, ReplyRef } from '../../model/model.ts';
import type { ExportMessage, ExportReaction } from '../../slack/export-format.ts';
import { type SlackTs, WORKSPACE_ID } from '../../slack/shapes.ts';
import type { LeftOutReason } from '../account.ts';
import type { BookmarkWords } from '../bookmarks.ts';
import { joinedLosses, type LossNote } from '../losses.ts';
import type { RenderedPart } from '../rendered-text.ts';
import {
  type AuthorFields,
  authorFields,
  authorSlackId,
  isAuthorSkipped,
  SLACKBOT,
} from './authors.ts';
import { type BodyContext, type MessageBody, messageBody, NO_EXTRA, partCount } from './body.ts';
import { isEmptyPost, isEmptyReply } from './empty.ts';
import {
  countFiles,
  type FileCounts,
  type FileRules,
  fileLosses,
  listedFiles,
  mapFile,
  NO_FILES,
  withFileLines,
} from './files.ts';
import { neverMoves } from './never-moved.ts';
import { faultLosses, rowLosses } from './row-losses.ts';
import { isDroppable } from './system-messages.ts';
import {
  mergeReactions,
  type ReplySummary,
  type ThreadRootFields,
  threadRootFields,
} from './threads.ts';
import { type TsIssuer, tsFromMicros } from './timestamps.ts';

/** Rules for the messages of a conversation. */
export interface MessageRules {
  readonly issuer: TsIssuer;
  readonly systemMessages: 'keep' | 'drop';
  readonly files: FileRules;
  /** Words of the lists of bookmarks; undefined where there are no lists. */
  readonly bookmarks?: BookmarkWords | undefined;
}

/** Context for mapping the posts of a conversation. */
export interface MessageContext extends BodyContext {
  readonly rules: MessageRules;
}

/** Result of mapping a post. */
export interface MappedPost {
  /** Messages in order; the first has the `ts` of the post, the rest follow it. None for a post that is left out. */
  readonly messages: readonly ExportMessage[];
  /** Reason why a live post was not migrated; when it is the root of a thread, `messages` may have a tombstone. */
  readonly leftOut: LeftOutReason | undefined;
  readonly losses: readonly LossNote[];
  readonly reactionsWritten: number;
  /** Reactions that repeat another one, because two emoji names of Mattermost are one in Slack. */
  readonly reactionsMerged: number;
  /** Reactions without an emoji name. */
  readonly reactionsNameless: number;
  /** Reactions of people who are skipped. */
  readonly reactionsSkipped: number;
  readonly files: FileCounts;
}

/** Maps a post, with thread fields, reactions and files, to messages. */
export function mapPost(post: Post, context: MessageContext): MappedPost {
  const micros = context.rules.issuer.issue(post);
  if (post.deleteAtMs !== undefined) return tombstone(post, micros, context);
  if (isDropped(post, post.thread.kind === 'root', context)) {
    return { ...NO_MESSAGES, leftOut: 'system-message' };
  }
  if (neverMoves(post)) {
    return leftOut(tombstone(post, micros, context), 'burn-on-read', [{ code: 'burn_on_read' }]);
  }
  if (isAuthorSkipped(post, context.people)) {
    return leftOut(tombstone(post, micros, context), 'author-skipped', []);
  }
  const body = messageBody(post, context);
  if (isEmptyPost(post, body, context)) {
    const losses = [...faultLosses(post), { code: 'empty_message' as const }];
    // Its replies name its author, because they do not know its text; without any, the author need not be there.
    const author = () => authorFields(post, undefined, context.people, context.text.emoji);
    return leftOut(tombstone(post, micros, context, author), 'empty-message', losses);
  }
  const { files } = post;
  const reacted = shownReactions(post, context);
  const reactions = mergeReactions(reacted, context.text.emoji, context.people.ids.of);
  const messages = messagesOf(post, micros, { body, reactions: reactions.reactions }, context);
  return {
    messages,
    leftOut: undefined,
    losses: joinedLosses(
      rowLosses(post, context.people),
      body.losses,
      reactions.losses,
      fileLosses(files, context.rules.files),
    ),
    reactionsWritten: reacted.length - reactions.merged - reactions.nameless,
    reactionsMerged: reactions.merged,
    reactionsNameless: reactions.nameless,
    reactionsSkipped: post.reactions.length - reacted.length,
    files: countFiles(files, context.rules.files),
  };
}

/** Reactions of people who are not skipped. */
function shownReactions({ reactions }: Post, { people }: MessageContext): readonly Reaction[] {
  if (reactions.length === 0) return reactions;
  return reactions.filter(({ userId }) => !people.ids.isSkipped(userId));
}

/** What the messages of a post show. */
interface Content {
  readonly body: MessageBody;
  readonly reactions: readonly ExportReaction[];
}

function messagesOf(
  post: Post,
  micros: number,
  { body, reactions }: Content,
  context: MessageContext,
): readonly ExportMessage[] {
  const author = authorFields(post, body.subtype, context.people, context.text.emoji);
  const parts = withFiles(body.parts, post, context);
  const last = parts.length - 1;
  const messages: ExportMessage[] = [];
  for (const part of parts) {
    const index = messages.length;
    const partMicros = index === 0 ? micros : context.rules.issuer.ofPart(post, index);
    const message = newMessage(author, part, partMicros);
    if (body.extra !== NO_EXTRA) Object.assign(message, body.extra);
    addReplyFields(message, post, context);
    if (index === 0) addFirstFields(message, post, micros, context);
    if (index === last) addLastFields(message, post, { body, reactions }, context);
    addTable(message, part);
    messages.push(message);
  }
  return messages;
}

/** Begins a message. The order of its fields is that of the archive; most have these and no more. */
function newMessage(author: AuthorFields, part: RenderedPart, micros: number): ExportMessage {
  const { type, user, subtype, bot_id: bot } = author;
  const { text, blocks } = part;
  const ts = tsFromMicros(micros);
  const team = WORKSPACE_ID;
  const isPerson = user !== undefined && subtype === undefined && bot === undefined;
  if (isPerson && blocks.length > 0) return { type, user, text, blocks, ts, team };
  return { ...author, text, ...(blocks.length === 0 ? {} : { blocks }), ts, team };
}

function withFiles(
  parts: readonly RenderedPart[],
  { files }: Post,
  context: MessageContext,
): readonly RenderedPart[] {
  const last = parts.at(-1);
  if (last === undefined || files.length === 0) return parts;
  return [...parts.slice(0, -1), withFileLines(last, files, context.rules.files)];
}

const NO_MESSAGES: MappedPost = {
  messages: [],
  leftOut: undefined,
  losses: [],
  reactionsWritten: 0,
  reactionsMerged: 0,
  reactionsNameless: 0,
  reactionsSkipped: 0,
  files: NO_FILES,
};

const leftOut = (
  mapped: MappedPost,
  reason: LeftOutReason,
  losses: readonly LossNote[],
): MappedPost => ({ ...mapped, leftOut: reason, losses });

/** A root is never dropped, because its replies need it. */
function isDropped(
  post: { readonly type: string },
  isRoot: boolean,
  context: MessageContext,
): boolean {
  return context.rules.systemMessages === 'drop' && isDroppable(post.type) && !isRoot;
}

/**
 * Maps a deleted root whose replies remain to a tombstone, which Slack shows in its place; so too for a root that is
 * left out. No message when all replies are dropped or outside the range.
 */
function tombstone(
  post: Post,
  micros: number,
  context: MessageContext,
  author: () => Pick<ExportMessage, 'user' | 'bot_id'> = () => ({ user: SLACKBOT }),
): MappedPost {
  const ts = tsFromMicros(micros);
  const thread = rootFields(post, ts, context);
  if (thread.reply_count === undefined) return NO_MESSAGES;
  const { user, bot_id: bot } = author();
  const message: ExportMessage = {
    type: 'message',
    subtype: 'tombstone',
    ...(user === undefined ? {} : { user }),
    ...(bot === undefined ? {} : { bot_id: bot }),
    text: 'This message was deleted.',
    ts,
    team: WORKSPACE_ID,
    hidden: true,
    ...thread,
  };
  return { ...NO_MESSAGES, messages: [message] };
}

function addReplyFields(message: ExportMessage, { thread }: Post, context: MessageContext): void {
  if (thread.kind !== 'reply') return;
  message.thread_ts = context.rules.issuer.of(thread.root);
  message.parent_user_id = authorSlackId(thread.root, context.people);
}

/** Adds the fields of a post's first message: edit mark, pin and thread. */
function addFirstFields(
  message: ExportMessage,
  post: Post,
  micros: number,
  context: MessageContext,
): void {
  if (post.editAtMs !== undefined) {
    const user = authorSlackId(post, context.people);
    message.edited = { user, ts: editedTs(post.editAtMs, micros) };
  }
  if (post.isPinned) message.pinned_to = [context.conversation.slackId];
  if (post.thread.kind === 'root') Object.assign(message, rootFields(post, message.ts, context));
}

/** Adds the fields of a post's last message: attachments, files and reactions. */
function addLastFields(
  message: ExportMessage,
  post: Post,
  { body, reactions }: Content,
  context: MessageContext,
): void {
  if (body.attachments.length > 0) message.attachments = body.attachments;
  if (post.files.length > 0) addFiles(message, post, context);
  if (reactions.length > 0) message.reactions = reactions;
}

function addFiles(message: ExportMessage, post: Post, context: MessageContext): void {
  const rules = context.rules.files;
  const listed = listedFiles(post.files, rules);
  if (listed.length === 0) return;
  const user = authorSlackId(post, context.people);
  const isPublic = context.conversation.list === 'channels';
  message.files = listed.map((file) => mapFile(file, { user, isPublic, rules }));
  message.upload = true;
  message.display_as_bot = false;
}

/** The attachment with a table stands before the others. */
function addTable(message: ExportMessage, { table }: RenderedPart): void {
  if (table === undefined) return;
  const others = message.attachments ?? [];
  message.attachments = [{ fallback: table.text, blocks: [table.block] }, ...others];
}

function rootFields({ thread }: Post, ts: SlackTs, context: MessageContext): ThreadRootFields {
  if (thread.kind !== 'root') return {};
  return threadRootFields(ts, thread.replies, context.rules.issuer, (reply) =>
    replySummary(reply, context),
  );
}

function replySummary(reply: ReplyRef, context: MessageContext): ReplySummary | undefined {
  if (isDropped(reply, false, context) || isAuthorSkipped(reply, context.people)) return undefined;
  if (neverMoves(reply) || isEmptyReply(reply, context)) return undefined;
  const parts = reply.longMessage === undefined ? 1 : partCount(reply.longMessage, context.text);
  return { user: authorSlackId(reply, context.people), parts };
}

const SECOND_MICROS = 1_000_000;

/** Slack's `edited.ts` has no fraction, and is never before the message: it is rounded up. */
function editedTs(editAtMs: number, micros: number): SlackTs {
  const latest = Math.max(editAtMs * 1000, micros);
  return tsFromMicros(Math.ceil(latest / SECOND_MICROS) * SECOND_MICROS);
}

import type { Post, PostRef, ReplyRef, RowFault } from '../../model/model.ts';
import type { ExportMessage, ExportReaction } from '../../slack/export-format.ts';
import { type SlackTs, WORKSPACE_ID } from '../../slack/shapes.ts';
import type { LeftOutReason } from '../account.ts';
import { type LossCode, type LossNote, redactionNotes } from '../losses.ts';
import type { RenderedPart } from '../rendered-text.ts';
import {
  type AuthorIdentity,
  authorFields,
  authorOf,
  isAuthorSkipped,
  SLACKBOT,
  shownId,
} from './authors.ts';
import { type BodyContext, messageBody, partCount } from './body.ts';
import { type FileRules, fileNotes, filesWithRows, mapFile, withFileLines } from './files.ts';
import { isDroppable } from './system-messages.ts';
import { mergeReactions, type ReplyView, threadRootFields } from './threads.ts';
import { partMicros, type TsIssuer, tsFromMicros } from './timestamps.ts';

/** What mapping the posts of one conversation needs. */
export interface MessageContext extends BodyContext, AuthorIdentity {
  readonly issuer: TsIssuer;
  readonly systemMessages: 'keep' | 'drop';
  readonly files: FileRules;
}

/** What became of a post. */
export interface MappedPost {
  /** In order; the first has the post's `ts`, the rest follow it. None for a dropped system message. */
  readonly messages: readonly ExportMessage[];
  /** Why a live post did not move; a tombstone may stand for it when it began a thread. */
  readonly leftOut: LeftOutReason | undefined;
  readonly losses: readonly LossNote[];
  readonly reactionsWritten: number;
  /** Reactions that say nothing new, because their emoji has another name in the same list. */
  readonly reactionsMerged: number;
  /** Reactions of people who do not move. */
  readonly reactionsSkipped: number;
  readonly filesWritten: number;
}

/** Maps one post, with its thread fields, reactions and files, to the messages that stand for it. */
export function mapPost(post: Post, context: MessageContext): MappedPost {
  const ts = tsFromMicros(context.issuer.issue(post));
  if (post.deleteAtMs !== undefined) return tombstone(post, ts, context);
  if (isDropped(post, post.thread.kind === 'root', context)) {
    return { ...NOTHING, leftOut: 'system-message' };
  }
  const ref = refOf(post);
  if (isAuthorSkipped(ref, context)) {
    return { ...tombstone(post, ts, context), leftOut: 'author-skipped' };
  }
  const body = messageBody(post, context);
  const reacted = post.reactions.filter(({ userId }) => !context.people.isSkipped(userId));
  const reactions = mergeReactions(reacted, context.text.emoji, context.people.of);
  const parts = withFiles(body.parts, post, context);
  const messages = parts.map(
    (part, index): ExportMessage => ({
      ...authorFields(ref, body.subtype, context),
      text: part.text,
      ...(part.blocks.length === 0 ? {} : { blocks: part.blocks }),
      ts: index === 0 ? ts : tsFromMicros(partMicros(post, index)),
      team: WORKSPACE_ID,
      ...body.extra,
      ...replyFields(post, context),
      ...(index === 0 ? firstFields(post, ts, context) : {}),
      ...(index === parts.length - 1
        ? lastFields(post, body.attachments, reactions.reactions, context)
        : {}),
    }),
  );
  return {
    messages,
    leftOut: undefined,
    losses: [
      ...rowLosses(post, context),
      ...body.losses,
      ...reactions.losses,
      ...fileNotes(post.files, context.files),
    ],
    reactionsWritten: reactions.reactions.reduce((sum, { count }) => sum + count, 0),
    reactionsMerged: reactions.merged,
    reactionsSkipped: post.reactions.length - reacted.length,
    filesWritten: filesWithRows(post.files),
  };
}

function withFiles(
  parts: readonly RenderedPart[],
  { files }: Post,
  context: MessageContext,
): readonly RenderedPart[] {
  const last = parts.at(-1);
  if (last === undefined || files.length === 0) return parts;
  return [...parts.slice(0, -1), withFileLines(last, files, context.files)];
}

const NOTHING: MappedPost = {
  messages: [],
  leftOut: undefined,
  losses: [],
  reactionsWritten: 0,
  reactionsMerged: 0,
  reactionsSkipped: 0,
  filesWritten: 0,
};

/** A dropped system message that began a thread stays: its replies hang on it. */
function isDropped(
  post: { readonly type: string },
  isRoot: boolean,
  context: MessageContext,
): boolean {
  return context.systemMessages === 'drop' && isDroppable(post.type) && !isRoot;
}

function refOf(post: Post): PostRef {
  const { id, userId, createAtMs, tie, type, props } = post;
  return { id, userId, createAtMs, tie, type, props, isDeleted: false };
}

/**
 * A deleted root whose replies remain: Slack keeps its place and shows that it was deleted. Nothing when
 * its replies are all dropped or outside the range.
 */
function tombstone(post: Post, ts: SlackTs, context: MessageContext): MappedPost {
  const thread = rootFields(post, ts, context);
  if (thread.reply_count === undefined) return NOTHING;
  const message: ExportMessage = {
    type: 'message',
    subtype: 'tombstone',
    user: SLACKBOT,
    text: 'This message was deleted.',
    ts,
    team: WORKSPACE_ID,
    hidden: true,
    ...thread,
  };
  return { ...NOTHING, messages: [message] };
}

function replyFields(post: Post, context: MessageContext): Partial<ExportMessage> {
  if (post.thread.kind !== 'reply') return {};
  const { root } = post.thread;
  return { thread_ts: context.issuer.of(root), parent_user_id: shownId(root, context) };
}

/** What stands where the post begins: its edit mark, its pin and the thread below it. */
function firstFields(post: Post, ts: SlackTs, context: MessageContext): Partial<ExportMessage> {
  const edited =
    post.editAtMs === undefined
      ? {}
      : { edited: { user: shownId(refOf(post), context), ts: wholeSecondsTs(post.editAtMs) } };
  return {
    ...edited,
    ...(post.isPinned ? { pinned_to: [context.conversation.slackId] } : {}),
    ...rootFields(post, ts, context),
  };
}

/** What stands where the post ends: its attachments, files and reactions. */
function lastFields(
  post: Post,
  attachments: ExportMessage['attachments'] & object,
  reactions: readonly ExportReaction[],
  context: MessageContext,
): Partial<ExportMessage> {
  const user = shownId(refOf(post), context);
  const isPublic = context.conversation.list === 'channels';
  const files = post.files.map((file) => mapFile(file, { user, isPublic }));
  return {
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(files.length === 0 ? {} : { files, upload: true, display_as_bot: false }),
    ...(reactions.length === 0 ? {} : { reactions }),
  };
}

function rootFields(post: Post, ts: SlackTs, context: MessageContext): Partial<ExportMessage> {
  if (post.thread.kind !== 'root') return {};
  const { replies } = post.thread;
  return threadRootFields(ts, replies, context.issuer, (reply) => viewOf(reply, context));
}

function viewOf(reply: ReplyRef, context: MessageContext): ReplyView | undefined {
  if (isDropped(reply, false, context) || isAuthorSkipped(reply, context)) return undefined;
  const parts = reply.longMessage === undefined ? 1 : partCount(reply.longMessage, context);
  return { user: shownId(reply, context), parts };
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

function rowLosses(post: Post, context: MessageContext): LossNote[] {
  const losses: LossNote[] = [
    ...post.faults.map((fault) => ({ code: FAULT_CODES[fault] })),
    ...redactionNotes(post),
  ];
  const author = authorOf(post);
  const isKnown =
    author.kind === 'webhook' || (author.kind === 'user' && context.people.has(author.userId));
  if (!isKnown) losses.push({ code: 'unknown_author', old: post.userId ?? '' });
  if (post.thread.kind === 'lost-reply') {
    losses.push({ code: 'thread_root_lost', old: post.thread.rootId, new: post.thread.reason });
  }
  return losses;
}

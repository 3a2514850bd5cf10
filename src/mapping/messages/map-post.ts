import type { Post, PostRef, ReplyRef, RowFault } from '../../model/model.ts';
import type { ExportAttachment, ExportMessage, ExportReaction } from '../../slack/export-format.ts';
import { type SlackTs, WORKSPACE_ID } from '../../slack/shapes.ts';
import type { LeftOutReason } from '../account.ts';
import { type LossCode, type LossNote, redactionNotes } from '../losses.ts';
import type { RenderedPart } from '../rendered-text.ts';
import { authorFields, authorOf, authorSlackId, isAuthorSkipped, SLACKBOT } from './authors.ts';
import { type BodyContext, messageBody, partCount } from './body.ts';
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
import { isDroppable } from './system-messages.ts';
import { mergeReactions, type ReplySummary, threadRootFields } from './threads.ts';
import { microsOf, partMicros, type TsIssuer, tsFromMicros } from './timestamps.ts';

/** Rules for the messages of a conversation. */
export interface MessageRules {
  readonly issuer: TsIssuer;
  readonly systemMessages: 'keep' | 'drop';
  readonly files: FileRules;
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
  /** Reactions of people who are skipped. */
  readonly reactionsSkipped: number;
  readonly files: FileCounts;
}

/** Maps a post, with thread fields, reactions and files, to messages. */
export function mapPost(post: Post, context: MessageContext): MappedPost {
  const ts = tsFromMicros(context.rules.issuer.issue(post));
  if (post.deleteAtMs !== undefined) return tombstone(post, ts, context);
  if (isDropped(post, post.thread.kind === 'root', context)) {
    return { ...NO_MESSAGES, leftOut: 'system-message' };
  }
  if (neverMoves(post)) {
    return leftOut(tombstone(post, ts, context), 'burn-on-read', [{ code: 'burn_on_read' }]);
  }
  const ref = refOf(post);
  if (isAuthorSkipped(ref, context.people)) {
    return leftOut(tombstone(post, ts, context), 'author-skipped', []);
  }
  const body = messageBody(post, context);
  if (isEmptyPost(post, body, context)) {
    const losses = [...faultLosses(post), { code: 'empty_message' as const }];
    // Its replies name its author, because they do not know its text; without any, the author need not be there.
    const author = () => authorFields(ref, undefined, context.people, context.text.emoji);
    return leftOut(tombstone(post, ts, context, author), 'empty-message', losses);
  }
  const reacted = post.reactions.filter(({ userId }) => !context.people.ids.isSkipped(userId));
  const reactions = mergeReactions(reacted, context.text.emoji, context.people.ids.of);
  const parts = withFiles(body.parts, post, context);
  const messages = parts.map(
    (part, index): ExportMessage => ({
      ...authorFields(ref, body.subtype, context.people, context.text.emoji),
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
      ...tableField(part, index === parts.length - 1 ? body.attachments : []),
    }),
  );
  return {
    messages,
    leftOut: undefined,
    losses: [
      ...rowLosses(post, context),
      ...body.losses,
      ...reactions.losses,
      ...fileLosses(post.files, context.rules.files),
    ],
    reactionsWritten: reactions.reactions.reduce((sum, { count }) => sum + count, 0),
    reactionsMerged: reactions.merged,
    reactionsSkipped: post.reactions.length - reacted.length,
    files: countFiles(post.files, context.rules.files),
  };
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

function refOf(post: Post): PostRef {
  const { id, userId, createAtMs, tie, type, props } = post;
  return { id, userId, createAtMs, tie, type, props, isDeleted: false };
}

/**
 * Maps a deleted root whose replies remain to a tombstone, which Slack shows in its place; so too for a root that is
 * left out. No message when all replies are dropped or outside the range.
 */
function tombstone(
  post: Post,
  ts: SlackTs,
  context: MessageContext,
  author: () => Pick<ExportMessage, 'user' | 'bot_id'> = () => ({ user: SLACKBOT }),
): MappedPost {
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

function replyFields(post: Post, context: MessageContext): Partial<ExportMessage> {
  if (post.thread.kind !== 'reply') return {};
  const { root } = post.thread;
  return {
    thread_ts: context.rules.issuer.of(root),
    parent_user_id: authorSlackId(root, context.people),
  };
}

/** Fields of a post's first message: edit mark, pin and thread. */
function firstFields(post: Post, ts: SlackTs, context: MessageContext): Partial<ExportMessage> {
  const edited =
    post.editAtMs === undefined
      ? {}
      : {
          edited: {
            user: authorSlackId(refOf(post), context.people),
            ts: editedTs(post.editAtMs, ts),
          },
        };
  return {
    ...edited,
    ...(post.isPinned ? { pinned_to: [context.conversation.slackId] } : {}),
    ...rootFields(post, ts, context),
  };
}

/** Fields of a post's last message: attachments, files and reactions. */
function lastFields(
  post: Post,
  attachments: ExportMessage['attachments'] & object,
  reactions: readonly ExportReaction[],
  context: MessageContext,
): Partial<ExportMessage> {
  const user = authorSlackId(refOf(post), context.people);
  const isPublic = context.conversation.list === 'channels';
  const rules = context.rules.files;
  const files = listedFiles(post.files, rules).map((file) =>
    mapFile(file, { user, isPublic, rules }),
  );
  return {
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(files.length === 0 ? {} : { files, upload: true, display_as_bot: false }),
    ...(reactions.length === 0 ? {} : { reactions }),
  };
}

/** The attachment with a table stands before the others. */
function tableField(
  { table }: RenderedPart,
  others: readonly ExportAttachment[],
): Pick<ExportMessage, 'attachments'> {
  if (table === undefined) return {};
  return { attachments: [{ fallback: table.text, blocks: [table.block] }, ...others] };
}

function rootFields(post: Post, ts: SlackTs, context: MessageContext): Partial<ExportMessage> {
  if (post.thread.kind !== 'root') return {};
  const { replies } = post.thread;
  return threadRootFields(ts, replies, context.rules.issuer, (reply) =>
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
function editedTs(editAtMs: number, ts: SlackTs): SlackTs {
  const micros = Math.max(editAtMs * 1000, microsOf(ts));
  return tsFromMicros(Math.ceil(micros / SECOND_MICROS) * SECOND_MICROS);
}

const FAULT_CODES: Readonly<Record<RowFault, LossCode>> = {
  'props-not-json': 'props_unreadable',
  'nul-character': 'character_replaced',
  'lone-surrogate': 'character_replaced',
  'unreadable-character': 'character_replaced',
  'encoding-repaired': 'encoding_repaired',
  'file-ids-without-rows': 'file_rows_missing',
  'legacy-filenames': 'legacy_files',
};

const faultLosses = ({ faults }: Post): readonly LossNote[] =>
  [...new Set(faults.map((fault) => FAULT_CODES[fault]))].map((code) => ({ code }));

function rowLosses(post: Post, context: MessageContext): LossNote[] {
  const losses: LossNote[] = [...faultLosses(post), ...redactionNotes(post)];
  const author = authorOf(post);
  const isKnown =
    author.kind === 'webhook' || (author.kind === 'user' && context.people.ids.has(author.userId));
  if (!isKnown) losses.push({ code: 'unknown_author', old: post.userId ?? '' });
  if (post.thread.kind === 'lost-reply') {
    losses.push({ code: 'thread_root_lost', old: post.thread.rootId, new: post.thread.reason });
  }
  if (post.tie.rootMs !== undefined) {
    const times = { old: isoTime(post.createAtMs), new: isoTime(post.tie.rootMs) };
    losses.push({ code: 'reply_older_than_root', ...times });
  }
  return losses;
}

const isoTime = (ms: number): string => new Date(ms).toISOString();

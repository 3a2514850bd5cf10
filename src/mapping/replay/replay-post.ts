import type { FileInfo, Post, PostId, UserId } from '../../model/model.ts';
import type { ExportAttachment, ExportMessage } from '../../slack/export-format.ts';
import {
  SECTION_CHARACTERS,
  UPDATE_TEXT_CHARACTERS,
  USERNAME_CHARACTERS,
} from '../../slack/limits.ts';
import { escapeText, type SlackBlock } from '../../slack/shapes.ts';
import type { LossNote } from '../losses.ts';
import { authorName, authorOf } from '../messages/authors.ts';
import { type MappedPost, type MessageContext, mapPost } from '../messages/map-post.ts';
import { cutText } from '../text.ts';

/** What replaying the posts of one conversation needs. */
export interface ReplayContext extends MessageContext {
  readonly settings: ReplaySettings;
  /** The name that people saw, as plain text. */
  readonly shownName: (id: UserId) => string;
  readonly usernameOf: (id: UserId) => string;
}

/** Who a message is shown as; the app that posts it stays its owner. */
export interface ReplayVoice {
  readonly username: string;
  readonly iconUrl: string | undefined;
  readonly iconEmoji: string | undefined;
}

/** One call of chat.postMessage. */
export interface ReplayMessage extends ReplayVoice {
  readonly postId: PostId;
  /** From 0; a long post becomes several messages. */
  readonly part: number;
  /** The root whose `ts` the call names; undefined outside threads. */
  readonly rootId: PostId | undefined;
  /** mrkdwn that names nobody so as to notify them; what notifications and search show beside blocks. */
  readonly text: string;
  readonly blocks: readonly (SlackBlock | ReplayBlock)[];
  readonly attachments: readonly ExportAttachment[];
}

export interface ReplayedPost
  extends Pick<
    MappedPost,
    'leftOut' | 'reactionsWritten' | 'reactionsMerged' | 'reactionsSkipped'
  > {
  readonly messages: readonly ReplayMessage[];
  readonly files: readonly FileInfo[];
  /** Emoji names for reactions.add, when the app reacts itself. */
  readonly appReactions: readonly string[];
  readonly isPinned: boolean;
  readonly losses: readonly LossNote[];
}

/**
 * A post as the calls that bring it into a workspace. `context.text` must write mentions as text and
 * `context.system.mention` a name: nobody may be notified of old messages.
 */
export function replayPost(post: Post, context: ReplayContext): ReplayedPost {
  const mapped = mapPost(post, context);
  const voice = voiceOf(post, context);
  const rootId = post.thread.kind === 'reply' ? post.thread.root.id : undefined;
  const last = mapped.messages.length - 1;
  const messages = mapped.messages.map(
    (message, part): ReplayMessage => ({
      ...voice,
      postId: post.id,
      part,
      rootId,
      text: shortenText(message.text),
      blocks: withTime(message, {
        time: context.settings.time,
        createAtMs: part === 0 ? post.createAtMs : undefined,
        reactions: part === last ? reactionLine(post, context) : undefined,
      }),
      attachments: message.attachments ?? [],
    }),
  );
  return {
    messages,
    files: mapped.leftOut === undefined && post.deleteAtMs === undefined ? post.files : [],
    appReactions: appReactions(mapped.messages[last], context),
    isPinned: post.isPinned && mapped.leftOut === undefined,
    leftOut: mapped.leftOut,
    reactionsWritten: mapped.reactionsWritten,
    reactionsMerged: mapped.reactionsMerged,
    reactionsSkipped: mapped.reactionsSkipped,
    losses: [...mapped.losses, ...replayLosses(post, mapped.reactionsWritten, context)],
  };
}

function voiceOf(post: Post, context: ReplayContext): ReplayVoice {
  if (post.deleteAtMs !== undefined) return NOBODY;
  const author = authorOf(post);
  if (author.kind === 'nobody') return NOBODY;
  if (author.kind === 'webhook') {
    const emoji = context.text.emoji(author.iconEmoji?.replaceAll(':', '') ?? '');
    const iconEmoji = emoji === undefined ? undefined : `:${emoji}:`;
    return { username: shortName(author.name), iconUrl: author.iconUrl, iconEmoji };
  }
  const username = shortName(context.shownName(author.userId));
  return { username, iconUrl: pictureOf(author.userId, context), iconEmoji: undefined };
}

const NOBODY: ReplayVoice = { username: 'unknown', iconUrl: undefined, iconEmoji: undefined };

const shortName = (name: string): string => [...name].slice(0, USERNAME_CHARACTERS).join('');

function pictureOf(id: UserId, { settings, usernameOf }: ReplayContext): string | undefined {
  return settings.iconUrl
    ?.replaceAll('{username}', encodeURIComponent(usernameOf(id)))
    .replaceAll('{id}', encodeURIComponent(id));
}

/** `:tada: Ann, Bob  :eyes: Cyd`, escaped; undefined when there is none or another setting says. */
function reactionLine(post: Post, context: ReplayContext): string | undefined {
  if (context.settings.reactions !== 'summary' || post.reactions.length === 0) return undefined;
  const people = new Map<string, string[]>();
  for (const { emojiName, userId } of post.reactions) {
    if (context.people.isSkipped(userId)) continue;
    const name = context.text.emoji(emojiName) ?? emojiName;
    const names = people.get(name) ?? [];
    people.set(name, [...names, escapeText(context.shownName(userId))]);
  }
  const groups = [...people].map(([name, names]) => `:${name}: ${[...new Set(names)].join(', ')}`);
  return groups.length === 0 ? undefined : groups.join('   ');
}

function appReactions(
  message: ExportMessage | undefined,
  { settings }: ReplayContext,
): readonly string[] {
  if (settings.reactions !== 'app') return [];
  return (message?.reactions ?? []).map(({ name }) => name);
}

function replayLosses(post: Post, reactions: number, { settings }: ReplayContext): LossNote[] {
  const losses: LossNote[] = [];
  if (reactions > 0) losses.push({ code: REACTION_LOSSES[settings.reactions] });
  if (post.editAtMs !== undefined) losses.push({ code: 'edit_mark_dropped' });
  return losses;
}

const REACTION_LOSSES = {
  summary: 'reactions_as_text',
  app: 'reactions_as_app',
  none: 'reactions_dropped',
} as const;

/** How history looks when it is posted through the API; each is a setting. */
export interface ReplaySettings {
  /** Where the original time stands: in a grey line under the message, or before its text. */
  readonly time: 'context' | 'text';
  /** Reactions of other people, for whom an app cannot act: a line with names, the app's own, or none. */
  readonly reactions: 'summary' | 'app' | 'none';
  /** Address of a person's picture with `{username}` or `{id}`; undefined for the app's own. */
  readonly iconUrl: string | undefined;
}

/** An entity that the cut went through. */
const HALF_ENTITY = /&[a-z]{0,3}$|<[^>]*$/;

/**
 * A message's `text` beside its blocks, short enough that chat.update takes it later. The blocks say the
 * whole; the text is what notifications and search show.
 */
function shortenText(text: string): string {
  if (text.length <= UPDATE_TEXT_CHARACTERS) return text;
  const cut = [...text.slice(0, UPDATE_TEXT_CHARACTERS - 1)];
  // Half a surrogate pair at the end would make the whole text unreadable.
  const last = cut.at(-1) ?? '';
  const whole = /[\ud800-\udbff]$/.test(last) ? cut.slice(0, -1) : cut;
  return `${whole.join('').replace(HALF_ENTITY, '')}…`;
}

/** The text beside a shared file, whose author Slack cannot name: who it is from and when, as mrkdwn. */
export function fileComment(post: Post, { shownName }: Pick<ReplayContext, 'shownName'>): string {
  return `${escapeText(authorName(post, shownName))} · ${timeText(post.createAtMs)}`;
}

/** Blocks that only a replay has. */
type ReplayBlock =
  | { readonly type: 'context'; readonly elements: readonly MrkdwnText[] }
  | { readonly type: 'section'; readonly text: MrkdwnText };

interface MrkdwnText {
  readonly type: 'mrkdwn';
  readonly text: string;
}

interface Beside {
  readonly time: 'context' | 'text';
  /** Undefined where the time stands in an earlier part already. */
  readonly createAtMs: number | undefined;
  /** Escaped mrkdwn. */
  readonly reactions: string | undefined;
}

/** The blocks of a message with its original time and its reactions. */
function withTime(
  { text, blocks = [] }: Pick<ExportMessage, 'text' | 'blocks'>,
  { time, createAtMs, reactions }: Beside,
): readonly (SlackBlock | ReplayBlock)[] {
  const said = blocks.length === 0 && text !== '' ? [section(text)] : blocks;
  const when = createAtMs === undefined ? [] : [context(timeText(createAtMs))];
  const under = reactions === undefined ? [] : [context(shorten(reactions))];
  return time === 'text' ? [...when, ...said, ...under] : [...said, ...under, ...when];
}

/**
 * The reader's own time zone where Slack knows it, UTC elsewhere
 * (docs.slack.dev/messaging/formatting-message-text, date formatting).
 */
function timeText(ms: number): string {
  const plain = `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(ms / 1000)}^{date_num} {time_secs}|${plain}>`;
}

const context = (text: string): ReplayBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text }],
});

const section = (text: string): ReplayBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: shorten(text) },
});

const shorten = (text: string): string => cutText(text, SECTION_CHARACTERS);

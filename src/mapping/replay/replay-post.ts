import type { FileInfo, Post, PostId, User, UserId } from '../../model/model.ts';
import type { ExportAttachment, ExportMessage } from '../../slack/export-format.ts';
import {
  SECTION_CHARACTERS,
  UPDATE_TEXT_CHARACTERS,
  USERNAME_CHARACTERS,
} from '../../slack/limits.ts';
import { escapeText, type SlackBlock } from '../../slack/shapes.ts';
import type { LossNote } from '../losses.ts';
import { sourceFacts } from '../message-shape.ts';
import { authorName, authorOf, type MessagePeople } from '../messages/authors.ts';
import {
  type MappedPost,
  type MessageContext,
  type MessageRules,
  mapPost,
} from '../messages/map-post.ts';
import { type ReplayBlock, timeText, withAnnotations } from './annotations.ts';
import { shortenText, textsAlone } from './smaller-forms.ts';

export interface ReplayPeople extends MessagePeople {
  /** Displayed name in Mattermost, as plain text. */
  readonly displayName: (id: UserId) => string;
  readonly usernameOf: (id: UserId) => string;
}

export interface ReplayRules extends MessageRules {
  readonly settings: ReplaySettings;
}

/** Context for replaying the posts of a conversation. */
export interface ReplayContext extends MessageContext {
  readonly people: ReplayPeople;
  readonly rules: ReplayRules;
}

/** Displayed author of a message; its owner is the app that posts it. */
export interface ReplayAuthor {
  readonly username: string;
  readonly iconUrl: string | undefined;
  readonly iconEmoji: string | undefined;
}

/** One call of chat.postMessage. */
export interface ReplayMessage extends ReplayAuthor {
  readonly postId: PostId;
  /** Number of the part, from 0; a long post becomes several messages. */
  readonly part: number;
  /** Root of the thread, whose `ts` the call needs; undefined outside threads. */
  readonly rootId: PostId | undefined;
  /**
   * mrkdwn without mentions; notifications and search show it instead of the blocks, which have the whole content. Cut so
   * that chat.update accepts it later.
   */
  readonly text: string;
  readonly blocks: readonly (SlackBlock | ReplayBlock)[];
  readonly attachments: readonly ExportAttachment[];
  /** The message as mrkdwn alone, for when Slack refuses its blocks; a long one in a second, cut form too. */
  readonly textsAlone: readonly string[];
  /** What the source says in it, as `sourceFacts` writes it. */
  readonly source: string;
}

export interface ReplayedPost
  extends Pick<
    MappedPost,
    'leftOut' | 'reactionsWritten' | 'reactionsMerged' | 'reactionsNameless' | 'reactionsSkipped'
  > {
  readonly messages: readonly ReplayMessage[];
  readonly files: readonly FileInfo[];
  /** Emoji names for reactions.add, when the app adds reactions itself. */
  readonly appReactions: readonly string[];
  readonly isPinned: boolean;
  /** What the source says in its messages, as `sourceFacts` writes it. */
  readonly source: string;
  readonly losses: readonly LossNote[];
}

/**
 * Maps a post to the calls that write it into a workspace. `context.text` must write mentions as text and
 * `context.people.system.mention` a name, so that old messages notify no one.
 */
export function replayPost(post: Post, context: ReplayContext): ReplayedPost {
  const mapped = mapPost(post, context);
  const author = replayAuthor(post, context);
  const rootId = post.thread.kind === 'reply' ? post.thread.root.id : undefined;
  const last = mapped.messages.length - 1;
  const source = sourceFacts(post, context.rules.settings.reactions === 'summary');
  const messages = mapped.messages.map((message, part): ReplayMessage => {
    const reactions = part === last ? reactionTexts(post, context) : [];
    const attachments = message.attachments ?? [];
    return {
      ...author,
      postId: post.id,
      part,
      rootId,
      text: shortenText(message.text, UPDATE_TEXT_CHARACTERS),
      blocks: withAnnotations(message, {
        time: context.rules.settings.time,
        createAtMs: part === 0 ? post.createAtMs : undefined,
        reactions,
      }),
      attachments,
      source,
      textsAlone: textsAlone(message.text, {
        time: timeText(post.createAtMs),
        attachments,
        reactions,
      }),
    };
  });
  return {
    messages,
    source,
    files: mapped.leftOut === undefined && post.deleteAtMs === undefined ? post.files : [],
    appReactions: appReactions(mapped.messages[last], context),
    isPinned: post.isPinned && mapped.leftOut === undefined,
    leftOut: mapped.leftOut,
    reactionsWritten: mapped.reactionsWritten,
    reactionsMerged: mapped.reactionsMerged,
    reactionsNameless: mapped.reactionsNameless,
    reactionsSkipped: mapped.reactionsSkipped,
    losses: [
      // The time that the message shows is its own.
      ...mapped.losses.filter(({ code }) => code !== 'reply_older_than_root'),
      ...replayLosses(post, mapped.reactionsWritten, context),
    ],
  };
}

function replayAuthor(post: Post, context: ReplayContext): ReplayAuthor {
  if (post.deleteAtMs !== undefined) return UNKNOWN_AUTHOR;
  const author = authorOf(post);
  if (author.kind === 'nobody') return UNKNOWN_AUTHOR;
  if (author.kind === 'webhook') {
    const emoji = context.text.emoji(author.iconEmoji?.replaceAll(':', '') ?? '');
    const iconEmoji = emoji === undefined ? undefined : `:${emoji}:`;
    return { username: shortName(author.name), iconUrl: author.iconUrl, iconEmoji };
  }
  const username = shortName(context.people.displayName(author.userId));
  return { username, iconUrl: pictureOf(author.userId, context), iconEmoji: undefined };
}

const UNKNOWN_AUTHOR: ReplayAuthor = {
  username: 'unknown',
  iconUrl: undefined,
  iconEmoji: undefined,
};

const shortName = (name: string): string => [...name].slice(0, USERNAME_CHARACTERS).join('');

function pictureOf(id: UserId, { rules, people }: ReplayContext): string | undefined {
  const { iconUrl } = rules.settings;
  if (iconUrl === undefined) return undefined;
  return pictureUrl(iconUrl, { id, username: people.usernameOf(id) });
}

/** Puts a person into the address of pictures that the settings give, with `{username}` and `{id}`. */
export const pictureUrl = (
  iconUrl: string,
  { id, username }: Pick<User, 'id' | 'username'>,
): string =>
  iconUrl
    .replaceAll('{username}', encodeURIComponent(username))
    .replaceAll('{id}', encodeURIComponent(id));

/** `:tada: Ann, Bob   :eyes: Cyd`, escaped, in as few texts as Slack's length allows; empty with another setting. */
function reactionTexts(post: Post, context: ReplayContext): readonly string[] {
  if (context.rules.settings.reactions !== 'summary') return [];
  const people = new Map<string, Set<string>>();
  for (const { emojiName, userId } of post.reactions) {
    if (context.people.ids.isSkipped(userId) || emojiName.trim() === '') continue;
    // A name from no server of Mattermost's could read as the names of people.
    const name = oneWord(context.text.emoji(emojiName) ?? emojiName);
    const names = people.get(name) ?? new Set();
    people.set(name, names.add(escapeText(context.people.displayName(userId))));
  }
  const groups = [...people].flatMap(([name, names]) =>
    packed([...names], ', ', SECTION_CHARACTERS - name.length - 3).map(
      (some) => `:${name}: ${some}`,
    ),
  );
  return packed(groups, '   ', SECTION_CHARACTERS);
}

const SKIN_TONE = /::skin-tone-\d(?:-\d)?$/;

/** Replaces blanks and colons of a name, but for a skin tone, which Slack writes with colons of its own. */
function oneWord(name: string): string {
  const tone = SKIN_TONE.exec(name)?.[0] ?? '';
  return name.slice(0, name.length - tone.length).replace(/[\s:]/g, '_') + tone;
}

/** Joins texts, as many as fit into a length at a time. */
function packed(
  texts: readonly string[],
  separator: string,
  maxCharacters: number,
): readonly string[] {
  const joined: string[] = [];
  for (const text of texts) {
    const last = joined.at(-1);
    const longer = last === undefined ? text : last + separator + text;
    if (last === undefined || longer.length > maxCharacters) joined.push(text);
    else joined[joined.length - 1] = longer;
  }
  return joined;
}

function appReactions(
  message: ExportMessage | undefined,
  { rules }: ReplayContext,
): readonly string[] {
  if (rules.settings.reactions !== 'app') return [];
  return (message?.reactions ?? []).map(({ name }) => name);
}

function replayLosses(post: Post, reactions: number, { rules }: ReplayContext): LossNote[] {
  const losses: LossNote[] = [];
  if (reactions > 0) losses.push({ code: REACTION_LOSSES[rules.settings.reactions] });
  if (post.editAtMs !== undefined) losses.push({ code: 'edit_mark_dropped' });
  return losses;
}

const REACTION_LOSSES = {
  summary: 'reactions_as_text',
  app: 'reactions_as_app',
  none: 'reactions_dropped',
} as const;

/** Settings for messages that are posted through the API. */
export interface ReplaySettings {
  /** Place of the original time: in a grey line under the message, or before its text. */
  readonly time: 'context' | 'text';
  /**
   * Form of reactions, which an app cannot add for other people: a line with names, the app's own reactions, or none.
   */
  readonly reactions: 'summary' | 'app' | 'none';
  /** Address of a person's picture with `{username}` or `{id}`; undefined for the app's own picture. */
  readonly iconUrl: string | undefined;
}

/** Comment of a shared file, as mrkdwn: author and time, because Slack shows the app as its author. */
export function fileComment(
  post: Post,
  { displayName }: Pick<ReplayPeople, 'displayName'>,
): string {
  return `${escapeText(authorName(post, displayName))} · ${timeText(post.createAtMs)}`;
}

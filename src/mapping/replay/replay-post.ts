import type { FileInfo, Post, PostId, UserId } from '../../model.ts';
import { authorOf } from '../authors.ts';
import { escapeText } from '../escape.ts';
import type { LossNote } from '../losses.ts';
import { type MappedPost, type MessageContext, mapPost } from '../messages.ts';
import type { SlackBlock } from '../slack.ts';
import type { ExportAttachment, ExportMessage } from '../slack-export.ts';
import { type ReplayBlock, withTime } from './replay-blocks.ts';
import type { ReplaySettings } from './replay-settings.ts';
import { shortenText } from './shorten-text.ts';

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

/** Slack takes no more of a name: [?] nowhere documented, so well within what it shows. */
const USERNAME_CHARACTERS = 80;

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

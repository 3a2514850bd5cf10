import { type JsonObject, type PostRef, type UserId, userId } from '../../model/model.ts';
import type { ExportMessage } from '../../slack/export-format.ts';
import { type SlackBotId, slackUserId } from '../../slack/shapes.ts';
import type { TextContext } from '../rendered-text.ts';
import { botSlackId } from '../slack-ids.ts';
import { filled, isTrue } from '../text.ts';
import type { SlackUserIds } from '../users.ts';
import { type SystemPeople, systemUser } from './system-messages.ts';

/** Who a post is shown as. */
export type Author =
  | { readonly kind: 'user'; readonly userId: UserId }
  | {
      readonly kind: 'webhook';
      readonly botId: SlackBotId;
      readonly name: string;
      /** Set when it is a web address and no emoji takes its place. */
      readonly iconUrl: string | undefined;
      /** `:name:`, with Mattermost's name of the emoji. */
      readonly iconEmoji: string | undefined;
    }
  | { readonly kind: 'nobody' };

/**
 * The author of a post. A webhook's posts carry the id of the person who made the hook; they are shown
 * under the webhook's own name, and that person never appears. Posts of bot accounts, plugins and OAuth
 * apps stay with the account that Mattermost shows.
 */
export function authorOf(post: {
  readonly userId: UserId | undefined;
  readonly props: JsonObject;
}): Author {
  if (isTrue(post.props['from_webhook'])) return webhook(post.props);
  return post.userId === undefined ? { kind: 'nobody' } : { kind: 'user', userId: post.userId };
}

function webhook(props: JsonObject): Author {
  const name =
    oneLine(props['override_username']) ?? oneLine(props['webhook_display_name']) ?? 'webhook';
  return { kind: 'webhook', botId: botSlackId(`webhook:${name}`), name, ...iconOf(props) };
}

interface Icon {
  readonly iconUrl: string | undefined;
  readonly iconEmoji: string | undefined;
}

const NO_ICON: Icon = { iconUrl: undefined, iconEmoji: undefined };

/**
 * `use_user_icon` asks for the picture of the person who made the hook, so it gives none. An emoji wins over
 * an address, as on the old server, which puts its picture there.
 */
function iconOf(props: JsonObject): Icon {
  if (isTrue(props['use_user_icon'])) return NO_ICON;
  const emoji = /^:?([\p{L}\p{N}_+-]+):?$/u.exec(oneLine(props['override_icon_emoji']) ?? '')?.[1];
  if (emoji !== undefined) return { iconUrl: undefined, iconEmoji: `:${emoji}:` };
  const url = filled(props['override_icon_url'])?.trim() ?? '';
  // Slack cannot reach the old server's relative addresses.
  return /^https?:\/\/\S+$/i.test(url) && URL.canParse(url)
    ? { iconUrl: url, iconEmoji: undefined }
    : NO_ICON;
}

function oneLine(value: JsonObject[string] | undefined): string | undefined {
  return filled(value)?.replace(/\s+/g, ' ').trim();
}

/** The name under which a post is shown, as plain text. */
export function authorName(
  post: { readonly userId: UserId | undefined; readonly props: JsonObject },
  nameOf: (id: UserId) => string,
): string {
  const author = authorOf(post);
  if (author.kind === 'webhook') return author.name;
  return author.kind === 'user' ? nameOf(author.userId) : 'unknown';
}

/** The account that Slack itself speaks through; readers know it without an entry in users.json. */
export const SLACKBOT = slackUserId('USLACKBOT');
/** The author of a row that names none. */
const NOBODY = userId('nobody');

/** Whom posts are shown as. */
export interface AuthorIdentity {
  readonly people: SlackUserIds;
  readonly system: SystemPeople;
}

/**
 * The id under which readers find who a post is shown as: a user's, or a bot's for a webhook. It is the
 * same for the post itself, for its root's list of replies and for its replies' `parent_user_id`.
 */
export function shownId(post: PostRef, voices: AuthorIdentity): string {
  if (post.isDeleted || isAuthorSkipped(post, voices)) return SLACKBOT;
  const author = authorOf(post);
  if (author.kind === 'webhook') return author.botId;
  const about = systemUser(post, voices.system);
  return voices.people.of(about ?? (author.kind === 'user' ? author.userId : NOBODY));
}

/** True when a post is shown as somebody who does not move: then it stays behind too. */
export function isAuthorSkipped(post: PostRef, voices: AuthorIdentity): boolean {
  const author = authorOf(post);
  if (author.kind === 'webhook') return false;
  const shown = systemUser(post, voices.system) ?? post.userId;
  return shown !== undefined && voices.people.isSkipped(shown);
}

type AuthorFields = Pick<
  ExportMessage,
  'type' | 'subtype' | 'user' | 'bot_id' | 'username' | 'icons'
>;

/** The fields that say who speaks. `subtype` is Slack's word for a system message. */
export function authorFields(
  post: PostRef,
  subtype: string | undefined,
  voices: AuthorIdentity & { readonly text: Pick<TextContext, 'emoji'> },
): AuthorFields {
  const author = authorOf(post);
  if (author.kind !== 'webhook') {
    const kind = subtype === undefined ? {} : { subtype };
    return { type: 'message', ...kind, user: shownId(post, voices) };
  }
  return {
    type: 'message',
    subtype: 'bot_message',
    bot_id: author.botId,
    username: author.name,
    ...icons(author, voices.text.emoji),
  };
}

function icons(
  author: Extract<Author, { kind: 'webhook' }>,
  emoji: TextContext['emoji'],
): Pick<ExportMessage, 'icons'> {
  if (author.iconUrl !== undefined) return { icons: { image_48: author.iconUrl } };
  const name = emoji(author.iconEmoji?.replaceAll(':', '') ?? '');
  return name === undefined ? {} : { icons: { emoji: `:${name}:` } };
}

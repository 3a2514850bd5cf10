import { type JsonObject, type PostRef, type UserId, userId } from '../../model/model.ts';
import type { ExportBotProfile, ExportMessage } from '../../slack/export-format.ts';
import { type SlackBotId, slackUserId } from '../../slack/shapes.ts';
import type { TextContext } from '../rendered-text.ts';
import { botSlackId } from '../slack-ids.ts';
import { filled, isTrue } from '../text.ts';
import type { SlackUserIds } from '../users.ts';
import { neverMoves } from './never-moved.ts';
import { type SystemPeople, systemUser } from './system-messages.ts';

/** Displayed author of a post. */
export type Author =
  | { readonly kind: 'user'; readonly userId: UserId }
  | {
      readonly kind: 'webhook';
      readonly botId: SlackBotId;
      readonly name: string;
      /** Set when it is a web address and there is no emoji. */
      readonly iconUrl: string | undefined;
      /** `:name:`, with Mattermost's emoji name. */
      readonly iconEmoji: string | undefined;
    }
  | { readonly kind: 'nobody' };

/**
 * Determines the author of a post. Posts of a webhook have the id of the person who made the hook; their author is
 * the webhook under its own name, and that person never appears. Posts of bot accounts, plugins and OAuth apps have
 * the account that Mattermost shows.
 */
export function authorOf(post: Pick<PostRef, 'userId' | 'props'>): Author {
  if (isByWebhook(post)) return webhook(post.props);
  return post.userId === undefined ? { kind: 'nobody' } : { kind: 'user', userId: post.userId };
}

/** True for a post whose author is a webhook. */
export const isByWebhook = ({ props }: Pick<PostRef, 'props'>): boolean =>
  isTrue(props['from_webhook']);

type Webhook = Extract<Author, { kind: 'webhook' }>;

function webhook(props: JsonObject): Webhook {
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
 * `use_user_icon` selects the picture of the person who made the hook, so there is no icon. An emoji takes precedence
 * over an address, as in Mattermost.
 */
function iconOf(props: JsonObject): Icon {
  if (isTrue(props['use_user_icon'])) return NO_ICON;
  const emoji = /^:?([\p{L}\p{N}_+-]+):?$/u.exec(oneLine(props['override_icon_emoji']) ?? '')?.[1];
  if (emoji !== undefined) return { iconUrl: undefined, iconEmoji: `:${emoji}:` };
  const url = filled(props['override_icon_url'])?.trim() ?? '';
  // Slack cannot reach relative addresses of the Mattermost server.
  return /^https?:\/\/\S+$/i.test(url) && URL.canParse(url)
    ? { iconUrl: url, iconEmoji: undefined }
    : NO_ICON;
}

function oneLine(value: JsonObject[string] | undefined): string | undefined {
  return filled(value)?.replace(/\s+/g, ' ').trim();
}

/** Displayed name of a post's author, as plain text. */
export function authorName(
  post: Pick<PostRef, 'userId' | 'props'>,
  nameOf: (id: UserId) => string,
): string {
  const author = authorOf(post);
  if (author.kind === 'webhook') return author.name;
  return author.kind === 'user' ? nameOf(author.userId) : 'unknown';
}

/** Slack's own account; readers know it without an entry in users.json. */
export const SLACKBOT = slackUserId('USLACKBOT');
/** Author of a row that names none. */
const NO_AUTHOR = userId('nobody');

/** Look-ups for displayed authors. */
export interface AuthorIdentity {
  readonly ids: SlackUserIds;
  readonly system: SystemPeople;
  /** What messages say of an account that is a bot in Slack; undefined for a person. */
  readonly botProfileOf: (id: UserId) => ExportBotProfile | undefined;
}

/** Look-ups for the people that messages show. */
export interface MessagePeople extends AuthorIdentity {
  /** Name of a person, in text that does not notify. */
  readonly nameOf: (id: UserId) => string;
}

/** What names the author of a post: a post itself, or what another one of its thread knows of it. */
export type Authored = Pick<PostRef, 'type' | 'userId' | 'props'> &
  Partial<Pick<PostRef, 'isDeleted'>>;

/**
 * Slack id of a post's displayed author: a user's, or a bot's for a webhook. Equal for the post itself, its root's
 * list of replies and its replies' `parent_user_id`.
 */
export function authorSlackId(post: Authored, identity: AuthorIdentity): string {
  if (post.isDeleted === true || neverMoves(post)) return SLACKBOT;
  if (isByWebhook(post)) return webhook(post.props).botId;
  const user = shownUser(post, identity);
  if (user === undefined) return identity.ids.of(NO_AUTHOR);
  return identity.ids.isSkipped(user) ? SLACKBOT : identity.ids.of(user);
}

/** True when the displayed author of a post is skipped; then the post is skipped too. */
export function isAuthorSkipped(post: Authored, identity: AuthorIdentity): boolean {
  if (isByWebhook(post)) return false;
  const user = shownUser(post, identity);
  return user !== undefined && identity.ids.isSkipped(user);
}

/** The account that Slack shows as author of a post that is not a webhook's; undefined for a row that names none. */
const shownUser = (post: Authored, { system }: AuthorIdentity): UserId | undefined =>
  systemUser(post, system) ?? post.userId;

export type AuthorFields = Pick<
  ExportMessage,
  'type' | 'subtype' | 'user' | 'bot_id' | 'bot_profile' | 'username' | 'icons'
>;

/**
 * Author fields of a message. `subtype` is that of a system message. A message of a bot account has the bot beside the
 * user, by which readers tell the bot's posts from those of a person who is gone.
 */
export function authorFields(
  post: Authored,
  subtype: string | undefined,
  identity: AuthorIdentity,
  emoji: TextContext['emoji'],
): AuthorFields {
  if (isByWebhook(post)) return webhookFields(webhook(post.props), emoji);
  const user = authorSlackId(post, identity);
  if (subtype !== undefined) return { type: 'message', subtype, user };
  const bot = post.userId === undefined ? undefined : identity.botProfileOf(post.userId);
  return bot === undefined
    ? { type: 'message', user }
    : { type: 'message', user, bot_id: bot.id, bot_profile: bot };
}

const webhookFields = (author: Webhook, emoji: TextContext['emoji']): AuthorFields => ({
  type: 'message',
  subtype: 'bot_message',
  bot_id: author.botId,
  username: author.name,
  ...icons(author, emoji),
});

function icons(author: Webhook, emoji: TextContext['emoji']): Pick<ExportMessage, 'icons'> {
  if (author.iconUrl !== undefined) return { icons: { image_48: author.iconUrl } };
  const name = emoji(author.iconEmoji?.replaceAll(':', '') ?? '');
  return name === undefined ? {} : { icons: { emoji: `:${name}:` } };
}

import type { JsonObject, UserId } from '../model.ts';
import { filled, isTrue } from './json-values.ts';
import type { SlackBotId } from './slack.ts';
import { botSlackId } from './slack-ids.ts';

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

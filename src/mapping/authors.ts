import type { JsonObject, UserId } from '../model.ts';
import type { SlackBotId } from './slack.ts';
import { botSlackId } from './slack-ids.ts';

/** Who a post is shown as. */
export type Author =
  | { readonly kind: 'user'; readonly userId: UserId }
  | {
      readonly kind: 'webhook';
      readonly botId: SlackBotId;
      readonly name: string;
      readonly iconUrl: string | undefined;
      readonly iconEmoji: string | undefined;
    }
  | { readonly kind: 'nobody' };

/**
 * The author of a post. A webhook's posts carry the id of the person who made the hook; they are shown
 * under the webhook's own name, and that person never appears. The from_* props hold the text "true".
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
    filled(props['override_username']) ?? filled(props['webhook_display_name']) ?? 'webhook';
  return {
    kind: 'webhook',
    botId: botSlackId(`webhook:${name}`),
    name,
    iconUrl: filled(props['override_icon_url']),
    iconEmoji: filled(props['override_icon_emoji']),
  };
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function filled(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

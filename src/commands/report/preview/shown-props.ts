import type { Json, JsonObject } from '../../../model.ts';

/*
 * Props may hold what was never meant to be read: an integration's tokens, the addresses that its buttons
 * call. Only what decides how a post looks is shown; of the rest, the names.
 */

const SHOWN: ReadonlySet<string> = new Set([
  ...['from_webhook', 'from_bot', 'from_plugin', 'from_oauth_app', 'use_user_icon'],
  ...['override_username', 'override_icon_url', 'override_icon_emoji', 'webhook_display_name'],
  ...['username', 'addedUsername', 'removedUsername', 'addedUserId', 'removedUserId', 'userId'],
  ...['old_header', 'new_header', 'old_purpose', 'new_purpose', 'old_displayname'],
  ...['new_displayname', 'channelName', 'previewed_post', 'deleteBy', 'attachments'],
]);

const SHOWN_IN_ATTACHMENT: ReadonlySet<string> = new Set([
  ...['fallback', 'color', 'pretext', 'author_name', 'author_link', 'author_icon', 'title'],
  ...['title_link', 'text', 'fields', 'image_url', 'thumb_url', 'footer', 'footer_icon', 'ts'],
]);

export interface ShownProps {
  readonly shown: JsonObject;
  /** Names of the others, attachments' included. */
  readonly hidden: readonly string[];
}

export function shownProps(props: JsonObject): ShownProps {
  const hidden = new Set<string>();
  const shown = pick(props, SHOWN, '', hidden);
  const attachments = shown['attachments'];
  if (!Array.isArray(attachments)) return { shown, hidden: [...hidden] };
  const cleaned = attachments.map((attachment: Json) =>
    isObject(attachment)
      ? pick(attachment, SHOWN_IN_ATTACHMENT, 'attachments.', hidden)
      : attachment,
  );
  return { shown: { ...shown, attachments: cleaned }, hidden: [...hidden] };
}

function pick(
  values: JsonObject,
  names: ReadonlySet<string>,
  path: string,
  hidden: Set<string>,
): JsonObject {
  const kept: [string, Json][] = [];
  for (const entry of Object.entries(values)) {
    if (isEmpty(entry[1])) continue;
    if (names.has(entry[0])) kept.push(entry);
    else hidden.add(path + entry[0]);
  }
  return Object.fromEntries(kept);
}

const isEmpty = (value: Json): boolean => value === null || value === '';

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

import { isTrue } from '../../mapping/text.ts';
import { isObject } from '../../model/json.ts';
import type { Json, JsonObject, Post, UserId } from '../../model/model.ts';
import { sizeText, utcMs } from '../figures.ts';
import { type Html, html } from '../html.ts';
import type { PreviewTexts } from './samples.ts';
import { repliesText } from './samples.ts';

/** Renders a post as Mattermost stores it: its Markdown, and the facts that affect its look. */
export function sourceHtml(post: Post, nameOf: (id: UserId) => string, texts: PreviewTexts): Html {
  const rows = facts(post, nameOf, texts).filter(([, value]) => value !== undefined);
  return html`<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd dir="auto">${value}</dd>`)}</dl>
${post.message === '' ? html`<p class="none">${texts.noText}</p>` : html`<pre class="raw" dir="auto" tabindex="0">${post.message}</pre>`}
${propsHtml(post, texts)}`;
}

type Fact = readonly [name: string, value: string | undefined];

function facts(post: Post, nameOf: (id: UserId) => string, texts: PreviewTexts): readonly Fact[] {
  const names = texts.facts;
  return [
    [names.author, authorText(post, nameOf)],
    [names.time, utcMs(post.createAtMs)],
    [names.type, post.type === '' ? undefined : post.type],
    [names.edited, optionalTime(post.editAtMs)],
    [names.deleted, optionalTime(post.deleteAtMs)],
    [names.thread, threadText(post, texts)],
    [names.pinned, post.isPinned ? '✓' : undefined],
    [names.priority, priorityText(post, nameOf)],
    [names.files, listText(post.files.map((file) => `${file.name} (${sizeText(file.sizeBytes)})`))],
    [
      names.reactions,
      listText(post.reactions.map(({ emojiName, userId }) => `:${emojiName}: ${nameOf(userId)}`)),
    ],
    [names.faults, listText(post.faults)],
  ];
}

const optionalTime = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : utcMs(ms);
const listText = (items: readonly string[]): string | undefined =>
  items.length === 0 ? undefined : items.join(', ');

function authorText({ userId, props }: Post, nameOf: (id: UserId) => string): string {
  const name = userId === undefined ? '—' : nameOf(userId);
  const roles = ['from_webhook', 'from_bot', 'from_plugin'].filter((key) => isTrue(props[key]));
  return roles.length === 0 ? name : `${name} (${roles.join(', ')})`;
}

function threadText({ thread }: Post, texts: PreviewTexts): string | undefined {
  if (thread.kind === 'root') return repliesText(thread.replies.length, texts);
  if (thread.kind === 'reply') return `RootId ${thread.root.id}`;
  return thread.kind === 'lost-reply' ? `RootId ${thread.rootId} (${thread.reason})` : undefined;
}

function priorityText({ priority }: Post, nameOf: (id: UserId) => string): string | undefined {
  if (priority === undefined) return undefined;
  const { level, requestedAck, acknowledgedBy } = priority;
  const ack = requestedAck ? 'requested_ack' : '';
  return [level, ack, acknowledgedBy.map(nameOf).join(', ')].filter(Boolean).join(' · ');
}

function propsHtml({ props }: Post, texts: PreviewTexts): Html | undefined {
  const { shown, hidden } = shownProps(props);
  const json = Object.keys(shown).length === 0 ? undefined : JSON.stringify(shown, null, 2);
  if (json === undefined && hidden.length === 0) return undefined;
  const list = json === undefined ? undefined : html`<pre class="raw" tabindex="0">${json}</pre>`;
  const rest =
    hidden.length === 0
      ? undefined
      : html`<p class="none">${texts.hiddenProps}: ${hidden.join(', ')}</p>`;
  return html`<div class="props"><h4>Props</h4>${list}${rest}</div>`;
}

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

interface ShownProps {
  readonly shown: JsonObject;
  /** Names of the other props, including those of attachments. */
  readonly hidden: readonly string[];
}

function shownProps(props: JsonObject): ShownProps {
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

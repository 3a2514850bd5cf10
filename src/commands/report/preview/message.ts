import type { ExportFile, ExportMessage, ExportReaction } from '../../../mapping/slack-export.ts';
import { microsOf } from '../../../mapping/timestamps.ts';
import { type Html, html } from '../html.ts';
import type { PreviewTexts } from '../preview-texts.ts';
import { attachmentHtml } from './attachment.ts';
import { blocksHtml } from './blocks.ts';
import { emojiChip } from './chips.ts';
import { mrkdwnHtml } from './mrkdwn.ts';
import type { SlackNames } from './slack-names.ts';
import { sizeText, utcSeconds } from './times.ts';

/** A message approximately as Slack shows it, and all of it as JSON. */
export function messageHtml(message: ExportMessage, names: SlackNames, texts: PreviewTexts): Html {
  const { blocks, attachments = [], files = [], reactions = [] } = message;
  return html`<div class="message">
${headHtml(message, names, texts)}
<div class="body" tabindex="0">${blocks === undefined ? textHtml(message, names) : blocksHtml(blocks, names)}</div>
${attachments.map((attachment) => attachmentHtml(attachment, names, texts))}
${files.map(fileHtml)}
${reactionsHtml(reactions, names)}
${threadHtml(message, names, texts)}
<details><summary>${texts.plainText}</summary><pre class="raw" dir="auto">${message.text}</pre></details>
<details><summary>JSON</summary><pre class="raw">${JSON.stringify(message, null, 2)}</pre></details>
</div>`;
}

function headHtml(message: ExportMessage, names: SlackNames, texts: PreviewTexts): Html {
  const { subtype, user, username, bot_id, icons, ts, edited } = message;
  const name = username ?? names.user(user ?? bot_id ?? '');
  const icon = icons?.emoji ?? [...name][0] ?? '?';
  const chips = [
    bot_id === undefined ? undefined : 'APP',
    subtype,
    edited === undefined ? undefined : `${texts.edited} ${timeOf(edited.ts)}`,
    message.pinned_to === undefined ? undefined : texts.constructs.pinned,
  ].filter((chip) => chip !== undefined);
  return html`<div class="head"><span class="avatar" aria-hidden="true">${icon}</span>
<b dir="auto">${name}</b> <time>${timeOf(ts)}</time> ${chips.map((chip) => html`<span class="chip">${chip}</span> `)}</div>`;
}

const timeOf = (ts: ExportMessage['ts']): string => utcSeconds(microsOf(ts) / 1_000_000);

function textHtml({ text }: ExportMessage, names: SlackNames): Html | undefined {
  return text === ''
    ? undefined
    : html`<div class="section" dir="auto">${mrkdwnHtml(text, names)}</div>`;
}

function fileHtml({ name, pretty_type, size }: ExportFile): Html {
  return html`<div class="file"><b dir="auto">${name}</b> <span>${pretty_type} · ${sizeText(size)}</span></div>`;
}

function reactionsHtml(reactions: readonly ExportReaction[], names: SlackNames): Html | undefined {
  if (reactions.length === 0) return undefined;
  const pills = reactions.map(
    ({ name, count, users }) =>
      html`<span class="pill" title="${users.map(names.user).join(', ')}">${emojiChip(name)} ${count}</span> `,
  );
  return html`<div class="reactions">${pills}</div>`;
}

function threadHtml(
  message: ExportMessage,
  names: SlackNames,
  texts: PreviewTexts,
): Html | undefined {
  const { reply_count, reply_users = [], latest_reply, parent_user_id, thread_ts } = message;
  if (reply_count !== undefined) {
    const who = reply_users.map(names.user).join(', ');
    const last = latest_reply === undefined ? '' : ` · ${timeOf(latest_reply)}`;
    return html`<div class="thread">${texts.replies(reply_count)}: ${who}${last}</div>`;
  }
  if (thread_ts === undefined || parent_user_id === undefined) return undefined;
  return html`<div class="thread">↳ ${texts.inThreadOf(names.user(parent_user_id))} · ${timeOf(thread_ts)}</div>`;
}

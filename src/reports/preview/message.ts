import { microsOf } from '../../mapping/messages/timestamps.ts';
import type {
  ExportAttachment,
  ExportFile,
  ExportMessage,
  ExportReaction,
} from '../../slack/export-format.ts';
import type { SlackBlock, TableBlock } from '../../slack/shapes.ts';
import { fill, sizeText, utcSeconds } from '../figures.ts';
import { type Html, html, htmlLink } from '../html.ts';
import { emojiChip, mrkdwnHtml, richText, unescaped } from './rich-text.ts';
import type { PreviewTexts, SlackNames } from './samples.ts';
import { repliesText } from './samples.ts';

/** Renders a message approximately as Slack shows it, and its JSON. */
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
    return html`<div class="thread">${repliesText(reply_count, texts)}: ${who}${last}</div>`;
  }
  if (thread_ts === undefined || parent_user_id === undefined) return undefined;
  return html`<div class="thread">↳ ${fill(texts.inThreadOf, { name: names.user(parent_user_id) })} · ${timeOf(thread_ts)}</div>`;
}

/** Renders an attachment approximately as Slack shows it; pictures are named, never loaded. */
function attachmentHtml(
  attachment: ExportAttachment,
  names: SlackNames,
  texts: PreviewTexts,
): Html {
  if (attachment.blocks !== undefined) {
    return html`<div class="attachment">${blocksHtml(attachment.blocks, names)}</div>`;
  }
  const { pretext, author_name, author_link, title, title_link, text, fields = [] } = attachment;
  const mrkdwn = (value: string | undefined): Html | undefined =>
    value === undefined
      ? undefined
      : html`<div class="section" dir="auto">${mrkdwnHtml(value, names)}</div>`;
  return html`${mrkdwn(pretext)}<div class="attachment" ${barColor(attachment.color)}>
${attachmentHeadHtml('author', author_name, author_link)}${attachmentHeadHtml('title', title, title_link)}${mrkdwn(text)}
${fields.map((field) => fieldHtml(field, names))}
${pictureHtml(attachment.image_url, texts.picture)}${pictureHtml(attachment.thumb_url, texts.picture)}${footHtml(attachment)}</div>`;
}

const NAMED_COLORS: Readonly<Record<string, Html>> = {
  good: html`style="border-color: #2eb886"`,
  warning: html`style="border-color: #daa038"`,
  danger: html`style="border-color: #a30200"`,
};

function barColor(color: string | undefined): Html | undefined {
  if (color === undefined) return undefined;
  return (
    NAMED_COLORS[color] ??
    (/^#[0-9a-f]{6}$/.test(color) ? html`style="border-color: ${color}"` : undefined)
  );
}

function attachmentHeadHtml(
  kind: 'author' | 'title',
  text: string | undefined,
  link: string | undefined,
): Html | undefined {
  if (text === undefined) return undefined;
  const label = unescaped(text);
  return html`<div class="${kind}" dir="auto">${link === undefined ? label : htmlLink(link, label)}</div>`;
}

function fieldHtml(
  { title, value, short }: NonNullable<ExportAttachment['fields']>[number],
  names: SlackNames,
): Html {
  const width = short ? 'short' : 'long';
  return html`<div class="field ${width}" dir="auto"><b>${unescaped(title)}</b><div>${mrkdwnHtml(value, names)}</div></div>`;
}

function pictureHtml(url: string | undefined, label: string): Html | undefined {
  return url === undefined
    ? undefined
    : html`<div class="picture">${label}: ${htmlLink(url, url)}</div>`;
}

function footHtml({ footer, ts }: ExportAttachment): Html | undefined {
  const time = ts === undefined ? undefined : utcSeconds(Number(ts));
  const parts = [footer === undefined ? undefined : unescaped(footer), time].filter(Boolean);
  return parts.length === 0 ? undefined : html`<div class="footer">${parts.join(' · ')}</div>`;
}

/** Renders blocks approximately as Slack shows them. */
function blocksHtml(blocks: readonly SlackBlock[], names: SlackNames): readonly Html[] {
  return blocks.map((block) =>
    block.type === 'table'
      ? tableHtml(block, names)
      : html`<div class="rich-text">${richText(block.elements, names)}</div>`,
  );
}

/** The first row is the header, as in Slack. */
function tableHtml({ rows, column_settings = [] }: TableBlock, names: SlackNames): Html {
  const lines = rows.map((cells, row) => {
    const columns = cells.map((cell, column) => {
      const align = column_settings[column]?.align ?? 'left';
      const content = cell.type === 'raw_text' ? cell.text : richText(cell.elements, names);
      return row === 0
        ? html`<th class="${align}" dir="auto">${content}</th>`
        : html`<td class="${align}" dir="auto">${content}</td>`;
    });
    return html`<tr>${columns}</tr>`;
  });
  return html`<div class="wide" tabindex="0"><table>${lines}</table></div>`;
}

import type { ExportAttachment } from '../../../mapping/slack-export.ts';
import { type Html, html, htmlLink } from '../html.ts';
import type { PreviewTexts } from '../preview-texts.ts';
import { mrkdwnHtml, unescaped } from './mrkdwn.ts';
import type { SlackNames } from './slack-names.ts';
import { utcSeconds } from './times.ts';

/** An attachment with its bar, approximately as Slack shows it; pictures are named, never loaded. */
export function attachmentHtml(
  attachment: ExportAttachment,
  names: SlackNames,
  texts: PreviewTexts,
): Html {
  const { pretext, author_name, author_link, title, title_link, text, fields = [] } = attachment;
  const mrkdwn = (value: string | undefined): Html | undefined =>
    value === undefined
      ? undefined
      : html`<div class="section" dir="auto">${mrkdwnHtml(value, names)}</div>`;
  return html`${mrkdwn(pretext)}<div class="attachment" ${barColor(attachment.color)}>
${headHtml('author', author_name, author_link)}${headHtml('title', title, title_link)}${mrkdwn(text)}
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

function headHtml(
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

import type { RichTextInline, TextStyle } from '../slack.ts';
import { escapeMrkdwn, escapeMrkdwnUrl } from './escape-mrkdwn.ts';

/*
 * Slack's mrkdwn has no escape for `*`, `_`, `~` and backticks, so literal ones stay as they are: characters
 * slipped in to break them up would change the text that search finds, and so would spaces put around a marker
 * between Japanese letters, where Slack does not format it. What Slack shows is the blocks, where text is raw and
 * styles are data.
 */

const MRKDWN_OF: { readonly [Type in RichTextInline['type']]: (inline: RichTextInline) => string } =
  {
    text: (inline) => (inline.type === 'text' ? escapeMrkdwn(inline.text) : ''),
    link: (inline) => (inline.type === 'link' ? link(inline.url, inline.text) : ''),
    emoji: (inline) => (inline.type === 'emoji' ? `:${inline.name}:` : ''),
    user: (inline) => (inline.type === 'user' ? `<@${inline.user_id}>` : ''),
    channel: (inline) => (inline.type === 'channel' ? `<#${inline.channel_id}>` : ''),
    usergroup: (inline) => (inline.type === 'usergroup' ? `<!subteam^${inline.usergroup_id}>` : ''),
    broadcast: (inline) => (inline.type === 'broadcast' ? `<!${inline.range}>` : ''),
  };

function link(url: string, label: string | undefined): string {
  const target = escapeMrkdwnUrl(url);
  return label === undefined
    ? `<${target}>`
    : `<${target}|${escapeMrkdwn(label).replaceAll('\n', ' ')}>`;
}

/** Elements as mrkdwn. Neighbours in one style share its markers. */
export function renderMrkdwnInline(inlines: readonly RichTextInline[]): string {
  let out = '';
  let at = 0;
  while (at < inlines.length) {
    const style = inlines[at]?.style;
    let text = '';
    for (; at < inlines.length; at++) {
      const inline = inlines[at];
      if (inline === undefined || inline.style !== style) break;
      text += MRKDWN_OF[inline.type](inline);
    }
    out += style === undefined ? text : inStyle(text, style);
  }
  return out;
}

/** Slack formats no marker next to white space and none across lines. */
function inStyle(text: string, style: TextStyle): string {
  const open = `${style.bold ? '*' : ''}${style.italic ? '_' : ''}${style.strike ? '~' : ''}${style.code ? '`' : ''}`;
  const close = [...open].reverse().join('');
  return text
    .split('\n')
    .map((line) => {
      const inner = line.trim();
      if (inner === '') return line;
      const start = line.indexOf(inner);
      return line.slice(0, start) + open + inner + close + line.slice(start + inner.length);
    })
    .join('\n');
}

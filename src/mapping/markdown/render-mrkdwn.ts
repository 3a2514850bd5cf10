import type {
  RichTextElement,
  RichTextInline,
  RichTextList,
  SlackChannelId,
  TableBlock,
  TextStyle,
} from '../../slack/shapes.ts';
import { emojiShortcode } from '../emoji/shortcode.ts';
import type { ExportForm } from '../rendered-text.ts';
import { cellInlines } from './elements/text-style.ts';
import type { FlowElement } from './elements/writer.ts';
import { escapeMrkdwn, escapeMrkdwnUrl } from './escape.ts';

const QUOTE_MARK = '&gt; ';
const FENCE = '```';
const BULLET = '•';
const INDENT = '    ';
const CELL_GAP = ' | ';
const LINE_FEED_IN_ITEM = /\n(?=[^\n])/g;

/** Name beside a channel's id in a link to it; undefined for none. */
type ChannelName = ExportForm['publicName'];

/** Renders the elements of one message as mrkdwn, with & < > escaped; an export names public channels. */
export const renderMrkdwn = (flow: readonly FlowElement[], form?: ExportForm): string =>
  flow.map((element) => elementText(element, form?.publicName ?? NO_NAME)).join('\n');

const NO_NAME: ChannelName = () => undefined;

const inQuote = (text: string): string => QUOTE_MARK + text.replaceAll('\n', `\n${QUOTE_MARK}`);

const fenced = (text: string): string => `${FENCE}\n${text}\n${FENCE}`;

function elementText(element: FlowElement, nameOf: ChannelName): string {
  if (element.type === 'table') return tableText(element, nameOf);
  const text = richText(element, nameOf);
  return 'border' in element && element.border === 1 ? inQuote(text) : text;
}

function richText(element: RichTextElement, nameOf: ChannelName): string {
  if (element.type === 'rich_text_list') return listText(element, nameOf);
  const text = renderMrkdwnInline(element.elements, nameOf);
  if (element.type === 'rich_text_quote') return inQuote(text);
  return element.type === 'rich_text_preformatted' ? fenced(text) : text;
}

function listText(list: RichTextList, nameOf: ChannelName): string {
  const indent = INDENT.repeat(list.indent);
  const first = (list.offset ?? 0) + 1;
  return list.elements
    .map((item, at) => {
      const marker = list.style === 'ordered' ? `${first + at}.` : BULLET;
      const text = renderMrkdwnInline(item.elements, nameOf).replace(
        LINE_FEED_IN_ITEM,
        `\n${indent}${INDENT}`,
      );
      return `${indent}${marker} ${text}`;
    })
    .join('\n');
}

/** Not aligned: next to a table block the text is only for notifications and search. */
const tableText = (table: TableBlock, nameOf: ChannelName): string =>
  table.rows
    .map((row) =>
      row
        .map((cell) => renderMrkdwnInline(cellInlines(cell), nameOf).trim())
        .join(CELL_GAP)
        .trimEnd(),
    )
    .join('\n');

/*
 * Slack's mrkdwn cannot escape `*`, `_`, `~` and backticks, so literal ones stay unchanged: inserted characters would
 * change the text that search finds, and so would spaces around a marker between Japanese letters, which Slack does
 * not format. Slack displays the blocks, where text is raw and styles are data.
 */

const MRKDWN_OF: {
  readonly [Type in RichTextInline['type']]: (
    inline: RichTextInline,
    nameOf: ChannelName,
  ) => string;
} = {
  text: (inline) => (inline.type === 'text' ? escapeMrkdwn(inline.text) : ''),
  link: (inline) => (inline.type === 'link' ? link(inline.url, inline.text) : ''),
  emoji: (inline) => (inline.type === 'emoji' ? emojiShortcode(inline) : ''),
  user: (inline) => (inline.type === 'user' ? `<@${inline.user_id}>` : ''),
  channel: (inline, nameOf) =>
    inline.type === 'channel' ? channel(inline.channel_id, nameOf) : '',
  usergroup: (inline) => (inline.type === 'usergroup' ? `<!subteam^${inline.usergroup_id}>` : ''),
  broadcast: (inline) => (inline.type === 'broadcast' ? `<!${inline.range}>` : ''),
};

function channel(id: SlackChannelId, nameOf: ChannelName): string {
  const name = nameOf(id);
  return name === undefined ? `<#${id}>` : `<#${id}|${escapeMrkdwn(name)}>`;
}

function link(url: string, label: string | undefined): string {
  const target = escapeMrkdwnUrl(url);
  return label === undefined
    ? `<${target}>`
    : `<${target}|${escapeMrkdwn(label).replaceAll('\n', ' ')}>`;
}

/** Renders elements as mrkdwn. Adjacent elements of one style share its markers. */
function renderMrkdwnInline(inlines: readonly RichTextInline[], nameOf: ChannelName): string {
  let out = '';
  let at = 0;
  while (at < inlines.length) {
    const style = inlines[at]?.style;
    let text = '';
    for (; at < inlines.length; at++) {
      const inline = inlines[at];
      if (inline === undefined || inline.style !== style) break;
      text += MRKDWN_OF[inline.type](inline, nameOf);
    }
    out += style === undefined ? text : inStyle(text, style);
  }
  return out;
}

/** Slack does not format markers next to white space or across lines. */
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

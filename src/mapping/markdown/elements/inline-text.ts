import type { RichTextInline, TableCellRich, TableCellText } from '../../slack.ts';

const TEXT_OF: { readonly [Type in RichTextInline['type']]: (inline: RichTextInline) => string } = {
  text: (inline) => (inline.type === 'text' ? inline.text : ''),
  link: (inline) => (inline.type === 'link' ? linkText(inline.url, inline.text) : ''),
  emoji: (inline) => (inline.type === 'emoji' ? `:${inline.name}:` : ''),
  user: (inline) => (inline.type === 'user' ? `@${inline.user_id}` : ''),
  channel: (inline) => (inline.type === 'channel' ? `#${inline.channel_id}` : ''),
  usergroup: (inline) => (inline.type === 'usergroup' ? `@${inline.usergroup_id}` : ''),
  broadcast: (inline) => (inline.type === 'broadcast' ? `@${inline.range}` : ''),
};

const linkText = (url: string, text: string | undefined): string =>
  text === undefined ? url : `${text} (${url})`;

/** What an element says where Slack allows text alone. */
export const inlineText = (inlines: readonly RichTextInline[]): string =>
  inlines.map((inline) => TEXT_OF[inline.type](inline)).join('');

/** What stands in a table's cell. */
export const cellInlines = (cell: TableCellText | TableCellRich): RichTextInline[] =>
  cell.type === 'raw_text'
    ? [{ type: 'text', text: cell.text }]
    : cell.elements.flatMap((element) =>
        element.type === 'rich_text_section' ? element.elements : [],
      );

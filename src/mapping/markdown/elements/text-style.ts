import type {
  RichTextInline,
  TableCellRich,
  TableCellText,
  TextStyle,
} from '../../../slack/shapes.ts';
import { emojiShortcode } from '../../emoji/shortcode.ts';

/** Styles as bits; nested styles are combined with `|`. */
export const PLAIN = 0;
export const BOLD = 1;
export const ITALIC = 2;
export const STRIKE = 4;
export const CODE = 8;

function styleOf(bits: number): TextStyle {
  return {
    ...((bits & BOLD) !== 0 && { bold: true }),
    ...((bits & ITALIC) !== 0 && { italic: true }),
    ...((bits & STRIKE) !== 0 && { strike: true }),
    ...((bits & CODE) !== 0 && { code: true }),
  };
}

/** One shared object for each combination; styles are never modified. */
const STYLES: readonly TextStyle[] = Array.from({ length: 16 }, (_, bits) =>
  Object.freeze(styleOf(bits)),
);

/** Style object for the bits; undefined for none. */
export const textStyle = (bits: number): TextStyle | undefined =>
  bits === PLAIN ? undefined : STYLES[bits];

/** Adds a style to an element. */
export function withStyle(inline: RichTextInline, bits: number): RichTextInline {
  const style = textStyle(bits);
  return style === undefined ? inline : { ...inline, style };
}

/** Appends text, joined to the text before it when the style is equal. */
export function pushText(out: RichTextInline[], text: string, bits: number): void {
  if (text === '') return;
  const style = textStyle(bits);
  const last = out.at(-1);
  if (last?.type === 'text' && last.style === style) {
    last.text += text;
    return;
  }
  out.push(style === undefined ? { type: 'text', text } : { type: 'text', text, style });
}

const TEXT_OF: { readonly [Type in RichTextInline['type']]: (inline: RichTextInline) => string } = {
  text: (inline) => (inline.type === 'text' ? inline.text : ''),
  link: (inline) => (inline.type === 'link' ? linkText(inline.url, inline.text) : ''),
  emoji: (inline) => (inline.type === 'emoji' ? emojiShortcode(inline) : ''),
  user: (inline) => (inline.type === 'user' ? `@${inline.user_id}` : ''),
  channel: (inline) => (inline.type === 'channel' ? `#${inline.channel_id}` : ''),
  usergroup: (inline) => (inline.type === 'usergroup' ? `@${inline.usergroup_id}` : ''),
  broadcast: (inline) => (inline.type === 'broadcast' ? `@${inline.range}` : ''),
};

const linkText = (url: string, text: string | undefined): string =>
  text === undefined ? url : `${text} (${url})`;

/** Text of elements, for places where Slack allows only text. */
export const inlineText = (inlines: readonly RichTextInline[]): string =>
  inlines.map((inline) => TEXT_OF[inline.type](inline)).join('');

/** Inline elements of a table cell. */
export const cellInlines = (cell: TableCellText | TableCellRich): RichTextInline[] =>
  cell.type === 'raw_text'
    ? [{ type: 'text', text: cell.text }]
    : cell.elements.flatMap((element) =>
        element.type === 'rich_text_section' ? element.elements : [],
      );

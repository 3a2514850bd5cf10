import { BLOCK_CHARACTERS, TEXT_CHARACTERS } from '../../slack/limits.ts';
import type {
  RichTextElement,
  RichTextInline,
  RichTextList,
  TableBlock,
} from '../../slack/shapes.ts';
import { emojiShortcode } from '../emoji/shortcode.ts';
import type { FlowElement } from './elements/writer.ts';

/*
 * A part must stay within two limits: characters of its blocks, and characters of its mrkdwn, where `&` becomes five
 * and each quoted line has a mark. One weight covers both: a character of the blocks weighs at least 1, and its
 * mrkdwn weighs its share of that larger limit.
 */

/** Maximum weight of a part. */
export const MAX_PART_WEIGHT = BLOCK_CHARACTERS;

/** Reserve in the mrkdwn for what weights do not count, such as fences. */
const SPARE_CHARACTERS = 1_000;
const MRKDWN_WEIGHT = BLOCK_CHARACTERS / (TEXT_CHARACTERS - SPARE_CHARACTERS);

const AMPERSAND_WEIGHT = Math.max(1, '&amp;'.length * MRKDWN_WEIGHT);
const ANGLE_WEIGHT = Math.max(1, '&lt;'.length * MRKDWN_WEIGHT);
const LINE_FEED = 0x0a;
const AMPERSAND = 0x26;
const LESS_THAN = 0x3c;
const GREATER_THAN = 0x3e;
/** Code units above this weigh 1. */
const MAX_HEAVY_CODE = GREATER_THAN;

/** Markers of four styles, before and after. */
const STYLE_MARKS = 8;
const QUOTE_MARK = '&gt; '.length;
const ITEM_MARK = 8;
const INDENT = 4;
/** Brackets of a link, mention, emoji or fence. */
const BRACKETS = 8;
const SLACK_ID = 16;

/** Characters that the mrkdwn adds to each line of an element. */
export function lineMarks(element: RichTextElement): number {
  const quoted =
    ('border' in element && element.border === 1) || element.type === 'rich_text_quote';
  const indented = element.type === 'rich_text_list' ? (element.indent + 1) * INDENT : 0;
  return (quoted ? QUOTE_MARK : 0) + indented;
}

/** Weight of one UTF-16 code unit in an element with these line marks. */
export function characterWeight(code: number, marks: number, isStyled: boolean): number {
  if (code === LINE_FEED)
    return Math.max(1, (1 + marks + (isStyled ? STYLE_MARKS : 0)) * MRKDWN_WEIGHT);
  if (code === AMPERSAND) return AMPERSAND_WEIGHT;
  return code === LESS_THAN || code === GREATER_THAN ? ANGLE_WEIGHT : 1;
}

function textWeight(text: string, marks: number, isStyled: boolean): number {
  let weight = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= MAX_HEAVY_CODE) weight += characterWeight(code, marks, isStyled) - 1;
  }
  return weight;
}

/** Weight of an inline element without its text: address, name and markers. */
export function inlineOverhead(inline: RichTextInline): number {
  const style = inline.style === undefined ? 0 : STYLE_MARKS * MRKDWN_WEIGHT;
  if (inline.type === 'text') return style;
  if (inline.type === 'link') return style + textWeight(inline.url, 0, false) + BRACKETS;
  return (
    style + BRACKETS + (inline.type === 'emoji' ? emojiShortcode(inline).length - 2 : SLACK_ID)
  );
}

/** Text of an inline element that may be cut: its text or a link's label. */
export const cuttableText = (inline: RichTextInline): string | undefined =>
  inline.type === 'text' || inline.type === 'link' ? inline.text : undefined;

/** Weight of inline elements in an element with these line marks; counting stops above MAX_PART_WEIGHT. */
export function inlinesWeight(inlines: readonly RichTextInline[], marks: number): number {
  let weight = 0;
  for (const inline of inlines) {
    weight +=
      inlineOverhead(inline) +
      textWeight(cuttableText(inline) ?? '', marks, inline.style !== undefined);
    if (weight > MAX_PART_WEIGHT) break;
  }
  return weight;
}

/** Weight of a list item. */
export const itemWeight = (list: RichTextList, inlines: readonly RichTextInline[]): number =>
  inlinesWeight(inlines, lineMarks(list)) + (lineMarks(list) + ITEM_MARK) * MRKDWN_WEIGHT;

/** Weight of an element, including the line feed after it. */
export function elementWeight(element: FlowElement): number {
  if (element.type === 'table') return tableWeight(element);
  if (element.type === 'rich_text_list') {
    return element.elements.reduce((sum, item) => sum + itemWeight(element, item.elements), 1);
  }
  const marks = lineMarks(element);
  return inlinesWeight(element.elements, marks) + (BRACKETS + 2 * marks) * MRKDWN_WEIGHT;
}

function tableWeight(table: TableBlock): number {
  const cells = table.rows
    .flat()
    .map((cell) =>
      cell.type === 'raw_text'
        ? textWeight(cell.text, 0, false)
        : cell.elements.reduce((sum, element) => sum + elementWeight(element), 0),
    );
  return cells.reduce((sum, weight) => sum + weight + 1, BRACKETS);
}

import { BLOCK_CHARACTERS, TEXT_CHARACTERS } from '../../slack/limits.ts';
import type {
  RichTextElement,
  RichTextInline,
  RichTextList,
  TableBlock,
} from '../../slack/shapes.ts';
import type { FlowElement } from './elements/writer.ts';

/*
 * A part must stay within two limits at once: characters over its blocks, and characters of its mrkdwn, where
 * `&` becomes five and a quoted line gets a mark. One weight stands for both: a character of the blocks weighs
 * at least 1, and what the mrkdwn makes of it weighs its share of that larger limit.
 */

/** Weight that a part may have. */
export const PART_WEIGHT = BLOCK_CHARACTERS;

/** Left free in the mrkdwn for what no weight counts, such as fences. */
const SPARE_CHARACTERS = 1_000;
const SHARE = BLOCK_CHARACTERS / (TEXT_CHARACTERS - SPARE_CHARACTERS);

const AMPERSAND_WEIGHT = Math.max(1, '&amp;'.length * SHARE);
const ANGLE_WEIGHT = Math.max(1, '&lt;'.length * SHARE);
const LINE_FEED = 0x0a;
const AMPERSAND = 0x26;
const LESS_THAN = 0x3c;
const GREATER_THAN = 0x3e;
/** No code unit above this weighs more than 1. */
const LAST_HEAVY = GREATER_THAN;

/** `*_~` and a backtick, before and after. */
const STYLE_MARKS = 8;
const QUOTE_MARK = '&gt; '.length;
const ITEM_MARK = 8;
const INDENT = 4;
/** Brackets of a link, mention, emoji or fence. */
const BRACKETS = 8;
const SLACK_ID = 16;

/** What the mrkdwn adds to each line of an element, in characters. */
export function lineMarks(element: RichTextElement): number {
  const quoted =
    ('border' in element && element.border === 1) || element.type === 'rich_text_quote';
  const indented = element.type === 'rich_text_list' ? (element.indent + 1) * INDENT : 0;
  return (quoted ? QUOTE_MARK : 0) + indented;
}

/** Weight of one UTF-16 code unit in an element with these line marks. */
export function characterWeight(code: number, marks: number, isStyled: boolean): number {
  if (code === LINE_FEED) return Math.max(1, (1 + marks + (isStyled ? STYLE_MARKS : 0)) * SHARE);
  if (code === AMPERSAND) return AMPERSAND_WEIGHT;
  return code === LESS_THAN || code === GREATER_THAN ? ANGLE_WEIGHT : 1;
}

function textWeight(text: string, marks: number, isStyled: boolean): number {
  let weight = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= LAST_HEAVY) weight += characterWeight(code, marks, isStyled) - 1;
  }
  return weight;
}

/** Weight of an inline element without its text: an address, a name, the marks around it. */
export function inlineOverhead(inline: RichTextInline): number {
  const style = inline.style === undefined ? 0 : STYLE_MARKS * SHARE;
  if (inline.type === 'text') return style;
  if (inline.type === 'link') return style + textWeight(inline.url, 0, false) + BRACKETS;
  return style + BRACKETS + (inline.type === 'emoji' ? inline.name.length : SLACK_ID);
}

/** The part of an inline element that may be cut: its text or a link's label. */
export const cuttableText = (inline: RichTextInline): string | undefined =>
  inline.type === 'text' || inline.type === 'link' ? inline.text : undefined;

/**
 * Weight of inline elements that stand in an element with these line marks. Past the weight of a whole part
 * the rest is not counted.
 */
export function inlinesWeight(inlines: readonly RichTextInline[], marks: number): number {
  let weight = 0;
  for (const inline of inlines) {
    weight +=
      inlineOverhead(inline) +
      textWeight(cuttableText(inline) ?? '', marks, inline.style !== undefined);
    if (weight > PART_WEIGHT) break;
  }
  return weight;
}

/** Weight of one item of a list. */
export const itemWeight = (list: RichTextList, inlines: readonly RichTextInline[]): number =>
  inlinesWeight(inlines, lineMarks(list)) + (lineMarks(list) + ITEM_MARK) * SHARE;

/** Weight of an element of the flow, the line feed between it and the next included. */
export function elementWeight(element: FlowElement): number {
  if (element.type === 'table') return tableWeight(element);
  if (element.type === 'rich_text_list') {
    return element.elements.reduce((sum, item) => sum + itemWeight(element, item.elements), 1);
  }
  const marks = lineMarks(element);
  return inlinesWeight(element.elements, marks) + (BRACKETS + 2 * marks) * SHARE;
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

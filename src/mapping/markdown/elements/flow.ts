import { LIST_INDENT } from '../../../slack/limits.ts';
import type { RichTextInline } from '../../../slack/shapes.ts';
import type { BlockNode, CodeBlock, ListBlock, QuoteBlock, TextBlock } from '../nodes.ts';
import { noteLoss, type RenderState } from '../render-state.ts';
import { inlineElements } from './inline.ts';
import { writeTable } from './table.ts';
import { BOLD, PLAIN, pushText } from './text-style.ts';
import {
  beginItem,
  continueItem,
  type FlowElement,
  type OpenList,
  quoteBorder,
  splitTask,
  type Writer,
  writeInline,
} from './writer.ts';

/** Slack has no horizontal rule; characters draw one. */
const RULE_TEXT = '─'.repeat(20);

/** Converts the blocks of a text to Slack elements, in order. */
export function flowElements(blocks: readonly BlockNode[], state: RenderState): FlowElement[] {
  const writer: Writer = { flow: [], state, quoteDepth: 0, quote: undefined, hasTable: false };
  for (const block of blocks) writeBlock(writer, block, undefined);
  return writer.flow;
}

function writeBlock(writer: Writer, block: BlockNode, list: OpenList | undefined): void {
  if (block.kind === 'text') writeText(writer, block, list);
  else if (block.kind === 'rule')
    writeLine(writer, [{ type: 'text', text: RULE_TEXT }], block.gap, list);
  else if (block.kind === 'code') writeCode(writer, block, list);
  else if (block.kind === 'quote') writeQuote(writer, block, list);
  else if (block.kind === 'list') writeList(writer, block, list);
  else writeTable(writer, block);
}

function writeText(writer: Writer, block: TextBlock, list: OpenList | undefined): void {
  const isHeading = block.level > 0;
  if (isHeading) noteLoss(writer.state, 'heading_as_bold');
  const bits = isHeading ? BOLD : PLAIN;
  if (list === undefined || list.item !== undefined) {
    writeLine(writer, inlineElements(block.source, bits, writer.state), block.gap, list);
    return;
  }
  const task = splitTask(block.source);
  const marked: RichTextInline[] = [];
  pushText(marked, task.mark, PLAIN);
  beginItem(writer, list, inlineElements(task.text, bits, writer.state, marked));
}

function writeLine(
  writer: Writer,
  inlines: RichTextInline[],
  gap: string,
  list: OpenList | undefined,
): void {
  if (list === undefined) writeInline(writer, inlines, gap);
  else if (list.item === undefined) beginItem(writer, list, inlines);
  else continueItem(writer, list, inlines, gap);
}

function writeCode(writer: Writer, block: CodeBlock, list: OpenList | undefined): void {
  const language = block.language.toLowerCase();
  const isFormula = language === 'latex' || language === 'tex';
  if (isFormula && writer.state.context.latex.block)
    noteLoss(writer.state, 'latex_as_code', block.text);
  ensureItem(writer, list);
  writer.flow.push({
    type: 'rich_text_preformatted',
    ...quoteBorder(writer),
    ...(language !== '' && { language }),
    elements: [{ type: 'text', text: block.text === '' ? ' ' : block.text }],
  });
}

function writeQuote(writer: Writer, block: QuoteBlock, list: OpenList | undefined): void {
  if (writer.quoteDepth > 0) noteLoss(writer.state, 'quote_nesting_flattened');
  ensureItem(writer, list);
  if (writer.quoteDepth === 0) writer.quote = undefined;
  writer.quoteDepth++;
  for (const inner of block.blocks) writeBlock(writer, inner, undefined);
  writer.quoteDepth--;
}

function writeList(writer: Writer, block: ListBlock, parent: OpenList | undefined): void {
  ensureItem(writer, parent);
  const depth = parent === undefined ? 0 : parent.indent + 1;
  if (depth > LIST_INDENT) noteLoss(writer.state, 'list_nesting_flattened');
  const list: OpenList = {
    style: block.isOrdered ? 'ordered' : 'bullet',
    indent: Math.min(depth, LIST_INDENT),
    number: firstNumber(writer, block.start),
    current: undefined,
    item: undefined,
  };
  for (const item of block.items) {
    list.item = undefined;
    for (const inner of item) writeBlock(writer, inner, list);
    ensureItem(writer, list);
  }
}

/** Slack numbers from 1 at least. */
function firstNumber(writer: Writer, start: number): number {
  if (start === 0) noteLoss(writer.state, 'list_number_changed', '0');
  return Math.max(1, start);
}

/** An item that begins with code, a quote or another list still needs its own bullet or number. */
function ensureItem(writer: Writer, list: OpenList | undefined): void {
  if (list !== undefined && list.item === undefined) beginItem(writer, list, []);
}

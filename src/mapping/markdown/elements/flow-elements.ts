import type { Token } from 'markdown-it';
import { LIST_INDENT } from '../../limits.ts';
import type { RichTextInline } from '../../slack.ts';
import { noteLoss, type RenderState } from '../render-state.ts';
import type { Alignment } from './aligned-table.ts';
import { inlineElements } from './inline-elements.ts';
import { beginItem, continueItem, type OpenList, splitTask } from './list-position.ts';
import { writeTable } from './table-element.ts';
import { BOLD, PLAIN, pushText } from './text-style.ts';
import { type FlowElement, quoteBorder, type Writer, writeInline } from './writer.ts';

/** Slack's text has no rule; a line is drawn. */
const RULE_TEXT = '─'.repeat(20);

/** The tokens still to be written. */
interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
}

type Write = (writer: Writer, token: Token, cursor: Cursor, list: OpenList | undefined) => void;

/** Lays the tokens of a text out as Slack elements, in order. */
export function flowElements(tokens: readonly Token[], state: RenderState): FlowElement[] {
  const writer: Writer = { flow: [], state, quoteDepth: 0, quote: undefined, hasTable: false };
  const cursor: Cursor = { tokens, at: 0 };
  writeUntil(writer, cursor, undefined, undefined);
  return writer.flow;
}

function writeUntil(
  writer: Writer,
  cursor: Cursor,
  close: string | undefined,
  list: OpenList | undefined,
): void {
  for (
    let token = cursor.tokens[cursor.at];
    token !== undefined;
    token = cursor.tokens[cursor.at]
  ) {
    cursor.at++;
    if (token.type === close) return;
    WRITE[token.type]?.(writer, token, cursor, list);
  }
}

const WRITE: Readonly<Record<string, Write>> = {
  inline: (writer, token, _cursor, list) => {
    const isHeading = token.tag.startsWith('h');
    if (isHeading) noteLoss(writer.state, 'heading_as_bold');
    const bits = isHeading ? BOLD : PLAIN;
    if (list === undefined)
      writeInline(writer, inlineElements(token.content, bits, writer.state), token.info);
    else writeItemText(writer, list, token.content, bits, token.info);
  },
  rule: (writer, token, _cursor, list) => {
    const rule: RichTextInline[] = [{ type: 'text', text: RULE_TEXT }];
    if (list === undefined) writeInline(writer, rule, token.info);
    else continueItem(writer, list, rule, token.info);
  },
  code_block: writeCode,
  quote_open: writeQuote,
  list_open: writeList,
  table_open: writeTableRows,
};

function writeItemText(
  writer: Writer,
  list: OpenList,
  text: string,
  bits: number,
  gap: string,
): void {
  if (list.item !== undefined) {
    continueItem(writer, list, inlineElements(text, bits, writer.state), gap);
    return;
  }
  const task = splitTask(text);
  const marked: RichTextInline[] = [];
  pushText(marked, task.mark, PLAIN);
  beginItem(writer, list, inlineElements(task.text, bits, writer.state, marked));
}

function writeCode(writer: Writer, token: Token): void {
  const language = token.info.toLowerCase();
  const isFormula = language === 'latex' || language === 'tex';
  if (isFormula && writer.state.context.latex.block)
    noteLoss(writer.state, 'latex_as_code', token.content);
  writer.flow.push({
    type: 'rich_text_preformatted',
    ...quoteBorder(writer),
    ...(language !== '' && { language }),
    elements: [{ type: 'text', text: token.content === '' ? ' ' : token.content }],
  });
}

function writeQuote(
  writer: Writer,
  _token: Token,
  cursor: Cursor,
  list: OpenList | undefined,
): void {
  if (writer.quoteDepth > 0) noteLoss(writer.state, 'quote_nesting_flattened');
  if (list !== undefined && list.item === undefined) beginItem(writer, list, []);
  if (writer.quoteDepth === 0) writer.quote = undefined;
  writer.quoteDepth++;
  writeUntil(writer, cursor, 'quote_close', undefined);
  writer.quoteDepth--;
}

function writeList(
  writer: Writer,
  token: Token,
  cursor: Cursor,
  parent: OpenList | undefined,
): void {
  const depth = parent === undefined ? 0 : parent.indent + 1;
  if (depth > LIST_INDENT) noteLoss(writer.state, 'list_nesting_flattened');
  const list: OpenList = {
    style: token.tag === 'ol' ? 'ordered' : 'bullet',
    indent: Math.min(depth, LIST_INDENT),
    number: token.tag === 'ol' ? Number(token.info) : 1,
    current: undefined,
    item: undefined,
  };
  for (
    let next = cursor.tokens[cursor.at];
    next?.type === 'item_open';
    next = cursor.tokens[cursor.at]
  ) {
    cursor.at++;
    list.item = undefined;
    writeUntil(writer, cursor, 'item_close', list);
    if (list.item === undefined) beginItem(writer, list, []);
  }
  cursor.at++;
}

function writeTableRows(writer: Writer, token: Token, cursor: Cursor): void {
  const rows: RichTextInline[][][] = [];
  for (let next = cursor.tokens[cursor.at]; next !== undefined; next = cursor.tokens[cursor.at]) {
    cursor.at++;
    if (next.type === 'table_close') break;
    if (next.type === 'row_open') rows.push([]);
    if (next.type === 'inline')
      rows.at(-1)?.push(inlineElements(next.content, PLAIN, writer.state));
  }
  const alignments = token.info.split(' ').filter(isAlignment);
  writeTable(writer, { rows, alignments });
}

const isAlignment = (word: string): word is Alignment =>
  word === 'none' || word === 'left' || word === 'center' || word === 'right';

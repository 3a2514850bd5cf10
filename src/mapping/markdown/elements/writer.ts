import type {
  RichTextElement,
  RichTextInline,
  RichTextList,
  RichTextQuote,
  RichTextSection,
  TableBlock,
} from '../../../slack/shapes.ts';
import type { RenderState } from '../render-state.ts';

/** A text as Slack would lay it out, before it is grouped into blocks: tables stand between the rest. */
export type FlowElement = RichTextElement | TableBlock;

/** Collects the flow of one text. */
export interface Writer {
  readonly flow: FlowElement[];
  readonly state: RenderState;
  /** How many quotes the walk is in. */
  quoteDepth: number;
  /** The outermost quote's text so far; quotes within it go on there. */
  quote: RichTextQuote | undefined;
  hasTable: boolean;
}

type InlineHolder = Extract<RichTextElement, { elements: RichTextInline[] }>;

/** A quote's bar beside a list or code; a quote itself holds text only. */
export const quoteBorder = (writer: Writer): { border?: 1 } =>
  writer.quoteDepth > 0 ? { border: 1 } : {};

/** Adds text to the section or quote before it, with the gap that the source has, or begins a new one. */
export function writeInline(writer: Writer, inlines: RichTextInline[], gap: string): void {
  if (inlines.length === 0) return;
  if (writer.quoteDepth > 0) {
    writeQuoted(writer, inlines, gap);
    return;
  }
  const last = writer.flow.at(-1);
  if (last?.type === 'rich_text_section' && gap !== '') appendInlines(last, gap, inlines);
  else writer.flow.push({ type: 'rich_text_section', elements: inlines });
}

function writeQuoted(writer: Writer, inlines: RichTextInline[], gap: string): void {
  const prefix = '> '.repeat(writer.quoteDepth - 1);
  const text = prefix === '' ? inlines : withLinePrefix(inlines, prefix);
  if (writer.quote !== undefined && writer.flow.at(-1) === writer.quote) {
    appendInlines(writer.quote, gap === '' ? '\n' : gap, text);
    return;
  }
  writer.quote = { type: 'rich_text_quote', elements: text };
  writer.flow.push(writer.quote);
}

/** Adds inlines after a gap of white space. */
function appendInlines(
  holder: InlineHolder,
  gap: string,
  inlines: readonly RichTextInline[],
): void {
  const last = holder.elements.at(-1);
  if (last?.type === 'text' && last.style === undefined) last.text += gap;
  else holder.elements.push({ type: 'text', text: gap });
  for (const inline of inlines) {
    const before = holder.elements.at(-1);
    const isPlain = inline.type === 'text' && inline.style === undefined;
    if (isPlain && before?.type === 'text' && before.style === undefined)
      before.text += inline.text;
    else holder.elements.push(inline);
  }
}

function withLinePrefix(inlines: readonly RichTextInline[], prefix: string): RichTextInline[] {
  const prefixed = inlines.map((inline) =>
    inline.type === 'text'
      ? { ...inline, text: inline.text.replaceAll('\n', `\n${prefix}`) }
      : inline,
  );
  const first = prefixed[0];
  if (first?.type === 'text' && first.style === undefined) {
    first.text = prefix + first.text;
    return prefixed;
  }
  return [{ type: 'text', text: prefix }, ...prefixed];
}

/** A list while it is being written; Slack's list breaks off at code, quotes and nested lists. */
export interface OpenList {
  readonly style: 'bullet' | 'ordered';
  readonly indent: number;
  /** Number of the next item. */
  number: number;
  current: RichTextList | undefined;
  item: RichTextSection | undefined;
}

/** A checkbox of `- [ ]`, which Slack's lists do not have, as a character. */
const UNCHECKED = '☐ ';
const CHECKED = '☑ ';
const TASK = /^\[([ |xX])\] /;

/** Takes the checkbox off an item's text. */
export function splitTask(text: string): { mark: string; text: string } {
  const task = TASK.exec(text);
  if (task === null) return { mark: '', text };
  return { mark: task[1] === ' ' ? UNCHECKED : CHECKED, text: text.slice(task[0].length) };
}

/** Begins an item; its number counts on where the list broke off. */
export function beginItem(writer: Writer, list: OpenList, inlines: RichTextInline[]): void {
  const elements = inlines.length > 0 ? inlines : [{ type: 'text' as const, text: ' ' }];
  const item: RichTextSection = { type: 'rich_text_section', elements };
  if (list.current === undefined || writer.flow.at(-1) !== list.current) {
    list.current = newList(writer, list);
    writer.flow.push(list.current);
  }
  list.current.elements.push(item);
  list.item = item;
  list.number++;
}

function newList(writer: Writer, list: OpenList): RichTextList {
  const offset = list.style === 'ordered' && list.number > 1 ? { offset: list.number - 1 } : {};
  return {
    type: 'rich_text_list',
    style: list.style,
    indent: list.indent,
    ...offset,
    ...quoteBorder(writer),
    elements: [],
  };
}

/** Adds a further paragraph to an item, or text below it when code or another list came between. */
export function continueItem(
  writer: Writer,
  list: OpenList,
  inlines: RichTextInline[],
  gap: string,
): void {
  if (list.item !== undefined && writer.flow.at(-1) === list.current) {
    appendInlines(list.item, gap === '' ? '\n' : gap, inlines);
    return;
  }
  writeInline(writer, inlines, gap);
}

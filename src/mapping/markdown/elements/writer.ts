import type {
  RichTextElement,
  RichTextInline,
  RichTextList,
  RichTextQuote,
  RichTextSection,
  TableBlock,
} from '../../../slack/shapes.ts';
import type { RenderState } from '../render-state.ts';

/** An element of a text in Slack's layout, before grouping into blocks; tables are separate. */
export type FlowElement = RichTextElement | TableBlock;

/** Collects the elements of one text. */
export interface Writer {
  readonly flow: FlowElement[];
  readonly state: RenderState;
  /** Number of quotes around the current block. */
  quoteDepth: number;
  /** The outermost quote so far; nested quotes are appended to it. */
  quote: RichTextQuote | undefined;
  hasTable: boolean;
}

type InlineHolder = Extract<RichTextElement, { elements: RichTextInline[] }>;

/** Border for a list or code inside a quote, because Slack's quotes contain only text. */
export const quoteBorder = (writer: Writer): { border?: 1 } =>
  writer.quoteDepth > 0 ? { border: 1 } : {};

/** Appends text to the preceding section or quote, with the gap of the source, or begins a new one. */
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

/** Appends inline elements after a gap of white space. */
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

/** A list that is being written; in Slack a list ends at code, quotes and nested lists. */
export interface OpenList {
  readonly style: 'bullet' | 'ordered';
  readonly indent: number;
  /** Number of the next item. */
  number: number;
  current: RichTextList | undefined;
  item: RichTextSection | undefined;
}

/** Checkboxes of `- [ ]` as characters, because Slack's lists have none. */
const UNCHECKED = '☐ ';
const CHECKED = '☑ ';
const TASK = /^\[([ |xX])\] /;

/** Splits the checkbox off an item's text. */
export function splitTask(text: string): { mark: string; text: string } {
  const task = TASK.exec(text);
  if (task === null) return { mark: '', text };
  return { mark: task[1] === ' ' ? UNCHECKED : CHECKED, text: text.slice(task[0].length) };
}

/** Begins an item; numbering continues where the list was interrupted. */
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

/** Appends a further paragraph to an item, or text below it when code or another list came between. */
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

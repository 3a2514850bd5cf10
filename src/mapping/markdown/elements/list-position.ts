import type { RichTextInline, RichTextList, RichTextSection } from '../../slack.ts';
import { appendInlines, quoteBorder, type Writer, writeInline } from './writer.ts';

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

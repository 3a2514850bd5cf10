import type { RichTextElement, RichTextList } from '../../slack.ts';
import { splitInlines } from './split-inlines.ts';
import { itemWeight, lineMarks } from './weight.ts';

/** What fits into a part, and what is left for the next, in order. */
export interface SplitElement {
  readonly head: RichTextElement;
  readonly rest: readonly RichTextElement[];
}

/** Splits an element that is heavier than `room`: code stays code in its language, a list keeps its numbers. */
export function splitElement(element: RichTextElement, room: number): SplitElement {
  if (element.type === 'rich_text_list') return splitList(element, room);
  const { head, tail } = splitInlines(element.elements, room, lineMarks(element));
  return {
    head: { ...element, elements: head },
    rest: tail.length > 0 ? [{ ...element, elements: tail }] : [],
  };
}

function splitList(list: RichTextList, room: number): SplitElement {
  let weight = 1;
  let count = 0;
  for (const item of list.elements) {
    weight += itemWeight(list, item.elements);
    if (weight > room) break;
    count++;
  }
  if (count === 0) return splitFirstItem(list, room);
  return {
    head: { ...list, elements: list.elements.slice(0, count) },
    rest: restOfList(list, count),
  };
}

function restOfList(list: RichTextList, from: number): RichTextElement[] {
  const elements = list.elements.slice(from);
  if (elements.length === 0) return [];
  const offset = list.style === 'ordered' ? { offset: (list.offset ?? 0) + from } : {};
  return [{ ...list, ...offset, elements }];
}

/** The second half of an item is a section: as an item it would get a bullet or number of its own. */
function splitFirstItem(list: RichTextList, room: number): SplitElement {
  const [first] = list.elements;
  const { head, tail } = splitInlines(
    first?.elements ?? [],
    room - itemWeight(list, []),
    lineMarks(list),
  );
  const continued: RichTextElement[] =
    tail.length > 0 ? [{ type: 'rich_text_section', elements: tail }] : [];
  return {
    head: { ...list, elements: [{ type: 'rich_text_section', elements: head }] },
    rest: [...continued, ...restOfList(list, 1)],
  };
}

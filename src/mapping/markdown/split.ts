import type { RichTextElement, RichTextInline, RichTextList } from '../../slack/shapes.ts';
import { cutPosition } from '../text.ts';
import type { FlowElement } from './elements/writer.ts';
import {
  characterWeight,
  cuttableText,
  elementWeight,
  inlineOverhead,
  itemWeight,
  lineMarks,
  MAX_PART_WEIGHT,
} from './weight.ts';

/** An element that must be cut begins in the current part only when at least this much of it is free. */
const MIN_ROOM_TO_SPLIT = MAX_PART_WEIGHT / 2;

/** Splits a flow into parts that each fit into one message, between elements where possible. */
export function splitFlow(flow: readonly FlowElement[]): FlowElement[][] {
  const parts: FlowElement[][] = [[]];
  let room = MAX_PART_WEIGHT;
  const waiting = [...flow].reverse();
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    const weight = elementWeight(element);
    const isWhole = element.type === 'table' || weight <= MAX_PART_WEIGHT;
    if (weight > room && (isWhole ? room < MAX_PART_WEIGHT : room < MIN_ROOM_TO_SPLIT)) {
      parts.push([]);
      room = MAX_PART_WEIGHT;
    }
    if (weight <= room || element.type === 'table') {
      parts.at(-1)?.push(element);
      room -= weight;
      continue;
    }
    const { head, rest } = splitElement(element, room);
    parts.at(-1)?.push(head);
    for (const piece of [...rest].reverse()) waiting.push(piece);
    room = 0;
  }
  return parts;
}

/** The piece that fits into a part, and the remaining ones, in order. */
interface SplitElement {
  readonly head: RichTextElement;
  readonly rest: readonly RichTextElement[];
}

/** Splits an element heavier than `room`: code keeps its language, a list its numbers. */
function splitElement(element: RichTextElement, room: number): SplitElement {
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

/** The second half of an item becomes a section, because an item would get a bullet or number. */
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

/** Placeholder for an element that cannot be cut. */
const UNCUTTABLE = '\ufffc';

const flatText = (inline: RichTextInline): string => cuttableText(inline) ?? UNCUTTABLE;

/** Splits inline elements so that the first part weighs at most `room` and is not empty. */
function splitInlines(
  inlines: readonly RichTextInline[],
  room: number,
  marks: number,
): { head: RichTextInline[]; tail: RichTextInline[] } {
  const { text, limit } = textWithin(inlines, room, marks);
  const cut = cutPosition(text, limit);
  return {
    head: inlinesBefore(inlines, cut.at),
    tail: inlinesFrom(inlines, cut.at + cut.dropped),
  };
}

/** Flat text of the elements that begin within `room`, and the length of it that fits, at least 1. */
function textWithin(
  inlines: readonly RichTextInline[],
  room: number,
  marks: number,
): { text: string; limit: number } {
  const texts: string[] = [];
  let weight = 0;
  let start = 0;
  for (const inline of inlines) {
    const text = flatText(inline);
    texts.push(text);
    weight += inlineOverhead(inline);
    for (let at = 0; at < text.length; at++) {
      weight += characterWeight(text.charCodeAt(at), marks, inline.style !== undefined);
      if (weight > room) return { text: texts.join(''), limit: Math.max(1, start + at) };
    }
    start += text.length;
  }
  return { text: texts.join(''), limit: start };
}

function inlinesBefore(inlines: readonly RichTextInline[], end: number): RichTextInline[] {
  const { index, offset } = locate(inlines, end);
  const head = inlines.slice(0, index);
  const last = inlines[index];
  if (last !== undefined && offset > 0) head.push(cutInline(last, 0, offset));
  return head;
}

function inlinesFrom(inlines: readonly RichTextInline[], start: number): RichTextInline[] {
  const { index, offset } = locate(inlines, start);
  const first = inlines[index];
  if (first === undefined || offset === 0) return inlines.slice(index);
  return [cutInline(first, offset), ...inlines.slice(index + 1)];
}

/** Finds the element at a position of the flat text, and the offset inside it. */
function locate(
  inlines: readonly RichTextInline[],
  position: number,
): { index: number; offset: number } {
  let offset = position;
  for (const [index, inline] of inlines.entries()) {
    const { length } = flatText(inline);
    if (offset < length) return { index, offset };
    offset -= length;
  }
  return { index: inlines.length, offset: 0 };
}

/** Cuts an element; both parts of a link are links. */
const cutInline = (inline: RichTextInline, start: number, end?: number): RichTextInline =>
  inline.type === 'text' || inline.type === 'link'
    ? { ...inline, text: (inline.text ?? '').slice(start, end) }
    : inline;

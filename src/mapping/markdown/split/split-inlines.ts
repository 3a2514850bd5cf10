import type { RichTextInline } from '../../slack.ts';
import { cutPosition } from './cut-position.ts';
import { characterWeight, cuttableText, inlineOverhead } from './weight.ts';

/** Stands for an element that cannot be cut. */
const WHOLE = '\ufffc';

const flatText = (inline: RichTextInline): string => cuttableText(inline) ?? WHOLE;

/** Cuts inline elements in two so that the first part weighs no more than `room`, and is never empty. */
export function splitInlines(
  inlines: readonly RichTextInline[],
  room: number,
  marks: number,
): { head: RichTextInline[]; tail: RichTextInline[] } {
  const { text, limit } = textWithin(inlines, room, marks);
  const cut = cutPosition(text, limit);
  return {
    head: upTo(inlines, cut.at),
    tail: from(inlines, cut.at + cut.dropped),
  };
}

/** The flat text of the elements that begin within `room`, and how much of it is within, at least one. */
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

function upTo(inlines: readonly RichTextInline[], end: number): RichTextInline[] {
  const { index, offset } = locate(inlines, end);
  const head = inlines.slice(0, index);
  const last = inlines[index];
  if (last !== undefined && offset > 0) head.push(cutInline(last, 0, offset));
  return head;
}

function from(inlines: readonly RichTextInline[], start: number): RichTextInline[] {
  const { index, offset } = locate(inlines, start);
  const first = inlines[index];
  if (first === undefined || offset === 0) return inlines.slice(index);
  return [cutInline(first, offset), ...inlines.slice(index + 1)];
}

/** The element that a position of the flat text lies in, and how far in. */
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

/** A link that is cut stays a link on both sides. */
const cutInline = (inline: RichTextInline, start: number, end?: number): RichTextInline =>
  inline.type === 'text' || inline.type === 'link'
    ? { ...inline, text: (inline.text ?? '').slice(start, end) }
    : inline;

import type { RichTextInline } from '../../slack.ts';
import { cutPosition } from './cut-position.ts';
import { characterWeight, cuttableText, inlineOverhead } from './weight.ts';

/** Stands for an element that cannot be cut. */
const WHOLE = '\ufffc';

const flatText = (inline: RichTextInline): string => cuttableText(inline) ?? WHOLE;

/** Cuts inline elements in two so that the first part weighs no more than `room`; neither part is empty. */
export function splitInlines(
  inlines: readonly RichTextInline[],
  room: number,
  marks: number,
): { head: RichTextInline[]; tail: RichTextInline[] } {
  const flat = inlines.map(flatText).join('');
  const cut = cutPosition(flat, charactersWithin(inlines, room, marks));
  return {
    head: slice(inlines, 0, cut.at),
    tail: slice(inlines, cut.at + cut.dropped, flat.length),
  };
}

/** How many characters of the flat text weigh no more than `room`, at least one. */
function charactersWithin(inlines: readonly RichTextInline[], room: number, marks: number): number {
  let weight = 0;
  let characters = 0;
  for (const inline of inlines) {
    weight += inlineOverhead(inline);
    for (const character of flatText(inline)) {
      weight += characterWeight(character, marks, inline.style !== undefined) * character.length;
      if (weight > room) return Math.max(1, characters);
      characters += character.length;
    }
  }
  return characters;
}

/** The elements between two positions of the flat text; a link that is cut stays a link on both sides. */
function slice(inlines: readonly RichTextInline[], from: number, to: number): RichTextInline[] {
  const out: RichTextInline[] = [];
  let start = 0;
  for (const inline of inlines) {
    const text = cuttableText(inline);
    const end = start + flatText(inline).length;
    if (text === undefined) {
      if (start >= from && start < to) out.push(inline);
    } else {
      const part = text.slice(Math.max(0, from - start), Math.max(0, to - start));
      if (part !== '') out.push(withText(inline, part));
    }
    start = end;
  }
  return out;
}

const withText = (inline: RichTextInline, text: string): RichTextInline =>
  inline.type === 'text' || inline.type === 'link' ? { ...inline, text } : inline;

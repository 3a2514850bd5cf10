import {
  BACKSLASH,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from './json-bytes.ts';

/** No name that is looked for is longer. */
const MAX_NAME_BYTES = 64;

/** How far JSON was read, which can be the middle of a text. */
interface Place {
  /** Lists and objects that are open. */
  depth: number;
  text: 'none' | 'open' | 'escaped';
  /** Of a text of the outermost object, its bytes as characters. */
  name: string;
  /** What was before: such a text, or the colon behind the name of a list to leave out. */
  before: 'name' | 'listed' | 'other';
  isInList: boolean;
}

/**
 * Makes what takes JSON in UTF-8, piece by piece, and gives the bytes of it that are outside of some lists: fields of the
 * outermost object, by their names. A list that is left out stays as an empty one, so that the rest can be parsed.
 */
export function leavingOutLists(
  lists: readonly string[],
): (piece: Uint8Array) => readonly Uint8Array[] {
  const place: Place = { depth: 0, text: 'none', name: '', before: 'other', isInList: false };
  return (piece) => {
    const kept: Uint8Array[] = [];
    let from = 0;
    for (let at = 0; at < piece.length; ) {
      if (place.text !== 'none') {
        at = passText(place, piece, at);
        continue;
      }
      const wasInList = place.isInList;
      passByte(place, piece[at], lists);
      if (place.isInList && !wasInList) kept.push(piece.subarray(from, at + 1));
      else if (wasInList && !place.isInList) from = at;
      at += 1;
    }
    return place.isInList ? kept : [...kept, piece.subarray(from)];
  };
}

/** Passes one byte outside of a text. */
function passByte(place: Place, byte: number | undefined, lists: readonly string[]): void {
  if (byte === QUOTE) {
    place.text = 'open';
    place.name = '';
  } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
    place.isInList ||= byte === OPEN_LIST && place.depth === 1 && place.before === 'listed';
    place.depth += 1;
    place.before = 'other';
  } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
    place.depth -= 1;
    if (place.depth === 1) place.isInList = false;
  } else if (byte === COLON) {
    place.before = place.before === 'name' && lists.includes(place.name) ? 'listed' : 'other';
  } else if (byte === COMMA) place.before = 'other';
}

/** Passes a text up to its end or that of the piece; returns the offset behind. Most bytes of a plan are in texts. */
function passText(place: Place, piece: Uint8Array, from: number): number {
  const isName = place.depth === 1;
  let isEscaped = place.text === 'escaped';
  for (let at = from; at < piece.length; at += 1) {
    const byte = piece[at] ?? QUOTE;
    if (isEscaped) isEscaped = false;
    else if (byte === BACKSLASH) isEscaped = true;
    else if (byte === QUOTE) {
      place.text = 'none';
      place.before = isName ? 'name' : 'other';
      return at + 1;
    }
    if (isName && place.name.length <= MAX_NAME_BYTES) place.name += String.fromCharCode(byte);
  }
  place.text = isEscaped ? 'escaped' : 'open';
  return piece.length;
}

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
    piece.forEach((byte, at) => {
      const wasInList = place.isInList;
      pass(place, byte, lists);
      if (place.isInList === wasInList) return;
      if (place.isInList) kept.push(piece.subarray(from, at + 1));
      else from = at;
    });
    return place.isInList ? kept : [...kept, piece.subarray(from)];
  };
}

function pass(place: Place, byte: number, lists: readonly string[]): void {
  if (place.text !== 'none') passInText(place, byte);
  else if (byte === QUOTE) {
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

function passInText(place: Place, byte: number): void {
  if (place.text === 'escaped') place.text = 'open';
  else if (byte === BACKSLASH) place.text = 'escaped';
  else if (byte === QUOTE) {
    place.text = 'none';
    place.before = place.depth === 1 ? 'name' : 'other';
    return;
  }
  if (place.depth !== 1 || place.name.length > MAX_NAME_BYTES) return;
  place.name += String.fromCharCode(byte);
}

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

/** Bytes from one offset up to another one, which is outside. */
export type Stretch = readonly [from: number, to: number];

/**
 * Finds the elements of a JSON list in UTF-8 whose bracket is at `open`; returns the offset behind the list. Each can
 * be parsed by itself, so that a long list never is as a whole. SyntaxError when the list does not end; what is wrong
 * inside an element is found by the one who parses it.
 */
export function* elementsOf(bytes: Uint8Array, open: number): Generator<Stretch, number> {
  let depth = 1;
  let from = open + 1;
  let isFirst = true;
  for (let at = from; at < bytes.length; ) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfString(bytes, at);
      continue;
    }
    if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth += 1;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
    if (depth === 0) {
      if (byte !== CLOSE_LIST) throw new SyntaxError(`the list at byte ${open} ends with a brace`);
      if (!isFirst || skipBlanks(bytes, from) < at) yield [from, at];
      return at + 1;
    }
    if (byte === COMMA && depth === 1) {
      yield [from, at];
      from = at + 1;
      isFirst = false;
    }
    at += 1;
  }
  throw new SyntaxError(`the list at byte ${open} does not end`);
}

/** Takes an element and its JSON, a part of the bytes that were given, and gives what takes its place. */
export type MapElement = (element: unknown, json: Buffer) => unknown;

/**
 * Parses JSON in UTF-8 as JSON.parse does. Each element of a list is given to `map` when it is parsed. SyntaxError when
 * it is not JSON.
 */
export function parseList(bytes: Buffer, map: MapElement): unknown {
  const open = skipBlanks(bytes, 0);
  if (bytes[open] !== OPEN_LIST) return JSON.parse(bytes.toString('utf8'));
  const { elements, end } = parseElements(bytes, open, map);
  if (skipBlanks(bytes, end) < bytes.length) throw new SyntaxError('more than a list');
  return elements;
}

/**
 * Parses JSON in UTF-8 as JSON.parse does. Of an object's fields that `lists` names and that hold a list, each element
 * is given to `map` when it is parsed, and what that returns takes its place. SyntaxError when it is not JSON.
 */
export function parseInPieces(
  bytes: Buffer,
  lists: readonly string[],
  map: (element: unknown, list: string) => unknown,
): unknown {
  const mapped = new Map<string, readonly unknown[]>();
  const rest: string[] = [];
  let restFrom = 0;
  let depth = 0;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at];
    if (byte !== QUOTE) {
      if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth += 1;
      else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
      at += 1;
      continue;
    }
    const end = endOfString(bytes, at);
    const name = depth === 1 ? bytes.toString('utf8', at + 1, end - 1) : '';
    at = end;
    const open = lists.includes(name) ? listBehind(bytes, end) : undefined;
    if (open === undefined) continue;
    const list = parseElements(bytes, open, (element) => map(element, name));
    mapped.set(name, list.elements);
    rest.push(bytes.toString('utf8', restFrom, open), '[]');
    restFrom = list.end;
    at = list.end;
  }
  rest.push(bytes.toString('utf8', restFrom));
  return withLists(JSON.parse(rest.join('')), mapped);
}

function parseElements(
  bytes: Buffer,
  open: number,
  map: MapElement,
): { readonly elements: readonly unknown[]; readonly end: number } {
  const elements: unknown[] = [];
  const stretches = elementsOf(bytes, open);
  for (let next = stretches.next(); ; next = stretches.next()) {
    if (next.done === true) return { elements, end: next.value };
    const [from, to] = next.value;
    const json = bytes.subarray(from, to);
    elements.push(map(JSON.parse(json.toString('utf8')), json));
  }
}

/** A name that is there twice has its last value, as in JSON.parse. */
function withLists(value: unknown, lists: ReadonlyMap<string, readonly unknown[]>): unknown {
  if (typeof value !== 'object' || value === null || lists.size === 0) return value;
  const fields: Record<string, unknown> = { ...value };
  for (const [name, elements] of lists) {
    if (Array.isArray(fields[name])) fields[name] = elements;
  }
  return fields;
}

/** Offset of the list that is the value of a field whose name ends at `at`; undefined for another value, or no name. */
function listBehind(bytes: Uint8Array, at: number): number | undefined {
  const colon = skipBlanks(bytes, at);
  if (bytes[colon] !== COLON) return undefined;
  const value = skipBlanks(bytes, colon + 1);
  return bytes[value] === OPEN_LIST ? value : undefined;
}

/** Offset behind a string whose first quote is at `open`. */
function endOfString(bytes: Uint8Array, open: number): number {
  for (let at = open + 1; at < bytes.length; at += 1) {
    if (bytes[at] === BACKSLASH) at += 1;
    else if (bytes[at] === QUOTE) return at + 1;
  }
  throw new SyntaxError(`the string at byte ${open} does not end`);
}

const BLANKS: ReadonlySet<number | undefined> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** Offset of the first byte from `from` on that is no blank of JSON. */
function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (BLANKS.has(bytes[at])) at += 1;
  return at;
}

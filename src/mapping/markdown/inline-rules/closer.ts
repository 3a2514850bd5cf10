import type { StateInline } from 'markdown-it';

/** Kinds of closing marker that are known not to occur any more in a source. */
const exhausted = new WeakMap<StateInline, Set<string>>();

/**
 * Searches a closing marker from `from` on, with -1 for none. Once none was found the answer is remembered,
 * so that ten thousand opening markers do not read the text ten thousand times.
 */
export function findCloser(
  state: StateInline,
  kind: string,
  from: number,
  search: (source: string, from: number) => number,
): number {
  const known = exhausted.get(state);
  if (known?.has(kind)) return -1;
  const found = search(state.src, from);
  if (found !== -1) return found;
  if (known === undefined) exhausted.set(state, new Set([kind]));
  else known.add(kind);
  return -1;
}

/** The position after a run of one character. */
export function runEnd(source: string, from: number): number {
  const character = source.charCodeAt(from);
  let end = from + 1;
  while (source.charCodeAt(end) === character) end++;
  return end;
}

const WHITE_SPACE = /\s/;

/** White space as a regular expression has it; an edge of the text is none. */
export const isSpaceAt = (source: string, at: number): boolean =>
  at >= 0 && at < source.length && WHITE_SPACE.test(source.charAt(at));

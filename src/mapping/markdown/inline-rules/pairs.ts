import type { StateInline } from 'markdown-it';

/** By position of an opening bracket or parenthesis the position of the one that closes it; 0 for none. */
type Pairs = Int32Array;

const pairsOf = new WeakMap<StateInline, Pairs>();

const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_PARENTHESIS = 0x28;
const CLOSING_PARENTHESIS = 0x29;

/** Where the bracket or parenthesis at `at` is closed; found for the whole source at once, in one pass. */
export function closingOf(state: StateInline, at: number): number | undefined {
  let pairs = pairsOf.get(state);
  if (pairs === undefined) {
    pairs = findPairs(state.src);
    pairsOf.set(state, pairs);
  }
  return pairs[at] || undefined;
}

function findPairs(source: string): Pairs {
  const pairs = new Int32Array(source.length);
  const brackets: number[] = [];
  const parentheses: number[] = [];
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === OPENING_BRACKET) brackets.push(at);
    else if (code === OPENING_PARENTHESIS) parentheses.push(at);
    else if (code === CLOSING_BRACKET || code === CLOSING_PARENTHESIS) {
      const start = (code === CLOSING_BRACKET ? brackets : parentheses).pop();
      if (start !== undefined) pairs[start] = at;
    }
  }
  return pairs;
}

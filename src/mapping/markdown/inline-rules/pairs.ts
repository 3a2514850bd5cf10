import type { StateInline } from 'markdown-it';

/** For every opening bracket or parenthesis the position of the one that closes it. */
type Pairs = ReadonlyMap<number, number>;

const pairsOf = new WeakMap<StateInline, Pairs>();

const CLOSES: Readonly<Record<string, string>> = { ']': '[', ')': '(' };
const BRACKETS = /[[\]()]/g;

/** Where the bracket or parenthesis at `at` is closed; found for the whole source at once, in one pass. */
export function closingOf(state: StateInline, at: number): number | undefined {
  let pairs = pairsOf.get(state);
  if (pairs === undefined) {
    pairs = findPairs(state.src);
    pairsOf.set(state, pairs);
  }
  return pairs.get(at);
}

function findPairs(source: string): Pairs {
  const pairs = new Map<number, number>();
  const open: Record<string, number[]> = { '[': [], '(': [] };
  for (const match of source.matchAll(BRACKETS)) {
    const opening = CLOSES[match[0]];
    if (opening === undefined) open[match[0]]?.push(match.index);
    else {
      const start = open[opening]?.pop();
      if (start !== undefined) pairs.set(start, match.index);
    }
  }
  return pairs;
}

import type { StateInline } from 'markdown-it';
import { dialectEnv, type InlineNode } from '../nodes.ts';

/** A rule of the inline parser: returns whether it matched at `state.pos`, and consumes the match. */
export type InlineRule = (state: StateInline) => boolean;

/** Maximum nesting of spans; deeper ones stay source text. Slack has four styles and one link. */
const MAX_INLINE_DEPTH = 10;

/** Matches texts in which an inline rule may match; a host name counts only at the beginning. */
const INLINE_MARKUP = /[\\`*_~[<$:]|www|^[\p{L}\d.-]+\.\p{L}{2,4}\//u;

/** False when a text certainly has no inline markup. */
export const mayContainMarkup = (text: string): boolean => INLINE_MARKUP.test(text);

/** Appends a node to the current list. */
export function pushNode(state: StateInline, node: InlineNode): void {
  dialectEnv(state.env).inlines.push(node);
}

/** Appends plain text, joined to plain text before it. */
export function pushPlain(state: StateInline, text: string): void {
  const { inlines } = dialectEnv(state.env);
  const last = inlines.at(-1);
  if (last?.kind === 'text') last.text += text;
  else inlines.push({ kind: 'text', text });
}

/** Parses the text of a span, independently of the text around it. */
export function parseInner(state: StateInline, text: string, isLabel = false): InlineNode[] {
  const env = dialectEnv(state.env);
  if (env.inlineDepth >= MAX_INLINE_DEPTH || !mayContainMarkup(text))
    return [{ kind: 'text', text }];
  const { inLink, inlines } = env;
  const inner: InlineNode[] = [];
  env.inlineDepth++;
  env.inlines = inner;
  if (isLabel) env.inLink = true;
  state.md.inline.parse(text, state.md, env, []);
  env.inLink = inLink;
  env.inlines = inlines;
  env.inlineDepth--;
  return inner;
}

/** Position of the closing bracket or parenthesis by that of the opening one; 0 for none. */
type Pairs = Int32Array;

const pairsOf = new WeakMap<StateInline, Pairs>();

const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_PARENTHESIS = 0x28;
const CLOSING_PARENTHESIS = 0x29;

/** Finds the bracket or parenthesis that closes the one at `at`; all pairs of a source are found in one pass. */
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

/** Kinds of closing markers that do not occur in the rest of a source. */
const exhausted = new WeakMap<StateInline, Set<string>>();

/**
 * Searches for a closing marker from `from` on; -1 for none. A failure is remembered, so that ten thousand opening
 * markers do not scan the text ten thousand times.
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

/** Position after a run of one character. */
export function runEnd(source: string, from: number): number {
  const character = source.charCodeAt(from);
  let end = from + 1;
  while (source.charCodeAt(end) === character) end++;
  return end;
}

const WHITE_SPACE = /\s/;

/** True for white space as in regular expressions; false at the edges of the text. */
export const isSpaceAt = (source: string, at: number): boolean =>
  at >= 0 && at < source.length && WHITE_SPACE.test(source.charAt(at));

import type { StateInline } from 'markdown-it';
import { dialectEnv, type InlineNode } from '../nodes.ts';

/** A rule of the inline parser: answers whether it matched at `state.pos`, and consumes. */
export type InlineRule = (state: StateInline) => boolean;

/** Spans nest this deep; deeper ones stay as their source text. Slack knows four styles and one link. */
const MAX_INLINE_DEPTH = 10;

/** Without any of these the inline rules have nothing to find; a host name may only begin a text. */
const INLINE_MARKUP = /[\\`*_~[<$:]|www|^[\p{L}\d.-]+\.\p{L}{2,4}\//u;

/** False when a text surely holds no inline markup. */
export const mayHoldMarkup = (text: string): boolean => INLINE_MARKUP.test(text);

/** Adds an element to what is being read. */
export function pushNode(state: StateInline, node: InlineNode): void {
  dialectEnv(state.env).inlines.push(node);
}

/** Adds plain text, joined to plain text before it. */
export function pushPlain(state: StateInline, text: string): void {
  const { inlines } = dialectEnv(state.env);
  const last = inlines.at(-1);
  if (last?.kind === 'text') last.text += text;
  else inlines.push({ kind: 'text', text });
}

/** The elements of a span's own text, which is parsed without sight of what stands around it. */
export function parseInner(state: StateInline, text: string, isLabel = false): InlineNode[] {
  const env = dialectEnv(state.env);
  if (env.inlineDepth >= MAX_INLINE_DEPTH || !mayHoldMarkup(text)) return [{ kind: 'text', text }];
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

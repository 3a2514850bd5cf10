import type { StateInline } from 'markdown-it';
import { dialectEnv } from '../dialect-env.ts';
import type { InlineNode } from '../nodes.ts';

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

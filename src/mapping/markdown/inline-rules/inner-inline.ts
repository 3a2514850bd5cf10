import type { StateInline, Token } from 'markdown-it';
import { dialectEnv } from '../dialect-env.ts';

/** A rule of the inline parser: answers whether it matched at `state.pos`, and consumes. */
export type InlineRule = (state: StateInline, silent: boolean) => boolean;

/** Spans nest this deep; deeper ones stay as their source text. Slack knows four styles and one link. */
const MAX_INLINE_DEPTH = 20;

export type SpanType = 'strong' | 'em' | 'del' | 'link';

/** Pushes a span with the tokens of its own text, which is parsed without sight of what stands around it. */
export function pushSpan(state: StateInline, type: SpanType, text: string): Token {
  const env = dialectEnv(state.env);
  const token = state.push(type, '', 0);
  const children: Token[] = [];
  token.children = children;
  if (env.inlineDepth >= MAX_INLINE_DEPTH) {
    const rest = new state.Token('text', '', 0);
    rest.content = text;
    children.push(rest);
    return token;
  }
  const { inLink } = env;
  env.inlineDepth++;
  if (type === 'link') env.inLink = true;
  state.md.inline.parse(text, state.md, env, children);
  env.inLink = inLink;
  env.inlineDepth--;
  return token;
}

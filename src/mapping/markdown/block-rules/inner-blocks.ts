import type { StateBlock } from 'markdown-it';
import { dialectEnv } from '../dialect-env.ts';

/**
 * Quotes and lists nest this deep; what is deeper stays as its source text. Mattermost stops at 100, but
 * Slack shows one level of quotes and nine of lists, and each level reads its text again.
 */
const MAX_BLOCK_DEPTH = 20;

/** Where the inner text stands; `quote` keeps the outer text's table and paragraph rules, `item` has none. */
export type InnerPlace = 'quote' | 'item';

/** Parses the text of a quote or of a list item, its markers already taken away. */
export function parseInnerBlocks(state: StateBlock, text: string, place: InnerPlace): void {
  const env = dialectEnv(state.env);
  if (env.blockDepth >= MAX_BLOCK_DEPTH) {
    state.push('inline', 'p', 0).content = text;
    return;
  }
  const { top, inQuote } = env;
  env.blockDepth++;
  if (place === 'item') env.top = false;
  else env.inQuote = true;
  state.md.block.parse(text, state.md, env, state.tokens);
  env.blockDepth--;
  env.top = top;
  env.inQuote = inQuote;
}

import type { StateBlock } from 'markdown-it';
import { dialectEnv } from '../dialect-env.ts';
import type { BlockNode } from '../nodes.ts';

/**
 * Quotes and lists nest this deep; what is deeper stays as its source text. Mattermost stops at 100, but
 * Slack shows one level of quotes and nine of lists, and each level reads its text again.
 */
const MAX_BLOCK_DEPTH = 20;

/** Where the inner text stands; `quote` keeps the outer text's table and paragraph rules, `item` has none. */
export type InnerPlace = 'quote' | 'item';

/** Adds a block to what is being read. */
export function pushBlock(state: StateBlock, block: BlockNode): void {
  dialectEnv(state.env).blocks.push(block);
}

/** Parses the text of a quote or of a list item, its markers already taken away. */
export function parseInnerBlocks(state: StateBlock, text: string, place: InnerPlace): BlockNode[] {
  const env = dialectEnv(state.env);
  if (env.blockDepth >= MAX_BLOCK_DEPTH) return [{ kind: 'text', level: 0, source: text, gap: '' }];
  const { top, inQuote, blocks } = env;
  const inner: BlockNode[] = [];
  env.blockDepth++;
  env.blocks = inner;
  if (place === 'item') env.top = false;
  else env.inQuote = true;
  state.md.block.parse(text, state.md, env, state.tokens);
  env.blockDepth--;
  env.blocks = blocks;
  env.top = top;
  env.inQuote = inQuote;
  return inner;
}

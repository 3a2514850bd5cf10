import type { StateBlock } from 'markdown-it';
import { type BlockNode, dialectEnv } from '../nodes.ts';

/** A rule of the block parser: returns whether it matched, and consumes the match unless `silent`. */
export type BlockRule = (
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
) => boolean;

const lineStart = (state: StateBlock, line: number): number =>
  state.bMarks[line] ?? state.src.length;
const lineEnd = (state: StateBlock, line: number): number => state.eMarks[line] ?? state.src.length;

/** Columns of white space before the text; a tab ends at the next multiple of four. */
export const indentOf = (state: StateBlock, line: number): number => state.sCount[line] ?? 0;

/** Line without its line feed. */
export const lineText = (state: StateBlock, line: number): string =>
  state.src.slice(lineStart(state, line), lineEnd(state, line));

const contentStart = (state: StateBlock, line: number): number =>
  lineStart(state, line) + (state.tShift[line] ?? 0);

/** Line without its indentation. */
export const lineContent = (state: StateBlock, line: number): string =>
  state.src.slice(contentStart(state, line), lineEnd(state, line));

/** Code unit of the first character after the indentation; NaN on a blank line at the end. */
export const firstCode = (state: StateBlock, line: number): number =>
  state.src.charCodeAt(contentStart(state, line));

/** Source of several lines. */
export const linesText = (state: StateBlock, from: number, to: number): string =>
  state.src.slice(lineStart(state, from), lineEnd(state, to - 1));

/** Line feeds and blank lines between the preceding block and this line; empty at the start. */
export function gapBefore(state: StateBlock, line: number): string {
  let above = line - 1;
  while (above >= 0 && state.isEmpty(above)) above--;
  return above < 0 ? '' : state.src.slice(lineEnd(state, above), lineStart(state, line));
}

/** Removes up to `columns` columns of leading white space; a partly removed tab leaves spaces. */
export function outdent(text: string, columns: number): string {
  let column = 0;
  let at = 0;
  while (column < columns && at < text.length) {
    const character = text[at];
    if (character === '\t') column += 4 - (column % 4);
    else if (character === ' ') column++;
    else break;
    at++;
  }
  return column > columns ? ' '.repeat(column - columns) + text.slice(at) : text.slice(at);
}

/**
 * Maximum nesting of quotes and lists; deeper ones stay source text. Mattermost's limit is 100, but Slack shows one
 * level of quotes and nine of lists, and each level parses its text again.
 */
const MAX_BLOCK_DEPTH = 20;

/**
 * Kind of the inner text: `quote` keeps the rules of the outer text for tables and paragraphs, `item` has neither.
 */
export type InnerPlace = 'quote' | 'item';

/** Appends a block to the current list. */
export function pushBlock(state: StateBlock, block: BlockNode): void {
  dialectEnv(state.env).blocks.push(block);
}

/** Parses the text of a quote or list item whose markers are removed. */
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

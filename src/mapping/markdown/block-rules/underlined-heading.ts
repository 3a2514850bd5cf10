import type { StateBlock } from 'markdown-it';
import { type BlockRule, firstCode, gapBefore, lineContent, lineText } from './lines.ts';

const EQUALS = 0x3d;
const HYPHEN = 0x2d;
const UNDERLINE = /^[=-]{2,} *$/;

/** Two or more `=` or `-` alone on a line. */
export function isUnderline(state: StateBlock, line: number): boolean {
  const code = firstCode(state, line);
  return (code === EQUALS || code === HYPHEN) && UNDERLINE.test(lineContent(state, line));
}

/** A line over `===` or `---`; in Mattermost any line, a list item or a quote too. */
export const underlinedHeading: BlockRule = (state, startLine, endLine, silent) => {
  const underline = startLine + 1;
  if (underline >= endLine || !isUnderline(state, underline)) return false;
  if (silent) return true;
  const isFirstLevel = lineContent(state, underline).trimEnd().endsWith('=');
  const token = state.push('inline', isFirstLevel ? 'h1' : 'h2', 0);
  token.content = lineText(state, startLine).trim();
  token.info = gapBefore(state, startLine);
  state.line = underline + 1;
  return true;
};

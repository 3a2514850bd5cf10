import type { StateBlock } from 'markdown-it';
import { pushBlock } from './inner-blocks.ts';
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
  const level = lineContent(state, underline).trimEnd().endsWith('=') ? 1 : 2;
  const source = lineText(state, startLine).trim();
  pushBlock(state, { kind: 'text', level, source, gap: gapBefore(state, startLine) });
  state.line = underline + 1;
  return true;
};

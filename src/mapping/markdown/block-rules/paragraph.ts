import type { StateBlock } from 'markdown-it';
import { dialectEnv } from '../nodes.ts';
import { fence, indentedCode } from './code.ts';
import { isUnderline, underlinedHeading } from './headings.ts';
import {
  type BlockRule,
  firstCode,
  gapBefore,
  lineContent,
  linesText,
  pushBlock,
} from './lines.ts';
import { list } from './list.ts';
import { linkDefinition, quote } from './quote.ts';
import { horizontalRule } from './rule.ts';

/** A line of hashes with further text ends a paragraph, although a heading needs a space. */
const HEADING_LIKE = /^#{1,6} *[^\n]/;

const headingLike: BlockRule = (state, line) => HEADING_LIKE.test(lineContent(state, line));

/** Rules that end a paragraph without a blank line; tables do not. */
const INTERRUPTING: readonly BlockRule[] = [
  fence,
  list,
  horizontalRule,
  headingLike,
  underlinedHeading,
  quote,
  linkDefinition,
];

/** First characters of lines that these rules can match, except underlines. */
const STARTERS = new Set([...'`~*+-_#>[0123456789'].map((character) => character.charCodeAt(0)));

function isInterrupted(state: StateBlock, line: number, endLine: number, top: boolean): boolean {
  if (!top && indentedCode(state, line, endLine, true)) return true;
  if (
    !STARTERS.has(firstCode(state, line)) &&
    !(line + 1 < endLine && isUnderline(state, line + 1))
  ) {
    return false;
  }
  return INTERRUPTING.some((rule) => rule(state, line, endLine, true));
}

/** Text that no other rule matched, up to a blank line or another block. */
export const paragraph: BlockRule = (state, startLine, endLine, silent) => {
  if (silent) return true;
  const { top } = dialectEnv(state.env);
  let end = startLine + 1;
  while (end < endLine && !state.isEmpty(end) && !isInterrupted(state, end, endLine, top)) end++;
  const source = linesText(state, startLine, end);
  pushBlock(state, { kind: 'text', level: 0, source, gap: gapBefore(state, startLine) });
  state.line = end;
  return true;
};

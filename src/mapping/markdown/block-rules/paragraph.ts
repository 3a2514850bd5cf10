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

/** Any line of hashes and something more ends a paragraph, although a heading needs a space. */
const HEADING_LIKE = /^#{1,6} *[^\n]/;

const headingLike: BlockRule = (state, line) => HEADING_LIKE.test(lineContent(state, line));

/** What ends a paragraph without a blank line; tables do not. */
const INTERRUPTING: readonly BlockRule[] = [
  fence,
  list,
  horizontalRule,
  headingLike,
  underlinedHeading,
  quote,
  linkDefinition,
];

/** Characters that a line must begin with for one of these rules to match, the underline aside. */
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

/** What no other rule took, up to a blank line or another block. */
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

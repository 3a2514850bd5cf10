import type { StateBlock } from 'markdown-it';
import { parseInnerBlocks, pushBlock } from './inner-blocks.ts';
import { type BlockRule, firstCode, lineContent, lineText } from './lines.ts';
import { linkDefinition } from './link-definition.ts';

const GREATER_THAN = 0x3e;
const MARKER = /^\s*>[ \t]?/;

const startsQuote = (state: StateBlock, line: number): boolean =>
  firstCode(state, line) === GREATER_THAN && lineContent(state, line).length > 1;

/** A quote takes every following line up to a blank one, and goes on after blank lines if `>` does. */
export const quote: BlockRule = (state, startLine, endLine, silent) => {
  if (!startsQuote(state, startLine)) return false;
  if (silent) return true;
  const end = quoteEnd(state, startLine, endLine);
  const lines: string[] = [];
  for (let line = startLine; line < end; line++)
    lines.push(lineText(state, line).replace(MARKER, ''));
  pushBlock(state, { kind: 'quote', blocks: parseInnerBlocks(state, lines.join('\n'), 'quote') });
  state.line = end;
  return true;
};

function quoteEnd(state: StateBlock, startLine: number, endLine: number): number {
  let line = startLine + 1;
  for (;;) {
    while (line < endLine && !state.isEmpty(line) && !linkDefinition(state, line, endLine, true))
      line++;
    const afterBlanks = state.skipEmptyLines(line);
    if (afterBlanks >= endLine || !startsQuote(state, afterBlanks)) return line;
    line = afterBlanks + 1;
  }
}

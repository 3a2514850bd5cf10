import type { StateBlock } from 'markdown-it';
import { dialectEnv, type LinkDefinition } from '../nodes.ts';
import {
  type BlockRule,
  firstCode,
  lineContent,
  lineText,
  parseInnerBlocks,
  pushBlock,
} from './lines.ts';

const GREATER_THAN = 0x3e;
const MARKER = /^\s*>[ \t]?/;

const startsQuote = (state: StateBlock, line: number): boolean =>
  firstCode(state, line) === GREATER_THAN && lineContent(state, line).length > 1;

/** Quote. It includes all lines up to a blank one, and continues after blank lines that are followed by `>`. */
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

const OPENING_BRACKET = 0x5b;
/** The address needs a scheme, or begins with `/` or `#`. */
const DEFINITION = /^\[([^\]]+)\]: *<?((?:\w*:(?:\/\/)?|\/|#)[^\s>]+)>?(?: +["(]([^\n]+)[")])? *$/;

/** Link definition `[label]: https://… "title"`: not displayed, used by `[text][label]`. */
export const linkDefinition: BlockRule = (state, startLine, _endLine, silent) => {
  if (firstCode(state, startLine) !== OPENING_BRACKET) return false;
  const env = dialectEnv(state.env);
  if (!silent && (!env.top || env.inQuote)) return false;
  const match = DEFINITION.exec(lineContent(state, startLine));
  if (match === null) return false;
  if (silent) return true;
  const [, label = '', url = '', title = ''] = match;
  env.definitions.set(label.toLowerCase(), { url, title } satisfies LinkDefinition);
  state.line = startLine + 1;
  return true;
};

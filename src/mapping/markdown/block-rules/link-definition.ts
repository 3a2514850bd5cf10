import { dialectEnv, type LinkDefinition } from '../dialect-env.ts';
import { type BlockRule, firstCode, lineContent } from './lines.ts';

const OPENING_BRACKET = 0x5b;
/** The target needs a scheme, or begins with `/` or `#`. */
const DEFINITION = /^\[([^\]]+)\]: *<?((?:\w*:(?:\/\/)?|\/|#)[^\s>]+)>?(?: +["(]([^\n]+)[")])? *$/;

/** `[label]: https://… "title"`: shown nowhere, but `[text][label]` points to it. */
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

import { dialectEnv } from '../dialect-env.ts';
import { type InlineRule, pushNode } from './inner-inline.ts';

const DOLLAR = 0x24;
const LATEX = /\$([^$\n]+)\$(?!\w)/y;

/** `$x^2$`, where the server had inline LaTeX switched on. */
export const inlineLatex: InlineRule = (state) => {
  if (!dialectEnv(state.env).inlineLatex || state.src.charCodeAt(state.pos) !== DOLLAR)
    return false;
  LATEX.lastIndex = state.pos;
  const match = LATEX.exec(state.src);
  if (match === null) return false;
  pushNode(state, { kind: 'latex', text: (match[1] ?? '').trim() });
  state.pos += match[0].length;
  return true;
};

import { type InlineRule, pushPlain } from './inner-inline.ts';

const BACKSLASH = 0x5c;
const ESCAPABLE = new Set('`*{}[]()#+-.!_>|~');
const WORD = /\w/;

/** `\*` is a plain `*`. Other characters keep their backslash, and so does `\\` before a letter. */
export const backslashEscape: InlineRule = (state) => {
  if (state.src.charCodeAt(state.pos) !== BACKSLASH) return false;
  const escaped = state.src.charAt(state.pos + 1);
  const isBackslash = escaped === '\\' && !WORD.test(state.src.charAt(state.pos + 2));
  if (!isBackslash && !ESCAPABLE.has(escaped)) return false;
  pushPlain(state, escaped);
  state.pos += 2;
  return true;
};

import { findCloser, isSpaceAt } from './closer.ts';
import { type InlineRule, parseInner, pushNode } from './inner-inline.ts';

const MARKER = '~~';

/** `~~struck~~`: no white space inside the markers. */
export const strike: InlineRule = (state) => {
  const { src, pos } = state;
  if (!src.startsWith(MARKER, pos) || pos + 2 >= src.length || isSpaceAt(src, pos + 2))
    return false;
  const close = findCloser(state, MARKER, pos + 3, (source, from) => {
    let at = source.indexOf(MARKER, from);
    while (at !== -1 && isSpaceAt(source, at - 1)) at = source.indexOf(MARKER, at + 1);
    return at;
  });
  if (close === -1) return false;
  pushNode(state, { kind: 'del', children: parseInner(state, src.slice(pos + 2, close)) });
  state.pos = close + 2;
  return true;
};

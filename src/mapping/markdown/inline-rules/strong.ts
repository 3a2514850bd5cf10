import { findCloser, runEnd } from './closer.ts';
import { type InlineRule, parseInner, pushNode } from './inner-inline.ts';

const ASTERISK = 0x2a;
const UNDERSCORE = 0x5f;

/**
 * `**bold**` and `__bold__`. Unlike CommonMark, Mattermost asks for nothing around or inside the markers, so
 * that Japanese punctuation next to them does no harm: the first pair of markers with no third one behind it
 * closes.
 */
export const strong: InlineRule = (state) => {
  const { src, pos } = state;
  const code = src.charCodeAt(pos);
  if ((code !== ASTERISK && code !== UNDERSCORE) || src.charCodeAt(pos + 1) !== code) return false;
  const marker = src.slice(pos, pos + 2);
  const close = findCloser(state, marker, pos + 3, (source, from) => {
    const at = source.indexOf(marker, from);
    return at === -1 ? -1 : runEnd(source, at) - 2;
  });
  if (close === -1) return false;
  pushNode(state, { kind: 'strong', children: parseInner(state, src.slice(pos + 2, close)) });
  state.pos = close + 2;
  return true;
};

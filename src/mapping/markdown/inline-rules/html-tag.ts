import { findCloser } from './closer.ts';
import { type InlineRule, pushPlain } from './inner-inline.ts';

const LESS_THAN = 0x3c;
const ATTRIBUTE = String.raw`\s+[a-zA-Z:_][\w.:-]*(?:\s*=\s*"[^"]*"|\s*=\s*'[^']*'|\s*=\s*[^\s"'=<>${'`'}]+)?`;
const TAG = new RegExp(
  String.raw`<\/[a-zA-Z][\w:-]*\s*>|<[a-zA-Z][\w-]*(?:${ATTRIBUTE})*?\s*\/?>`,
  'y',
);
const COMMENT_OPEN = '<!--';
const COMMENT_CLOSE = '-->';

/** HTML is never rendered: a tag is text, and nothing inside it is markup. */
export const htmlTag: InlineRule = (state) => {
  const { src, pos } = state;
  if (src.charCodeAt(pos) !== LESS_THAN) return false;
  const end = src.startsWith(COMMENT_OPEN, pos) ? commentEnd(state) : tagEnd(src, pos);
  if (end === -1) return false;
  pushPlain(state, src.slice(pos, end));
  state.pos = end;
  return true;
};

function tagEnd(source: string, from: number): number {
  TAG.lastIndex = from;
  return TAG.test(source) ? TAG.lastIndex : -1;
}

function commentEnd(state: Parameters<InlineRule>[0]): number {
  const from = state.pos + COMMENT_OPEN.length;
  const close = findCloser(state, COMMENT_CLOSE, from, (source, at) =>
    source.indexOf(COMMENT_CLOSE, at),
  );
  return close === -1 ? -1 : close + COMMENT_CLOSE.length;
}

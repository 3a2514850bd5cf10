import type { StateInline } from 'markdown-it';
import { type InlineRule, parseInner, pushNode } from './inner-inline.ts';
import { closingOf } from './pairs.ts';

const BANG = 0x21;
const BRACKET = 0x5b;
const PARENTHESIS = 0x28;
const TITLE = /\s+['"]/;

/** Position of the label's bracket when a link or an image begins at `state.pos`, else -1. */
export function labelStart(state: StateInline): number {
  const code = state.src.charCodeAt(state.pos);
  if (code === BRACKET) return state.pos;
  return code === BANG && state.src.charCodeAt(state.pos + 1) === BRACKET ? state.pos + 1 : -1;
}

/** Pushes a link with its label's tokens, or an image with its alternative text. */
export function pushTarget(state: StateInline, label: string, url: string, title: string): void {
  if (state.src.charCodeAt(state.pos) === BANG) {
    pushNode(state, { kind: 'image', url, title, alternative: label });
  } else {
    pushNode(state, { kind: 'link', url, title, children: parseInner(state, label, true) });
  }
}

/** `[text](target "title")` and `![text](target =WxH "title")`. */
export const link: InlineRule = (state) => {
  const start = labelStart(state);
  if (start === -1) return false;
  const labelEnd = closingOf(state, start);
  if (labelEnd === undefined || state.src.charCodeAt(labelEnd + 1) !== PARENTHESIS) return false;
  const end = closingOf(state, labelEnd + 1);
  if (end === undefined) return false;
  const { url, title } = parseTarget(state.src.slice(labelEnd + 2, end));
  pushTarget(state, state.src.slice(start + 1, labelEnd), url, title);
  state.pos = end + 1;
  return true;
};

/** Takes `url "title"` apart; angle brackets around the address are dropped. */
function parseTarget(target: string): { url: string; title: string } {
  const text = target.trim();
  const quote = TITLE.exec(text);
  const hasTitle =
    quote !== null && /['"]$/.test(text) && text.length > quote.index + quote[0].length;
  const url = hasTitle ? text.slice(0, quote.index) : text;
  return {
    url: url.replace(/^</, '').replace(/>$/, ''),
    title: hasTitle ? text.slice(quote.index + quote[0].length, -1) : '',
  };
}

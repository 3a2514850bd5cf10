import type { Token } from 'markdown-it';
import type { RichTextInline } from '../../slack.ts';
import { parseInline } from '../dialect.ts';
import { noteLoss, type RenderState } from '../render-state.ts';
import { decodeEntities, formatWords } from '../words/format-words.ts';
import { withoutImageSize } from './image-size.ts';
import { linkTarget } from './link-target.ts';
import { BOLD, CODE, ITALIC, PLAIN, pushText, STRIKE, textStyle } from './text-style.ts';

/** Without any of these the inline rules have nothing to find; a host name may only begin a text. */
const INLINE_MARKUP = /[\\`*_~[<$]|:|www|^[\p{L}\d.-]+\.\p{L}{2,4}\//u;

/** The elements of one block's text, behind those that are there already. */
export function inlineElements(
  text: string,
  styleBits: number,
  state: RenderState,
  out: RichTextInline[] = [],
): RichTextInline[] {
  if (INLINE_MARKUP.test(text)) pushTokens(out, parseInline(text, state.env), styleBits, state);
  else formatWords(out, text, styleBits, state);
  return out;
}

type Push = (out: RichTextInline[], token: Token, styleBits: number, state: RenderState) => void;

const span =
  (bit: number): Push =>
  (out, token, styleBits, state) =>
    pushTokens(out, token.children ?? [], styleBits | bit, state);

const PUSH: Readonly<Record<string, Push>> = {
  text: (out, token, styleBits, state) => formatWords(out, token.content, styleBits, state),
  strong: span(BOLD),
  em: span(ITALIC),
  del: span(STRIKE),
  code_inline: (out, token, styleBits) => pushText(out, token.content, styleBits | CODE),
  latex: (out, token, styleBits, state) => {
    noteLoss(state, 'latex_as_code', token.content);
    pushText(out, token.content, styleBits | CODE);
  },
  link: (out, token, styleBits, state) => {
    const label: RichTextInline[] = [];
    pushLabel(label, token.children ?? [], styleBits, state);
    pushLink(out, label, token, state);
  },
  image: (out, token, styleBits, state) => {
    noteLoss(state, 'image_as_link', token.content);
    const label: RichTextInline[] = [];
    pushText(label, token.markup, styleBits);
    pushLink(out, label, token, state);
  },
};

function pushTokens(
  out: RichTextInline[],
  tokens: readonly Token[],
  styleBits: number,
  state: RenderState,
): void {
  for (const token of tokens) PUSH[token.type]?.(out, token, styleBits, state);
}

const LABEL_BITS: Readonly<Record<string, number>> = {
  strong: BOLD,
  em: ITALIC,
  del: STRIKE,
  code_inline: CODE,
};

/** A link's label is text in Slack: no mention, emoji or second link inside it, only styles. */
function pushLabel(
  label: RichTextInline[],
  tokens: readonly Token[],
  styleBits: number,
  state: RenderState,
): void {
  for (const token of tokens) {
    const bits = styleBits | (LABEL_BITS[token.type] ?? PLAIN);
    if (token.type === 'image') {
      noteLoss(state, 'image_as_link', token.content);
      pushText(label, token.markup, bits);
    } else if (token.children !== null) pushLabel(label, token.children, bits, state);
    else
      pushText(label, token.type === 'text' ? decodeEntities(token.content) : token.content, bits);
  }
}

/** A label in several styles becomes several links to the same place. */
function pushLink(
  out: RichTextInline[],
  label: readonly RichTextInline[],
  token: Token,
  state: RenderState,
): void {
  if (token.info !== '') noteLoss(state, 'link_title_dropped', token.info);
  const typed = token.type === 'image' ? withoutImageSize(token.content) : token.content;
  const url = linkTarget(typed, state);
  if (url === undefined) {
    for (const part of label) out.push(part);
    if (label.length === 0) pushText(out, typed, PLAIN);
    return;
  }
  if (label.length === 0) out.push({ type: 'link', url });
  for (const part of label) {
    if (part.type !== 'text') continue;
    const style = part.style ?? textStyle(PLAIN);
    const text = part.text === url ? {} : { text: part.text };
    out.push(
      style === undefined ? { type: 'link', url, ...text } : { type: 'link', url, ...text, style },
    );
  }
}

import { LINK_URL_CHARACTERS } from '../../../slack/limits.ts';
import type { RichTextInline } from '../../../slack/shapes.ts';
import { parseInline } from '../dialect.ts';
import { decodeEntities } from '../escape.ts';
import { mayContainMarkup } from '../inline-rules/pairs.ts';
import type { ImageNode, InlineNode, LinkNode } from '../nodes.ts';
import { noteLoss, type RenderState } from '../render-state.ts';
import { formatWords } from '../words.ts';
import { BOLD, CODE, ITALIC, pushText, STRIKE, withStyle } from './text-style.ts';

/** Converts the text of a block to elements, appended to the given ones. */
export function inlineElements(
  text: string,
  styleBits: number,
  state: RenderState,
  out: RichTextInline[] = [],
): RichTextInline[] {
  if (mayContainMarkup(text)) pushNodes(out, parseInline(text, state.env), styleBits, state);
  else formatWords(out, text, styleBits, state);
  return out;
}

function pushNodes(
  out: RichTextInline[],
  nodes: readonly InlineNode[],
  styleBits: number,
  state: RenderState,
): void {
  for (const node of nodes) pushNode(out, node, styleBits, state);
}

const STYLE_BITS = { strong: BOLD, em: ITALIC, del: STRIKE, code: CODE, latex: CODE } as const;

function pushNode(
  out: RichTextInline[],
  node: InlineNode,
  styleBits: number,
  state: RenderState,
): void {
  if (node.kind === 'text') formatWords(out, node.text, styleBits, state);
  else if (node.kind === 'link' || node.kind === 'image') pushLink(out, node, styleBits, state);
  else if ('children' in node)
    pushNodes(out, node.children, styleBits | STYLE_BITS[node.kind], state);
  else {
    if (node.kind === 'latex') noteLoss(state, 'latex_as_code', node.text);
    pushText(out, node.text, styleBits | CODE);
  }
}

/** A link's label is styled text in Slack: no mention, emoji or link inside it. */
function pushLabel(
  label: RichTextInline[],
  nodes: readonly InlineNode[],
  styleBits: number,
  state: RenderState,
): void {
  for (const node of nodes) {
    if (node.kind === 'image') {
      noteLoss(state, 'image_as_link', node.url);
      pushText(label, node.alternative, styleBits);
    } else if (node.kind === 'text') pushText(label, decodeEntities(node.text), styleBits);
    else if (node.kind === 'link') pushLabel(label, node.children, styleBits, state);
    else if ('children' in node)
      pushLabel(label, node.children, styleBits | STYLE_BITS[node.kind], state);
    else pushText(label, node.text, styleBits | CODE);
  }
}

/** A label with several styles becomes several links with the same address. */
function pushLink(
  out: RichTextInline[],
  node: LinkNode | ImageNode,
  styleBits: number,
  state: RenderState,
): void {
  if (node.title !== '') noteLoss(state, 'link_title_dropped', node.title);
  if (node.kind === 'image') noteLoss(state, 'image_as_link', node.url);
  const address = decodeEntities(node.url);
  const typed = node.kind === 'image' ? withoutImageSize(address) : address;
  const label: RichTextInline[] = [];
  if (node.kind === 'image') pushText(label, node.alternative, styleBits);
  else pushLabel(label, node.children, styleBits, state);
  const url = linkTarget(typed, state);
  if (url === undefined) {
    for (const part of label) out.push(part);
    if (isShown(typed)) pushText(out, label.length === 0 ? typed : ` (${typed})`, styleBits);
    return;
  }
  if (label.length === 0 || isAddress(label, typed, url)) {
    out.push(withStyle({ type: 'link', url }, styleBits));
  } else for (const part of label) out.push(linkPart(url, part));
}

/** A label equal to the address is omitted, because after rewriting it would show the old address. */
function isAddress(label: readonly RichTextInline[], typed: string, url: string): boolean {
  const [only] = label;
  if (label.length !== 1 || only?.type !== 'text') return false;
  return only.text === url || (only.text === typed && !url.endsWith(typed));
}

function linkPart(url: string, part: RichTextInline): RichTextInline {
  if (part.type !== 'text') return part;
  const link: RichTextInline = { type: 'link', url, text: part.text };
  return part.style === undefined ? link : { ...link, style: part.style };
}

const SIZE = / =(?=\d|x)\d*(?:x\d+)?$/;

/** Removes the size in Mattermost's `![alt](url =WxH)`, which Slack does not support. */
const withoutImageSize = (target: string): string => target.replace(SIZE, '').trimEnd();

const SCHEME = /^[a-z0-9+.-]+:/i;
/** `example.com:8065/a` has no scheme. */
const HOST_WITH_PORT = /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+):\d+(?:[/?#]|$)/i;
/** White space would end the address in Slack, so it is encoded. */
const SPACE = /\s/g;
/** Schemes whose links Mattermost shows as text. */
const UNSAFE = /^(?:javascript|vbscript|data):/i;

/** False for an empty address and for scripts, which Mattermost does not link either. */
const isShown = (typed: string): boolean => typed !== '' && !UNSAFE.test(typed);

/**
 * Returns the address of a link in Slack: the new address of a link to Mattermost, and `http://` added where the
 * scheme is missing. Undefined when Slack could not open it; the caller then writes text.
 */
function linkTarget(typed: string, state: RenderState): string | undefined {
  const rewritten = state.context.rewriteLink(typed);
  if (rewritten !== undefined) return rewritten;
  const isTooLong = typed.length > LINK_URL_CHARACTERS;
  if (
    isTooLong ||
    typed === '' ||
    typed.startsWith('/') ||
    typed.startsWith('#') ||
    UNSAFE.test(typed)
  ) {
    noteLoss(state, 'link_as_text', typed);
    return undefined;
  }
  const hasScheme = SCHEME.test(typed) && !HOST_WITH_PORT.test(typed);
  const url = (hasScheme ? typed : `http://${typed}`).replace(SPACE, encodeURIComponent);
  return state.context.rewriteLink(url) ?? url;
}

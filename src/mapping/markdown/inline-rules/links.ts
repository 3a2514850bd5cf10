import type { StateInline } from 'markdown-it';
import { dialectEnv } from '../nodes.ts';
import { closingOf, type InlineRule, parseInner, pushNode } from './pairs.ts';

const BANG = 0x21;
const BRACKET = 0x5b;
const PARENTHESIS = 0x28;
const TITLE = /\s+['"]/;

/** Position of the label's opening bracket when a link or an image begins at `state.pos`, else -1. */
function labelStart(state: StateInline): number {
  const code = state.src.charCodeAt(state.pos);
  if (code === BRACKET) return state.pos;
  return code === BANG && state.src.charCodeAt(state.pos + 1) === BRACKET ? state.pos + 1 : -1;
}

/** Pushes a link with its label's nodes, or an image with its alternative text. */
function pushTarget(state: StateInline, label: string, url: string, title: string): void {
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

/** Splits `url "title"`; angle brackets around the address are removed. */
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

const SECOND_LABEL = /\s*\[([^\]]*)\]/y;

/** `[text][label]`, `[label][]` and `[label]`, when the label is defined in the text. */
export const referenceLink: InlineRule = (state) => {
  const { definitions } = dialectEnv(state.env);
  if (definitions.size === 0) return false;
  const start = labelStart(state);
  const end = start === -1 ? undefined : closingOf(state, start);
  if (end === undefined) return false;
  const text = state.src.slice(start + 1, end);
  SECOND_LABEL.lastIndex = end + 1;
  const second = SECOND_LABEL.exec(state.src);
  const label = second?.[1] || text;
  const definition = definitions.get(label.replace(/\s+/g, ' ').toLowerCase());
  if (definition === undefined) return false;
  pushTarget(state, text, definition.url, definition.title);
  state.pos = end + 1 + (second?.[0].length ?? 0);
  return true;
};

const LESS_THAN = 0x3c;
const ANGLE_LINK = /<((?:[^\s<>]+(?:@|:\/)|www\d{0,3}\.)[^\s<>]+)>/y;
const MAILTO = 'mailto:';

/** `<https://…>`, `<www.…>` and `<name@host>`. */
export const angleLink: InlineRule = (state) => {
  if (state.src.charCodeAt(state.pos) !== LESS_THAN) return false;
  ANGLE_LINK.lastIndex = state.pos;
  const match = ANGLE_LINK.exec(state.src);
  const target = match?.[1];
  if (match === null || target === undefined) return false;
  const isAddress = target.includes('@') && !target.includes(':/');
  const label = isAddress && target.startsWith(MAILTO) ? target.slice(MAILTO.length) : target;
  const url = isAddress ? MAILTO + label : target;
  pushNode(state, { kind: 'link', url, title: '', children: [{ kind: 'text', text: label }] });
  state.pos += match[0].length;
  return true;
};

/** Schemes that Mattermost links without brackets. */
export const AUTOLINKED_SCHEMES = ['http', 'https', 'ftp', 'mailto', 'tel', 'mattermost'] as const;
const SCHEMES = new Set<string>(AUTOLINKED_SCHEMES);

/** A scheme, `www.`, or a host name followed by a path. */
const START = String.raw`(?:[A-Za-z][A-Za-z\d.+-]*:(?:\/{1,3}|[\p{L}\d%])|www\d{0,3}[.]|[\p{L}\d.-]+[.]\p{L}{2,4}\/)`;
/** Characters that end an address: white space, brackets, quotes and full-width punctuation. */
const ENDING = String.raw`\s${'`'}!()\[\]{;:'",<>?«»“”‘’\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF5E、。「-】`;
const INNER_PUNCTUATION = '[`!\\[\\]{;:\'",<>?«»“”‘’](?=[^\\s()<>])';
const IN_PARENTHESES = String.raw`\((?:[^\s()<>]|\([^\s()<>]+\))*\)`;
const BARE_URL = new RegExp(
  String.raw`${START}(?:\[[\da-f:]+\]|[^${ENDING}]|${INNER_PUNCTUATION}|${IN_PARENTHESES})+`,
  'uy',
);
const TRAILING_PUNCTUATION = new Set('?!.,:*_~\'"');
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;

/**
 * Japanese text follows an address without a space (`…/aを参照`): a hiragana after a Latin letter or digit, and `を`
 * after any ASCII character, begin the next word. Mattermost includes the rest of the sentence in the link; a working
 * link is preferred to being equal. A path of Japanese words stays whole.
 */
const JAPANESE_TAIL = /(?<=[A-Za-z\d])[\u3041-\u3096]|(?<=[!-~])を/;

/** What an address without brackets begins with, and what is none although it begins so: a scheme by itself. */
const WHOLE_START = new RegExp(`^${START}`, 'u');
const SCHEME_ALONE = /^[a-z][a-z0-9+.-]*:\/*$/i;

/** Inline rule for an address without brackets, which ends before punctuation and before Japanese text. */
export const bareUrl: InlineRule = (state) => {
  if (dialectEnv(state.env).inLink) return false;
  BARE_URL.lastIndex = state.pos;
  const match = BARE_URL.exec(state.src)?.[0];
  if (match === undefined) return false;
  const url = withoutTrailingPunctuation(withoutJapaneseTail(match));
  // Of `Q:を` and `www.を` a cut leaves a word that names no server.
  if (!WHOLE_START.test(url) || SCHEME_ALONE.test(url)) return false;
  const scheme = SCHEME.exec(url)?.[1];
  if (scheme !== undefined && !url.startsWith('www') && !SCHEMES.has(scheme.toLowerCase())) {
    return false;
  }
  pushNode(state, { kind: 'link', url, title: '', children: [{ kind: 'text', text: url }] });
  state.pos += url.length;
  return true;
};

function withoutTrailingPunctuation(url: string): string {
  let end = url.length;
  while (end > 0 && TRAILING_PUNCTUATION.has(url.charAt(end - 1))) end--;
  return url.slice(0, end);
}

function withoutJapaneseTail(url: string): string {
  const tail = JAPANESE_TAIL.exec(url)?.index ?? -1;
  return tail > 0 ? url.slice(0, tail) : url;
}

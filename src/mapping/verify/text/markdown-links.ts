import type { Searches } from './markdown-marks.ts';
import type { Definitions } from './markdown-tree.ts';

export interface LinkTarget {
  readonly url: string;
  readonly title: string;
  /** Source of the label, or of the text that stands for an image. */
  readonly label: string;
}

export interface FoundLink {
  readonly target: LinkTarget;
  readonly isImage: boolean;
  readonly end: number;
}

/**
 * Reads `[label](address "title")`, `![text](address =WxH)`, `[label][name]` or `[name]`; undefined for none. Its
 * brackets and parentheses are balanced.
 */
export function linkAt(
  source: string,
  at: number,
  searches: Searches,
  definitions: Definitions,
): FoundLink | undefined {
  const isImage = source.charCodeAt(at) === 0x21;
  const open = isImage ? at + 1 : at;
  if (source.charCodeAt(open) !== 0x5b) return undefined;
  searches.pairs ??= pairsIn(source);
  const close = searches.pairs[open];
  if (close === undefined || close === 0) return undefined;
  const label = source.slice(open + 1, close);
  const targetEnd = source.charCodeAt(close + 1) === 0x28 ? searches.pairs[close + 1] : undefined;
  if (targetEnd !== undefined && targetEnd > 0) {
    const target = { ...targetOf(source.slice(close + 2, targetEnd)), label };
    return { target, isImage, end: targetEnd + 1 };
  }
  return referenceAt(source, close + 1, label, definitions, isImage);
}

const NAME = /\s*\[([^\]]*)\]/y;

function referenceAt(
  source: string,
  from: number,
  label: string,
  definitions: Definitions,
  isImage: boolean,
): FoundLink | undefined {
  if (definitions.size === 0) return undefined;
  NAME.lastIndex = from;
  const [whole = '', name = ''] = NAME.exec(source) ?? [];
  const key = (name || label).replace(/\s+/g, ' ').toLowerCase();
  const found = definitions.get(key);
  if (found === undefined) return undefined;
  const target = { url: found.url, title: found.title, label };
  return { target, isImage, end: from + whole.length };
}

/** Splits an address and its title; angle brackets around the address are no part of it. */
function targetOf(inner: string): Omit<LinkTarget, 'label'> {
  const text = inner.trim();
  const [space = '', at = 0] = titleStart(text);
  const titleFrom = at + space.length;
  const hasTitle = space !== '' && /['"]$/.test(text) && text.length > titleFrom;
  const url = hasTitle ? text.slice(0, at) : text;
  return {
    url: url.replace(/^</, '').replace(/>$/, ''),
    title: hasTitle ? text.slice(titleFrom, -1) : '',
  };
}

/** The white space and quotation mark that begin a title, with their position. */
function titleStart(text: string): readonly [space?: string, at?: number] {
  for (const { 0: space, index } of text.matchAll(/\s+['"]?/g)) {
    if (/['"]$/.test(space)) return [space, index];
  }
  return [];
}

/** Closing bracket or parenthesis of each opening one; 0 for none. */
function pairsIn(source: string): Int32Array {
  const pairs = new Int32Array(source.length + 1);
  const open: Readonly<Record<string, number[]>> = { ']': [], ')': [] };
  for (let at = 0; at < source.length; at += 1) {
    const character = source.charAt(at);
    if (character === '[') open[']']?.push(at);
    else if (character === '(') open[')']?.push(at);
    else if (character === ']' || character === ')') {
      const start = open[character]?.pop();
      if (start !== undefined) pairs[start] = at;
    }
  }
  return pairs;
}

const BRACKETED = /<([^\s<>]+)>/y;
/** What makes an address between angle brackets: an `@` or `:/` between characters, or `www.` before some. */
const ADDRESS = /^(?:.+?(?:@|:\/)|www\d{0,3}\.)./s;
const MAILTO = 'mailto:';

/** Reads `<https://…>`, `<www.…>` or `<name@host>`. */
export function bracketedAddress(
  source: string,
  at: number,
): { readonly url: string; readonly label: string; readonly end: number } | undefined {
  if (source.charCodeAt(at) !== 0x3c) return undefined;
  BRACKETED.lastIndex = at;
  const [whole = '', typed = ''] = BRACKETED.exec(source) ?? [];
  if (!ADDRESS.test(typed)) return undefined;
  const end = at + whole.length;
  if (!typed.includes('@') || typed.includes(':/')) return { url: typed, label: typed, end };
  const label = typed.startsWith(MAILTO) ? typed.slice(MAILTO.length) : typed;
  return { url: MAILTO + label, label, end };
}

/** Schemes that are links without brackets. */
const SCHEMES = new Set(['http', 'https', 'ftp', 'mailto', 'tel', 'mattermost']);
/** The fork's pattern of an address without brackets (`inline.gfm.url`). */
const START = String.raw`(?:[A-Za-z][A-Za-z\d.+-]*:(?:\/{1,3}|[\p{L}\d%])|www\d{0,3}[.]|[\p{L}\d.-]+[.]\p{L}{2,4}\/)`;
const ENDS = String.raw`\s${'`'}!()\[\]{;:'",<>?«»“”‘’\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF5E\u3001\u3002\u300C-\u3011`;
const INSIDE = '[`!\\[\\]{;:\'",<>?«»“”‘’](?=[^\\s()<>])';
const ROUND = String.raw`\((?:[^\s()<>]|\([^\s()<>]+\))*\)`;
const BARE = new RegExp(String.raw`${START}(?:\[[\da-f:]+\]|[^${ENDS}]|${INSIDE}|${ROUND})+`, 'uy');
const BEGUN = new RegExp(`^${START}`, 'u');
const PUNCTUATION_BEHIND = /[?!.,:*_~'"]/;
/** Japanese text directly behind an address is no part of it, unlike in Mattermost. */
const JAPANESE_BEHIND = /(?<=[A-Za-z\d])[\u3041-\u3096]|(?<=[!-~])を/;

/** Reads an address without brackets; undefined for none. */
export function bareAddress(source: string, at: number): string | undefined {
  BARE.lastIndex = at;
  const found = BARE.exec(source)?.[0];
  if (found === undefined) return undefined;
  const japanese = JAPANESE_BEHIND.exec(found)?.index ?? 0;
  const text = japanese > 0 ? found.slice(0, japanese) : found;
  let end = text.length;
  while (end > 0 && PUNCTUATION_BEHIND.test(text.charAt(end - 1))) end -= 1;
  const url = text.slice(0, end);
  // Without its colon, dot or slash it is a word, and a scheme that is followed by nothing is one too.
  if (!BEGUN.test(url) || /^[^:]*:\/*$/.test(url)) return undefined;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1];
  const isLinked =
    scheme === undefined || url.startsWith('www') || SCHEMES.has(scheme.toLowerCase());
  return isLinked ? url : undefined;
}

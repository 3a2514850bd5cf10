import { dialectEnv } from '../dialect-env.ts';
import { type InlineRule, pushNode } from './inner-inline.ts';

/** Mattermost's own list of schemes that it links without brackets. */
export const AUTOLINKED_SCHEMES = ['http', 'https', 'ftp', 'mailto', 'tel', 'mattermost'] as const;
const SCHEMES = new Set<string>(AUTOLINKED_SCHEMES);

/** A scheme, or `www.`, or a host name with a path behind it. */
const START = String.raw`(?:[A-Za-z][A-Za-z\d.+-]*:(?:\/{1,3}|[\p{L}\d%])|www\d{0,3}[.]|[\p{L}\d.-]+[.]\p{L}{2,4}\/)`;
/** What ends an address: white space, brackets, quotes and full-width punctuation. */
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
 * Japanese goes on without a space after an address (`…/aを参照`): a hiragana right after a Latin letter or
 * digit, and `を` after any ASCII character, begin the sentence's next word. Mattermost takes the rest of the
 * sentence into the link; a link that works is worth the difference. A path of Japanese words stays whole.
 */
const JAPANESE_TAIL = /(?<=[A-Za-z\d])[\u3041-\u3096]|(?<=[!-~])を/;

export const bareUrl: InlineRule = (state) => {
  if (dialectEnv(state.env).inLink) return false;
  BARE_URL.lastIndex = state.pos;
  const match = BARE_URL.exec(state.src)?.[0];
  if (match === undefined) return false;
  const url = withoutTrailingPunctuation(withoutJapaneseTail(match));
  const scheme = SCHEME.exec(url)?.[1];
  if (
    url === '' ||
    (scheme !== undefined && !url.startsWith('www') && !SCHEMES.has(scheme.toLowerCase()))
  ) {
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

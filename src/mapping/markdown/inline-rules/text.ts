import { dialectEnv } from '../nodes.ts';
import { AUTOLINKED_SCHEMES } from './links.ts';
import { type InlineRule, pushPlain, runEnd } from './pairs.ts';

const BACKTICK = 0x60;
const STOPS = String.raw`[\\<!\[${'`'}*~]|\b_|\b(?:${AUTOLINKED_SCHEMES.join('|')}):|\bwww\d{0,3}\.`;
const STOP = new RegExp(STOPS, 'g');
const STOP_OR_LATEX = new RegExp(String.raw`${STOPS}|\B\$`, 'g');

/**
 * Text up to a position where another rule may match. Always consumes a character, or a whole run of backticks,
 * because all other rules have failed here. It does not stop at a host name without scheme or `www.`: Mattermost
 * links it only at the beginning of a text or span.
 */
export const textRun: InlineRule = (state) => {
  const { src, pos } = state;
  const stop = dialectEnv(state.env).inlineLatex ? STOP_OR_LATEX : STOP;
  stop.lastIndex = src.charCodeAt(pos) === BACKTICK ? runEnd(src, pos) : pos + 1;
  const end = stop.exec(src)?.index ?? src.length;
  pushPlain(state, src.slice(pos, end));
  state.pos = end;
  return true;
};

const BACKSLASH = 0x5c;
const ESCAPABLE = new Set('`*{}[]()#+-.!_>|~');
const WORD = /\w/;

/** `\*` is a literal `*`. Other characters keep their backslash, and so does `\\` before a letter. */
export const backslashEscape: InlineRule = (state) => {
  if (state.src.charCodeAt(state.pos) !== BACKSLASH) return false;
  const escaped = state.src.charAt(state.pos + 1);
  const isBackslash = escaped === '\\' && !WORD.test(state.src.charAt(state.pos + 2));
  if (!isBackslash && !ESCAPABLE.has(escaped)) return false;
  pushPlain(state, escaped);
  state.pos += 2;
  return true;
};

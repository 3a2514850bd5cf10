import { dialectEnv } from '../dialect-env.ts';
import { AUTOLINKED_SCHEMES } from './bare-url.ts';
import { runEnd } from './closer.ts';
import { type InlineRule, pushPlain } from './inner-inline.ts';

const BACKTICK = 0x60;
const STOPS = String.raw`[\\<!\[${'`'}*~]|\b_|\b(?:${AUTOLINKED_SCHEMES.join('|')}):|\bwww\d{0,3}\.`;
const STOP = new RegExp(STOPS, 'g');
const STOP_OR_LATEX = new RegExp(String.raw`${STOPS}|\B\$`, 'g');

/**
 * Text up to where another rule may match. It always takes a character, or a whole run of backticks, because
 * every other rule has refused this position. A host name without scheme or `www.` is no stop: Mattermost
 * links it only where a text or span begins with it.
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

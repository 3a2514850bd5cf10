import type { RenderState } from '../render-state.ts';
import { type Piece, replaceMatches, type WordPass } from './word-pass.ts';

const CHANNEL = /\B~([a-z0-9.\-_]+)/gi;
const TRAILING_PUNCTUATION = /[._-]$/;

/** `~name` of a channel of the post's team; the longest name that exists, as with mentions. */
export const channelLinks: WordPass = {
  trigger: /~/,
  split: (text, state) =>
    replaceMatches(text, CHANNEL, (match) => channelLink(match[1] ?? '', state)),
};

function channelLink(typed: string, state: RenderState): readonly Piece[] | undefined {
  for (let name = typed; name !== ''; name = name.slice(0, -1)) {
    const channel = state.context.channel(name.toLowerCase());
    if (channel !== undefined) {
      return [{ type: 'channel', channel_id: channel }, typed.slice(name.length)];
    }
    if (!TRAILING_PUNCTUATION.test(name)) return undefined;
  }
  return undefined;
}

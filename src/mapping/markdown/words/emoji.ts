import { noteLoss, type RenderState } from '../render-state.ts';
import { type Piece, replaceMatches, settledText, type WordPass } from './word-pass.ts';

const EMOJI = /:([a-z0-9_+-]+):/gi;
const LETTER = /[a-z]/i;
const WORD = /\w/;

/** `:name:`; in Mattermost it needs no space around it, and an unknown name stays as text. */
export const emoji: WordPass = {
  trigger: /:/,
  split: (text, state) => replaceMatches(text, EMOJI, (match) => emojiPieces(match, state)),
};

function emojiPieces(match: RegExpExecArray, state: RenderState): readonly Piece[] {
  const [whole, name = ''] = match;
  const slackName = state.context.emoji(name.toLowerCase());
  if (slackName !== undefined) return [{ type: 'emoji', name: slackName }];
  if (looksMeant(match)) noteLoss(state, 'emoji_unknown', whole);
  return [settledText(whole)];
}

/** `10:30:00` and `a:b:c` name no emoji that anybody missed. */
function looksMeant(match: RegExpExecArray): boolean {
  const { input, index, 0: whole } = match;
  const isInWord =
    WORD.test(input.charAt(index - 1)) || WORD.test(input.charAt(index + whole.length));
  return LETTER.test(whole) && !isInWord;
}

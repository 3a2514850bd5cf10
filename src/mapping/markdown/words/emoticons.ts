import type { RenderState } from '../render-state.ts';
import { type Piece, replaceMatches, settledText, type WordPass } from './word-pass.ts';

/** Emoticons with the emoji that Mattermost shows for them, in lower case. */
const EMOTICONS: Readonly<Record<string, string>> = {
  ':)': 'slightly_smiling_face',
  ':-)': 'slightly_smiling_face',
  ';)': 'wink',
  ';-)': 'wink',
  ':o': 'open_mouth',
  ':-o': 'scream',
  ':]': 'smirk',
  ':-]': 'smirk',
  ':d': 'smile',
  ':-d': 'smile',
  'x-d': 'stuck_out_tongue_closed_eyes',
  ':p': 'stuck_out_tongue',
  ':-p': 'stuck_out_tongue',
  ':@': 'rage',
  ':-@': 'rage',
  ':[': 'rage',
  ':-[': 'rage',
  ':(': 'slightly_frowning_face',
  ':-(': 'slightly_frowning_face',
  ':`(': 'cry',
  ':`-(': 'cry',
  ":'(": 'cry',
  ":'-(": 'cry',
  ':’(': 'cry',
  ':’-(': 'cry',
  ':/': 'confused',
  ':-/': 'confused',
  ':s': 'confounded',
  ':-s': 'confounded',
  ':|': 'neutral_face',
  ':-|': 'neutral_face',
  ':$': 'flushed',
  ':-$': 'flushed',
  ':-x': 'mask',
  '<3': 'heart',
  '</3': 'broken_heart',
};

const quoted = (emoticon: string): string => emoticon.replace(/[$()[\]/|]/g, '\\$&');

/** A bracket typed twice is no mouth: `:))`, `:((`, `:]]`. */
const notDoubled = (emoticon: string): string => {
  const mouth = emoticon.at(-1) ?? '';
  const isPlainFace = /^[:;]-?[)(\]]$/.test(emoticon);
  return isPlainFace ? `${quoted(emoticon)}(?!${quoted(mouth)})` : quoted(emoticon);
};

const ALTERNATIVES = Object.keys(EMOTICONS)
  .sort((a, b) => b.length - a.length)
  .map(notDoubled)
  .join('|');

/** No ASCII letter, digit or underscore may touch an emoticon; a backslash before it keeps it as text. */
const EMOTICON = new RegExp(String.raw`(\\?)(?<![\w])(${ALTERNATIVES})(?!\w)`, 'gi');

/** `:)` and the like. */
export const emoticons: WordPass = {
  trigger: /[:;<]|x-d/i,
  split: (text, state) =>
    replaceMatches(text, EMOTICON, (match) => emoticon(match[1] ?? '', match[2] ?? '', state)),
};

function emoticon(
  backslash: string,
  typed: string,
  state: RenderState,
): readonly Piece[] | undefined {
  if (backslash !== '') return [settledText(typed)];
  const name = EMOTICONS[typed.toLowerCase()];
  const slackName = name === undefined ? undefined : state.context.emoji(name);
  return slackName === undefined ? undefined : [{ type: 'emoji', name: slackName }];
}

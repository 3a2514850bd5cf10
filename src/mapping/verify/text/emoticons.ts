/** Emoticons for which Mattermost shows an emoji (its webapp/utils/emoticons), with that emoji's name. */
export const EMOTICON_NAMES: Readonly<Record<string, string>> = {
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

/** A face with a doubled mouth is none: `:))`. */
const FACE = /^[:;]-?[)(\]]$/;
const literal = (text: string): string => text.replace(/[$()[\]/|]/g, '\\$&');

const ALTERNATIVES = Object.keys(EMOTICON_NAMES)
  .sort((a, b) => b.length - a.length)
  .map((word) =>
    FACE.test(word) ? `${literal(word)}(?!${literal(word.slice(-1))})` : literal(word),
  )
  .join('|');

/** A backslash, if any, and an emoticon that no ASCII letter, digit or underscore is next to. */
export const EMOTICON = new RegExp(String.raw`(\\?)(?<!\w)(${ALTERNATIVES})(?!\w)`, 'gi');

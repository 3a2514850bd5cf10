/** Emoticons for which Mattermost shows an emoji (its webapp/utils/emoticons), with that emoji's name. */
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

const WORDS = Object.keys(EMOTICONS)
  .sort((a, b) => b.length - a.length)
  .map((word) => word.replace(/[$()[\]/|]/g, '\\$&'))
  .join('|');

/**
 * Wider than Mattermost's own rule on purpose: what stays text on both sides is read as an emoji on both, and what
 * became one is found under its name.
 */
const EMOTICON = new RegExp(
  String.raw`(?:(?<![A-Za-z0-9])|(?<=(?:https?:\/\/|www\.)\S*)|(?<=[@~][\w.-]+))(?:${WORDS})(?![A-Za-z0-9])(?!\/)`,
  'gi',
);

/** Emoticons written as `:name:`. */
export const emoticonNames = (text: string): string =>
  text.replace(EMOTICON, (word) => ` :${EMOTICONS[word.toLowerCase()]}: `);

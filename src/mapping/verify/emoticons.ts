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

const EMOTICON = new RegExp(String.raw`(?:${WORDS})(?![A-Za-z0-9])(?!\/)`, 'gi');
const LETTER_OR_DIGIT = /[A-Za-z0-9]/;
/** An address or a mention that ends there: what follows it is text again. */
const ENDS_A_LINK = /(?:(?:https?:\/\/|www\.)\S*|[@~][\w.-]+)$/;
/** Nobody puts an emoticon after a longer one. */
const LONGEST_LINK = 200;

/**
 * Emoticons written as `:name:`. Wider than Mattermost's own rule on purpose: what stays text on both sides is read
 * as an emoji on both, and what became one is found under its name.
 */
export const emoticonNames = (text: string): string =>
  text.replace(EMOTICON, (word, at: number) => {
    const isInWord = LETTER_OR_DIGIT.test(text.charAt(at - 1));
    if (isInWord && !ENDS_A_LINK.test(text.slice(Math.max(0, at - LONGEST_LINK), at))) return word;
    return ` :${EMOTICONS[word.toLowerCase()]}: `;
  });

import MarkdownIt from 'markdown-it';

/** Returns one name for an emoji, given Mattermost's or Slack's name. */
export type EmojiName = (name: string) => string;

/** Rules that make texts of both sides comparable. */
export interface TextRules {
  readonly emoji: EmojiName;
  /** Removes what is meant to change, such as rewritten links. */
  readonly prepare: (text: string) => string;
}

export const comparableText = (text: string, { emoji, prepare }: TextRules): string =>
  plainText(prepare(text), emoji);

const { unescapeAll } = new MarkdownIt('zero').utils;

/**
 * Removes the markup of a text: letters, digits, emoji and punctuation that no markup uses remain. It is applied to
 * both sides and must give equal results for equal texts, also where one side takes for markup what the other does
 * not. Text of Slack's side is given as Markdown (see slack-text.ts). It does not depend on how texts were converted.
 */
export function plainText(text: string, emoji: EmojiName): string {
  const decoded = decodeAll(text.replace(/\r\n?/g, '\n'));
  const withoutLines = decoded.replace(FENCE_LINE, '').replace(TABLE_RULE, '');
  const named = emoticonNames(simpleLinks(withInlineReferences(withoutLines)));
  return named
    .replace(EMOJI, (_whole, name: string) => ` ${emoji(name.toLowerCase())} `)
    .replace(LINE_START, '')
    .replace(SCHEME, '')
    .replace(PERCENT, percentDecoded)
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .replace(DROPPED, '');
}

const ENTITY = /&#?\w+;/g;
/** Texts may be escaped several times; more rounds than this do not occur. */
const MAX_DECODINGS = 4;

function decodeAll(text: string): string {
  let decoded = text;
  for (let round = 0; round < MAX_DECODINGS && decoded.includes('&'); round += 1) {
    const next = decoded.replace(ENTITY, (entity) => unescapeAll(entity));
    if (next === decoded) break;
    decoded = next;
  }
  return decoded;
}

/** The line that opens or closes a code block, with its language. */
const FENCE_LINE = /^[\s>*+-]*(?:\d+[.)]\s+)?(?:`{3,}|~{3,})[^`\n]*$/gm;
/** The line between a table's head and its body. */
const TABLE_RULE = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+$/gm;
/** Quote marks, bullets, numbers (Slack renumbers lists), check boxes and a table's first border. */
const LINE_START = /^(?:[\s>*+•◦▪☐☑|#-]|\d{1,9}[.)](?=\s|$)|\[[ xX]\](?=\s|$))+/gm;
const EMOJI = /:([a-z0-9_+-]+):/gi;
const SCHEME = /(?<![a-z0-9])(?:https?:\/\/|mailto:)/gi;
const PERCENT = /(?:%[0-9a-f]{2})+/gi;
/** Everything but letters, marks, digits, emoji and some punctuation; variation selectors too. */
const DROPPED = /[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}?,。、「」]|[\ufe00-\ufe0f]/gu;

function percentDecoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

const DEFINITION =
  /^[ \t>]*\[([^\]\n]+)\]:[ \t]*<?(\S+?)>?(?:[ \t]+(?:"[^\n]*"|'[^\n]*'|\([^\n]*\)))?[ \t]*$/gm;
const REFERENCE = /\[([^[\]]+)\](?:[ \t]?\[([^[\]\n]*)\])?(?!\()/g;

/** Replaces reference links by inline links. */
function withInlineReferences(text: string): string {
  if (!text.includes(']:')) return text;
  const addresses = new Map<string, string>();
  const rest = text.replace(DEFINITION, (_line, name: string, address: string) => {
    const key = name.toLowerCase();
    if (!addresses.has(key)) addresses.set(key, address);
    return '';
  });
  if (addresses.size === 0) return text;
  return rest.replace(REFERENCE, (whole, label: string, name: string | undefined) => {
    const address = addresses.get((name || label).toLowerCase());
    return address === undefined ? whole : `[${label}](${address})`;
  });
}

const IMAGE_IN_LINK = /\[!\[([^\]]*)\]\([^)\n]*\)\]\(/g;
const LINK = /!?\[([^[\]]*)\]\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)/g;
const TITLE = /\s+(?:"[^\n]*"|'[^\n]*')\s*$/;
const IMAGE_SIZE = /\s+=\d*(?:x\d*)?\s*$/i;
/** Addresses that run code: Slack gets only the label. */
const SCRIPT = /^\s*<?\s*(?:javascript|vbscript|data):/i;

/** Writes links without titles and sizes; a link whose label is its address becomes the address. */
function simpleLinks(text: string): string {
  if (!text.includes('](')) return text;
  return text
    .replace(IMAGE_IN_LINK, '[$1](')
    .replace(LINK, (_whole, label: string, inner: string) => {
      const address = inner.replace(TITLE, '').replace(IMAGE_SIZE, '');
      if (SCRIPT.test(address)) return label;
      return lettersOf(label) === lettersOf(address) ? address : `${label} ${address}`;
    });
}

const lettersOf = (text: string): string =>
  text
    .replace(SCHEME, '')
    .replace(PERCENT, percentDecoded)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

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

const EMOTICON_ALTERNATIVES = Object.keys(EMOTICONS)
  .sort((a, b) => b.length - a.length)
  .map((word) => word.replace(/[$()[\]/|]/g, '\\$&'))
  .join('|');

const EMOTICON = new RegExp(String.raw`(?:${EMOTICON_ALTERNATIVES})(?![A-Za-z0-9])(?!\/)`, 'gi');
const LETTER_OR_DIGIT = /[A-Za-z0-9]/;
/** An address or mention at the end of a text; an emoticon may follow it directly. */
const ENDS_A_LINK = /(?:(?:https?:\/\/|www\.)\S*|[@~][\w.-]+)$/;
/** Characters searched for an address before an emoticon. */
const MAX_LINK_CHARACTERS = 200;

/**
 * Writes emoticons as `:name:`. Deliberately wider than Mattermost's own rule: an emoticon that stays text on both
 * sides is read as an emoji on both, and one that became an emoji is found under its name.
 */
const emoticonNames = (text: string): string =>
  text.replace(EMOTICON, (word, at: number) => {
    const isInWord = LETTER_OR_DIGIT.test(text.charAt(at - 1));
    if (isInWord && !ENDS_A_LINK.test(text.slice(Math.max(0, at - MAX_LINK_CHARACTERS), at)))
      return word;
    return ` :${EMOTICONS[word.toLowerCase()]}: `;
  });

const OLD_POST = /(?:https?:\/\/[^\s/)>\]|]+(?:\/[^\s/)>\]|]+)?)?\/[^\s/)>\]|]+\/pl\/[a-z0-9]{26}/g;
const OLD_CHANNEL = /(?:https?:\/\/[^\s/)>\]|]+)?\/[^\s/)>\]|]+\/channels\/[^\s/)>\]|]+/g;
const NEW_POST = /https?:\/\/[^\s/)>\]|]+\/archives\/[A-Z0-9]+\/p\d+/g;
const NEW_CHANNEL = /https?:\/\/[^\s/)>\]|]+\/archives\/[A-Z0-9]+/g;

/** Replaces the addresses of links to posts and channels by fixed ones: they were meant to be rewritten. */
export function withoutLinkTargets(text: string): string {
  return text
    .replace(OLD_POST, 'example.com/post')
    .replace(NEW_POST, 'example.com/post')
    .replace(OLD_CHANNEL, 'example.com/channel')
    .replace(NEW_CHANNEL, 'example.com/channel');
}

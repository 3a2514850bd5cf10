import MarkdownIt from 'markdown-it';
import { emoticonNames } from './emoticons.ts';

/** Mattermost's or Slack's name of an emoji to one name for both. */
export type EmojiName = (name: string) => string;

const { unescapeAll } = new MarkdownIt('zero').utils;

/**
 * What is left of a text when its markup is taken away: letters, digits, pictures and the punctuation that no
 * markup uses. It is asked of both sides and must give the same for both, so that text which one side takes for
 * markup and the other does not is no difference. Slack's side comes written as Markdown (see block-text.ts).
 * It knows nothing of how a text was converted.
 */
export function plainText(text: string, emoji: EmojiName): string {
  const decoded = decodeAll(text.replace(/\r\n?/g, '\n'));
  const withoutLines = decoded.replace(FENCE_LINE, '').replace(TABLE_RULE, '');
  const named = emoticonNames(simpleLinks(withReferences(withoutLines)));
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
/** A text may be escaped and hold what looks escaped; more rounds than this nobody wrote. */
const ROUNDS = 4;

function decodeAll(text: string): string {
  let decoded = text;
  for (let round = 0; round < ROUNDS && decoded.includes('&'); round += 1) {
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
/** Quote marks, bullets, numbers (Slack counts anew), check boxes and a table's first border. */
const LINE_START = /^(?:[\s>*+•◦▪☐☑|#-]|\d{1,9}[.)](?=\s|$)|\[[ xX]\](?=\s|$))+/gm;
const EMOJI = /:([a-z0-9_+-]+):/gi;
const SCHEME = /(?<![a-z0-9])(?:https?:\/\/|mailto:)/gi;
const PERCENT = /(?:%[0-9a-f]{2})+/gi;
/** Everything but letters, marks, digits, pictures and some punctuation; selectors of a picture's look go too. */
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

/** Links that are defined elsewhere in the text, with their addresses where they are used. */
function withReferences(text: string): string {
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
/** Addresses that run something: Slack gets the words alone. */
const SCRIPT = /^\s*<?\s*(?:javascript|vbscript|data):/i;

/** Links without titles and sizes; one whose words are its address stands once. */
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

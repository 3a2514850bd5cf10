import MarkdownIt from 'markdown-it';
import type { TextContext } from '../../rendered-text.ts';
import { EMOTICON, EMOTICON_NAMES } from './emoticons.ts';
import { pushChannel, pushText, type Run, type TargetNames } from './tree.ts';

/** What the words of a text are looked up in. */
export interface WordRules {
  readonly context: TextContext;
  readonly names: TargetNames;
}

const { unescapeAll } = new MarkdownIt('zero').utils;
const REFERENCE = /&#?\w+;/g;

/** Replaces character references. */
export const decoded = (text: string): string =>
  text.includes('&') ? text.replace(REFERENCE, (reference) => unescapeAll(reference)) : text;

/** Text that later passes read, or what a pass made of a word. */
type Piece = string | ((runs: Run[], marks: number) => void);
type Pass = (text: string, rules: WordRules) => readonly Piece[];

const SIGNIFICANT = /[@~:;<]|x-d/i;

/** Appends running text; mentions, channels, addresses, emoji and emoticons in it become runs, in this order. */
export function pushWords(runs: Run[], source: string, marks: number, rules: WordRules): void {
  const text = decoded(source);
  if (!SIGNIFICANT.test(text)) {
    pushText(runs, text, marks);
    return;
  }
  let pieces: readonly Piece[] = [text];
  for (const [sign, pass] of PASSES) {
    if (!sign.test(text)) continue;
    pieces = pieces.flatMap((piece) => (typeof piece === 'string' ? pass(piece, rules) : [piece]));
  }
  for (const piece of pieces) {
    if (typeof piece === 'string') pushText(runs, piece, marks);
    else piece(runs, marks);
  }
}

const fixed =
  (text: string): Piece =>
  (runs, marks) =>
    pushText(runs, text, marks);

/** Replaces matches; a match whose replacement is undefined stays. */
function replaced(
  text: string,
  pattern: RegExp,
  replacement: (match: RegExpExecArray) => readonly Piece[] | undefined,
): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    const made = replacement(match);
    if (made === undefined) continue;
    pieces.push(text.slice(done, match.index), ...made);
    done = match.index + match[0].length;
  }
  pieces.push(text.slice(done));
  return pieces.filter((piece) => piece !== '');
}

/** Names are not longer than this in Mattermost. */
const MAX_NAME = 200;

/** The longest name that is known: without it, punctuation at the end is taken away. */
function longestKnown<Found>(
  typed: string,
  find: (name: string) => Found | undefined,
): readonly [found: Found, name: string] | undefined {
  for (let end = typed.length; end > 0; end -= 1) {
    const name = typed.slice(0, end);
    const found = end > MAX_NAME ? undefined : find(name.toLowerCase());
    if (found !== undefined) return [found, name];
    if (!'._-'.includes(typed.charAt(end - 1))) return undefined;
  }
  return undefined;
}

const MENTION = /(?:\B|\b_+)@([a-z0-9.\-_]+)/gi;
const GROUPS: Readonly<Record<string, string>> = {
  all: 'everyone',
  channel: 'channel',
  here: 'here',
};

/** `@name`. A name that nobody has stays text, and nothing in it is an emoji. */
const mentions: Pass = (text, rules) =>
  replaced(text, MENTION, ([whole, typed = '']) => {
    const known = longestKnown(typed, (name) => mentioned(name, rules));
    if (known === undefined) return [fixed(whole)];
    const [found, name] = known;
    const isText = found === '' || rules.context.mentions === 'text';
    const mention: Piece = isText
      ? fixed(`@${name}`)
      : (runs, marks) => void runs.push({ kind: 'mention', name: found, marks });
    return [whole.slice(0, -typed.length - 1), mention, typed.slice(name.length)];
  });

/** What a mention names; '' for a group, which Slack does not have. */
function mentioned(name: string, { context, names }: WordRules): string | undefined {
  if (Object.hasOwn(GROUPS, name)) return `@!${GROUPS[name]}`;
  const user = context.user(name);
  if (user !== undefined) return `@${names.user(user)}`;
  return context.isGroup(name) ? '' : undefined;
}

const CHANNEL = /\B~([a-z0-9.\-_]+)/gi;

/** `~name` of a channel of the post's team. */
const channels: Pass = (text, { context, names }) =>
  replaced(text, CHANNEL, ([, typed = '']) => {
    const known = longestKnown(typed, context.channel);
    if (known === undefined) return undefined;
    const [id, name] = known;
    const link: Piece = (runs, marks) => pushChannel(runs, names.channel(id), marks, names);
    return [link, typed.slice(name.length)];
  });

const LOCAL = /[A-Za-z0-9.!#$%&'*+\-/=?^_`{|}~]/;
const DOMAIN = /[A-Za-z\d.-]+\.[A-Za-z]{2,5}(?![A-Za-z])/y;

/** `name@host`, of ASCII characters only. */
const addresses: Pass = (text) => {
  const pieces: Piece[] = [];
  let done = 0;
  let at = text.indexOf('@');
  while (at !== -1) {
    let start = at;
    while (start > done && LOCAL.test(text.charAt(start - 1))) start -= 1;
    while (start < at && !/\w/.test(text.charAt(start))) start += 1;
    DOMAIN.lastIndex = at + 1;
    const isAddress = start < at && text.charAt(at - 1) !== '.' && DOMAIN.test(text);
    const end = isAddress ? DOMAIN.lastIndex : at + 1;
    if (isAddress) {
      const address = text.slice(start, end);
      pieces.push(text.slice(done, start), (runs, marks) => {
        runs.push({ kind: 'link', url: `mailto:${address}`, label: address, marks });
      });
      done = end;
    }
    at = text.indexOf('@', end);
  }
  pieces.push(text.slice(done));
  return pieces.filter((piece) => piece !== '');
};

const EMOJI = /:([a-z0-9_+-]+):/gi;

/** `:name:`; an unknown one stays text, and nothing in it is an emoticon. */
const emoji: Pass = (text, { context }) =>
  replaced(text, EMOJI, ([whole, typed = '']) => [
    emojiPiece(context.emoji(typed.toLowerCase())) ?? fixed(whole),
  ]);

const emojiPiece = (name: string | undefined): Piece | undefined =>
  name === undefined ? undefined : (runs, marks) => void runs.push({ kind: 'emoji', name, marks });

/** `:)` and others; a backslash before one keeps it text. */
const emoticons: Pass = (text, { context }) =>
  replaced(text, EMOTICON, ([, backslash, typed = '']) => {
    if (backslash !== '') return [fixed(typed)];
    const made = emojiPiece(context.emoji(EMOTICON_NAMES[typed.toLowerCase()] ?? ''));
    return made === undefined ? undefined : [made];
  });

/** The passes in their order, each with what a text must have for it. */
const PASSES: readonly (readonly [sign: RegExp, pass: Pass])[] = [
  [/@/, mentions],
  [/~/, channels],
  [/@/, addresses],
  [/:/, emoji],
  [/[:;<]|x-d/i, emoticons],
];

import type { RichTextEmoji, RichTextInline } from '../../slack/shapes.ts';
import { pushText, withStyle } from './elements/text-style.ts';
import { decodeEntities } from './escape.ts';
import { noteLoss, type RenderState } from './render-state.ts';

const CHANNEL = /\B~([a-z0-9.\-_]+)/gi;

/** `~name` of a channel of the post's team; the longest existing name is used, as with mentions. */
const channelLinks: WordPass = {
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

const LOCAL_PART = /[A-Za-z0-9.!#$%&'*+\-/=?^_`{|}~]/;
const LOCAL_START = /[A-Za-z0-9_]/;
const DOMAIN = /[A-Za-z\d.-]+\.[A-Za-z]{2,5}(?![A-Za-z])/y;

/**
 * An e-mail address becomes a `mailto:` link. Only ASCII characters count: Mattermost includes Japanese letters in
 * the address (`連絡はinfo@example.comまで` as a whole), which is never intended.
 */
const emailAddresses: WordPass = {
  trigger: /@/,
  split: (text) => {
    const pieces: Piece[] = [];
    let done = 0;
    for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
      const start = localStart(text, done, at);
      const end = domainEnd(text, at + 1);
      if (start === at || end === -1 || text.charAt(at - 1) === '.') continue;
      if (start > done) pieces.push(text.slice(done, start));
      const address = text.slice(start, end);
      pieces.push({ type: 'link', url: `mailto:${address}`, text: address });
      done = end;
      at = end - 1;
    }
    if (done < text.length) pieces.push(text.slice(done));
    return pieces;
  },
};

function localStart(text: string, from: number, at: number): number {
  let start = at;
  while (start > from && LOCAL_PART.test(text.charAt(start - 1))) start--;
  while (start < at && !LOCAL_START.test(text.charAt(start))) start++;
  return start;
}

function domainEnd(text: string, from: number): number {
  DOMAIN.lastIndex = from;
  return DOMAIN.test(text) ? DOMAIN.lastIndex : -1;
}

const EMOJI = /:([a-z0-9_+-]+):/gi;
const LETTER = /[a-z]/i;
const WORD = /\w/;

/** `:name:`; Mattermost needs no space around it, and an unknown name stays text. */
const emoji: WordPass = {
  trigger: /:/,
  split: (text, state) => replaceMatches(text, EMOJI, (match) => emojiPieces(match, state)),
};

function emojiPieces(match: RegExpExecArray, state: RenderState): readonly Piece[] {
  const [whole, name = ''] = match;
  const slackName = state.context.emoji(name.toLowerCase());
  if (slackName !== undefined) return [emojiElement(slackName, state)];
  if (looksLikeEmoji(match)) noteLoss(state, 'emoji_unknown', whole);
  return [finalText(whole)];
}

/** Writes an emoji as the target has it: an export splits the skin tone from the name. */
function emojiElement(slackName: string, { context }: RenderState): RichTextEmoji {
  const points = context.exportForm?.codePoints(slackName);
  if (points === undefined) return { type: 'emoji', name: slackName };
  const { name, unicode, tone } = points;
  return { type: 'emoji', name, unicode, ...(tone === undefined ? {} : { skin_tone: tone }) };
}

/** False for `10:30:00` and `a:b:c`, which are not meant as emoji. */
function looksLikeEmoji(match: RegExpExecArray): boolean {
  const { input, index, 0: whole } = match;
  const isInWord =
    WORD.test(input.charAt(index - 1)) || WORD.test(input.charAt(index + whole.length));
  return LETTER.test(whole) && !isInWord;
}

/** Emoticons in lower case, with the emoji that Mattermost shows for them. */
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

const escapeRegExp = (emoticon: string): string => emoticon.replace(/[$()[\]/|]/g, '\\$&');

/** Pattern of an emoticon; a face with a doubled bracket does not match: `:))`, `:((`, `:]]`. */
const emoticonPattern = (emoticon: string): string => {
  const mouth = emoticon.at(-1) ?? '';
  const isPlainFace = /^[:;]-?[)(\]]$/.test(emoticon);
  return isPlainFace
    ? `${escapeRegExp(emoticon)}(?!${escapeRegExp(mouth)})`
    : escapeRegExp(emoticon);
};

const ALTERNATIVES = Object.keys(EMOTICONS)
  .sort((a, b) => b.length - a.length)
  .map(emoticonPattern)
  .join('|');

/** No ASCII letter, digit or underscore may be next to an emoticon; a backslash before it keeps it text. */
const EMOTICON = new RegExp(String.raw`(\\?)(?<![\w])(${ALTERNATIVES})(?!\w)`, 'gi');

/** Emoticons such as `:)`. */
const emoticons: WordPass = {
  trigger: /[:;<]|x-d/i,
  split: (text, state) =>
    replaceMatches(text, EMOTICON, (match) => emoticon(match[1] ?? '', match[2] ?? '', state)),
};

function emoticon(
  backslash: string,
  typed: string,
  state: RenderState,
): readonly Piece[] | undefined {
  if (backslash !== '') return [finalText(typed)];
  const name = EMOTICONS[typed.toLowerCase()];
  const slackName = name === undefined ? undefined : state.context.emoji(name);
  return slackName === undefined ? undefined : [emojiElement(slackName, state)];
}

/** Mattermost's own pattern: no ASCII letter or digit before `@`, except underscores. */
const MENTION = /(?:\B|\b_+)@([a-z0-9.\-_]+)/gi;
const TRAILING_PUNCTUATION = /[._-]$/;

type Broadcast = Extract<RichTextInline, { type: 'broadcast' }>['range'];
const BROADCASTS: Readonly<Record<string, Broadcast>> = {
  all: 'everyone',
  channel: 'channel',
  here: 'here',
};

/** `@name`; the longest existing name is used, and punctuation at its end is excluded. */
const userMentions: WordPass = {
  trigger: /@/,
  split: (text, state) => replaceMatches(text, MENTION, (match) => mention(match, state)),
};

function mention(match: RegExpExecArray, state: RenderState): readonly Piece[] {
  const [whole, typed = ''] = match;
  const underscores = whole.slice(0, whole.length - typed.length - 1);
  for (let name = typed; name !== ''; name = name.slice(0, -1)) {
    const found = resolve(name.toLowerCase(), state);
    const isText = found === 'text' || state.context.mentions === 'text';
    if (found !== undefined) {
      const element = isText ? finalText(`@${name}`) : found;
      return [underscores, element, typed.slice(name.length)];
    }
    if (!TRAILING_PUNCTUATION.test(name)) break;
  }
  return [finalText(whole)];
}

function resolve(name: string, state: RenderState): Exclude<Piece, string> | 'text' | undefined {
  const range = Object.hasOwn(BROADCASTS, name) ? BROADCASTS[name] : undefined;
  if (range !== undefined) return { type: 'broadcast', range };
  const user = state.context.user(name);
  if (user !== undefined) return { type: 'user', user_id: user };
  if (!state.context.isGroup(name)) return undefined;
  noteLoss(state, 'group_mention_as_text', `@${name}`);
  return 'text';
}

/** In Mattermost's order: later passes do not see what an earlier one replaced. */
const PASSES: readonly WordPass[] = [userMentions, channelLinks, emailAddresses, emoji, emoticons];

const ANY_TRIGGER = /[@~:;<]|x-d/i;

/** Appends text; its mentions, channel links, addresses, emoji and emoticons become elements. */
export function formatWords(
  out: RichTextInline[],
  source: string,
  styleBits: number,
  state: RenderState,
): void {
  const text = decodeEntities(source);
  if (!ANY_TRIGGER.test(text)) {
    pushText(out, text, styleBits);
    return;
  }
  let pieces: Piece[] = [text];
  for (const pass of PASSES) {
    if (!pass.trigger.test(text)) continue;
    pieces = pieces.flatMap((piece) =>
      typeof piece === 'string' ? pass.split(piece, state) : [piece],
    );
  }
  for (const piece of pieces) {
    if (typeof piece === 'string') pushText(out, piece, styleBits);
    else if (piece.type === 'text') pushText(out, piece.text, styleBits);
    else out.push(withStyle(piece, styleBits));
  }
}

/** Text that later passes process, or a final element. */
type Piece = string | RichTextInline;

/** Replaces one kind of word in plain text. */
interface WordPass {
  /** The pass has nothing to do for a text that this does not match. */
  readonly trigger: RegExp;
  readonly split: (text: string, state: RenderState) => Piece[];
}

/** Text that later passes must not change, such as an unknown mention. */
const finalText = (text: string): RichTextInline => ({ type: 'text', text });

/** Replaces the matches of a global pattern; undefined keeps a match unchanged. */
function replaceMatches(
  text: string,
  pattern: RegExp,
  replacement: (match: RegExpExecArray) => readonly Piece[] | undefined,
): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    const replaced = replacement(match);
    if (replaced === undefined) continue;
    if (match.index > done) pieces.push(text.slice(done, match.index));
    pieces.push(...replaced.filter((piece) => piece !== ''));
    done = match.index + match[0].length;
  }
  if (done < text.length) pieces.push(text.slice(done));
  return pieces;
}

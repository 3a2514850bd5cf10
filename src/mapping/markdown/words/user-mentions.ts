import type { RichTextInline } from '../../slack.ts';
import { noteLoss, type RenderState } from '../render-state.ts';
import { type Piece, replaceMatches, settledText, type WordPass } from './word-pass.ts';

/** Mattermost's own pattern: no ASCII letter before `@`, underscores before it aside. */
const MENTION = /(?:\B|\b_+)@([a-z0-9.\-_]+)/gi;
const TRAILING_PUNCTUATION = /[._-]$/;

type Broadcast = Extract<RichTextInline, { type: 'broadcast' }>['range'];
const BROADCASTS: Readonly<Record<string, Broadcast>> = {
  all: 'everyone',
  channel: 'channel',
  here: 'here',
};

/** `@name`: the longest name that exists, punctuation at its end given back. */
export const userMentions: WordPass = {
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
      const element = isText ? settledText(`@${name}`) : found;
      return [underscores, element, typed.slice(name.length)];
    }
    if (!TRAILING_PUNCTUATION.test(name)) break;
  }
  return [settledText(whole)];
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

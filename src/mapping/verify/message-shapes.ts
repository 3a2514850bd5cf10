import { isUncheckedObject } from '../../model/json.ts';
import { type ForeignProperty, foreignInAttachments, foreignInBlocks } from './block-shapes.ts';
import { cutJson } from './shown-json.ts';

/*
 * The types of what a message of an archive holds (FORMATS.md, The archive). Its readers take a list or a value of
 * another type for absent, so a comparison of values alone would not see one where nothing is expected.
 */

/** A property of another type than it should have, or one that no message has. Texts, because threads hand it over. */
export interface Misshapen {
  readonly name: string;
  readonly expected: string;
  readonly found: string;
}

/** What a value should be, in words, and whether it is that. */
type Shape = readonly [words: string, isRight: (value: unknown) => boolean];

const isText = (value: unknown): boolean => typeof value === 'string';
const isFilledText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isNumber = (value: unknown): boolean => typeof value === 'number';

const isListOf =
  (isItem: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(isItem);

/** True for an object without other properties than these, of which those that are there are right. */
const isObjectWith =
  (properties: Readonly<Record<string, (value: unknown) => boolean>>) =>
  (value: unknown): boolean => {
    if (!isUncheckedObject(value)) return false;
    for (const name in value) {
      if (!Object.hasOwn(properties, name)) return false;
      if (properties[name]?.(value[name]) !== true) return false;
    }
    return true;
  };

const TEXT: Shape = ['a text', isText];
const TEXTS: Shape = ['a list of texts', isListOf(isText)];
const FLAG: Shape = ['true or false', isFlag];
const NUMBER: Shape = ['a number', isNumber];
const LIST: Shape = ['a list', Array.isArray];

/** Values of any type, because each is compared by itself. */
const isAny = (): boolean => true;

const isReaction = isObjectWith({ name: isAny, users: isAny, count: isAny });
const isEdit = isObjectWith({ user: isText, ts: isFilledText });
const isReply = isObjectWith({ user: isText, ts: isText });
const isBot = isObjectWith({
  id: isAny,
  name: isAny,
  deleted: isAny,
  updated: isAny,
  team_id: isAny,
});
const isIcon = isObjectWith({ image_48: isText, emoji: isText });
const isFile = isObjectWith(
  Object.fromEntries(
    [
      ...['id', 'created', 'timestamp', 'name', 'title', 'mimetype', 'filetype', 'pretty_type'],
      ...['user', 'size', 'mode', 'is_external', 'is_public', 'editable', 'display_as_bot'],
      ...['username', 'original_w', 'original_h', 'url_private', 'url_private_download'],
    ].map((name) => [name, isAny]),
  ),
);

const SHAPES: ReadonlyMap<string, Shape> = new Map([
  ['type', TEXT],
  ['subtype', TEXT],
  ['user', TEXT],
  ['bot_id', TEXT],
  ['bot_profile', ['a bot', isBot]],
  ['username', TEXT],
  ['icons', ['an icon', isIcon]],
  ['text', TEXT],
  ['ts', TEXT],
  ['team', TEXT],
  ['blocks', LIST],
  ['attachments', LIST],
  ['files', ['a list of files', isListOf(isFile)]],
  ['upload', FLAG],
  ['display_as_bot', FLAG],
  ['edited', ['an edit', isEdit]],
  ['reactions', ['a list of reactions', isListOf(isReaction)]],
  ['pinned_to', TEXTS],
  ['hidden', FLAG],
  ['thread_ts', TEXT],
  ['parent_user_id', TEXT],
  ['reply_count', NUMBER],
  ['reply_users', TEXTS],
  ['reply_users_count', NUMBER],
  ['latest_reply', TEXT],
  ['replies', ['a list of replies', isListOf(isReply)]],
  ['inviter', TEXT],
  ['topic', TEXT],
  ['purpose', TEXT],
  ['old_name', TEXT],
  ['name', TEXT],
]);

/** Properties whose values hold objects of many kinds. */
const INSIDE: Readonly<Record<string, (value: unknown) => ForeignProperty | undefined>> = {
  blocks: foreignInBlocks,
  attachments: foreignInAttachments,
};

/** What is wrong with the type of a property of a message, or inside it; undefined for one that is right. */
export function misshapenProperty(name: string, value: unknown): Misshapen | undefined {
  const shape = SHAPES.get(name);
  if (shape?.[1](value) === true) {
    const foreign = Object.hasOwn(INSIDE, name) ? INSIDE[name]?.(value) : undefined;
    return foreign === undefined ? undefined : misshapenInside(name, foreign);
  }
  const expected = shape?.[0] ?? 'not there';
  return { name, expected, found: cutJson(value) };
}

const misshapenInside = (name: string, foreign: ForeignProperty): Misshapen => ({
  name: `${name}: ${foreign.name}`,
  expected: 'not there, or of another type',
  found: cutJson(foreign.value),
});

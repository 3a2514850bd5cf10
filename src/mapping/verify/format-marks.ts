import type { FileInfo, JsonObject, Post } from '../../model/model.ts';
import { escapeText, WORKSPACE_ID } from '../../slack/shapes.ts';
import { type ArchiveFile, type ArchiveMessage, type Fields, fieldsOf } from './archive-message.ts';
import { allOf, type FieldDifference } from './compare.ts';
import { shownValue } from './shown-json.ts';
import type { BotFacts } from './source-posts.ts';
import { isTableAttachment } from './text/attached-tables.ts';

/*
 * What stands around the content of a message: values that are alike in every message of an archive (FORMATS.md), and
 * those that repeat content for readers that show them in its place. A reader that meets another value drops the message
 * or shows something else.
 */

const NONE: readonly FieldDifference[] = [];

/** A property by its name, and its value; `undefined` for one that is not there. */
type Property = readonly [name: string, value: unknown];

/** True for a message that may have a property; `subtype` is the expected one. */
type MayHave = (part: ArchiveMessage, subtype: string) => boolean;

const isOfWebhook: MayHave = (_part, subtype) => subtype === 'bot_message';
const hasReplies: MayHave = ({ replies }) => replies.length > 0;

/** Properties that some messages alone have, and whose values are compared there, if they need to be. */
const RESERVED: readonly (readonly [name: string, mayHave: MayHave])[] = [
  ['username', isOfWebhook],
  ['icons', isOfWebhook],
  ['user', (part, subtype) => !isOfWebhook(part, subtype)],
  ['bot_profile', (part, subtype) => !isOfWebhook(part, subtype)],
  ['inviter', (_part, subtype) => subtype === 'channel_join'],
  ['reply_users', hasReplies],
  ['reply_users_count', hasReplies],
  ['latest_reply', hasReplies],
];

/** Compares the properties around the content of a message; `subtype` is the expected one. */
export function messageFormat(
  { props }: Pick<Post, 'props'>,
  part: ArchiveMessage,
  subtype: string,
): readonly FieldDifference[] {
  const hasFiles = part.files.length > 0;
  return allOf(
    envelopeFormat(part),
    different('upload', hasFiles ? true : undefined, part),
    different('display_as_bot', hasFiles ? false : undefined, part),
    reservedFormat(part, subtype),
    changeFormat(props, part, subtype),
    part.reactions.flatMap((reaction) =>
      Number.isInteger(reaction['count']) ? NONE : different('count', 'a number', reaction),
    ),
    attachmentFormat(part.attachments),
  );
}

/** Compares what every message has, a tombstone too, and the types of all that a message has. */
export const envelopeFormat = (part: ArchiveMessage): readonly FieldDifference[] =>
  allOf(
    different('type', 'message', part),
    different('team', WORKSPACE_ID, part),
    typeFormat(part),
  );

/** Gives the properties of another type than they should have, and those that no message has. */
export const typeFormat = ({ misshapen }: ArchiveMessage): readonly FieldDifference[] =>
  misshapen.length === 0
    ? NONE
    : misshapen.map(({ name, expected, found }) => formatOf({ name, expected, found }));

/** True for a format of blocks or attachments: it follows what they say, and says something where that is alike. */
export const isFormOfContent = ({ field, name }: FieldDifference): boolean =>
  field === 'format' && /^(?:blocks|attachments): /.test(name);

/** What a tombstone lacks besides content, which is compared as its text. */
const NOT_OF_TOMBSTONES = [
  ...['username', 'icons', 'bot_profile', 'edited', 'pinned_to', 'upload', 'display_as_bot'],
  ...['parent_user_id', 'inviter', 'topic', 'purpose', 'old_name', 'name'],
];

/** Gives what only other messages than tombstones have. */
export const tombstoneFormat = (part: ArchiveMessage): readonly FieldDifference[] =>
  NOT_OF_TOMBSTONES.flatMap((name) => {
    const value = part[name];
    const isNone =
      value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    return isNone ? NONE : different(name, undefined, part);
  });

/** Properties that only other messages have; '' is that of none. */
function reservedFormat(part: ArchiveMessage, subtype: string): readonly FieldDifference[] {
  let found: FieldDifference[] | undefined;
  for (const [name, mayHave] of RESERVED) {
    const value = part[name];
    if (value === undefined || value === '' || mayHave(part, subtype)) continue;
    found ??= [];
    found.push(...different(name, undefined, part));
  }
  return found ?? NONE;
}

/** Compares what a message says of the bot that wrote it, beside its id; undefined for one that a person wrote. */
export function botFormat(bot: BotFacts | undefined, profile: unknown): readonly FieldDifference[] {
  if (bot === undefined) return different('bot_profile', undefined, { bot_profile: profile });
  const found = fieldsOf(profile);
  const properties: readonly Property[] = [
    ['name', bot.name],
    ['deleted', bot.isDeactivated],
    ['updated', bot.updatedSeconds],
    ['team_id', WORKSPACE_ID],
  ];
  return properties.flatMap(([name, expected]) => different(name, expected, found));
}

/** Compares the properties of a file beside those that a person sees. */
export function fileFormat(source: FileInfo, file: ArchiveFile): readonly FieldDifference[] {
  const address = file.url_private === '' ? 'an address' : file.url_private;
  const properties: readonly Property[] = [
    ['url_private', address],
    ['url_private_download', address],
    ['timestamp', file['created']],
    ['original_w', source.heightPx === undefined ? undefined : source.widthPx],
    ['original_h', source.widthPx === undefined ? undefined : source.heightPx],
    ['is_external', false],
    ['editable', false],
    ['display_as_bot', false],
    ['username', ''],
  ];
  return [
    ...properties.flatMap(([name, expected]) => different(name, expected, file, file.id)),
    ...(typeof file['created'] === 'number' ? [] : different('created', 'a number', file, file.id)),
    ...(typeof file['is_public'] === 'boolean'
      ? []
      : different('is_public', 'true or false', file, file.id)),
    ...(file.size === undefined ? different('size', 'a number', file, file.id) : []),
    ...(file.mimetype === '' ? different('mimetype', 'a type', file, file.id) : []),
  ];
}

/** Properties of Slack's messages about changes, and the props that Mattermost has for them. */
const CHANGES: Readonly<Record<string, readonly (readonly [name: string, prop: string])[]>> = {
  channel_topic: [['topic', 'new_header']],
  channel_purpose: [['purpose', 'new_purpose']],
  channel_name: [
    ['old_name', 'old_displayname'],
    ['name', 'new_displayname'],
  ],
};

const CHANGED = Object.values(CHANGES).flat();

/** The new value in messages about a change; in all others there is none. */
function changeFormat(
  props: JsonObject,
  part: ArchiveMessage,
  subtype: string,
): readonly FieldDifference[] {
  const own = CHANGES[subtype];
  if (own === undefined && !CHANGED.some(([name]) => part[name] !== undefined)) return NONE;
  return CHANGED.flatMap(([name, prop]) => {
    const value = props[prop];
    const isHere = own?.some(([each]) => each === name) === true;
    const expected = isHere && typeof value === 'string' ? escapeText(value) : undefined;
    return different(name, expected, part);
  });
}

/**
 * Attachments are numbered from 1 and their time is a number; a table has no number, and neither has the preview of a
 * message, whose time is a `ts`.
 */
function attachmentFormat(attachments: readonly unknown[]): readonly FieldDifference[] {
  if (attachments.length === 0) return NONE;
  const tables = attachments.filter(isTableAttachment).map(fieldsOf);
  const others = attachments.filter((each) => !isTableAttachment(each)).map(fieldsOf);
  return [
    ...tables.flatMap(tableFormat),
    ...others
      .filter((fields) => !isPreview(fields))
      .flatMap((fields, at) => [
        ...different('id', at + 1, fields),
        ...(fields['ts'] === undefined || typeof fields['ts'] === 'number'
          ? []
          : different('ts', 'a number', fields)),
      ]),
  ];
}

/** An attachment with a table has that and a text for those who do not see it. */
const tableFormat = (fields: Fields): readonly FieldDifference[] =>
  Object.keys(fields).flatMap((key) =>
    key === 'blocks' || key === 'fallback' ? [] : different(key, undefined, fields),
  );

const isPreview = ({ id, ts }: Fields): boolean => id === undefined && typeof ts === 'string';

/** Compares a property of `holder`; `file`: the id of the file that has it. */
function different(
  name: string,
  expected: unknown,
  holder: Fields,
  file?: string,
): readonly FieldDifference[] {
  const found = holder[name];
  if (found === expected) return NONE;
  return [formatOf({ name, expected: shown(expected), found: shown(found), file })];
}

/** A property, what it should be, and what it is. */
interface WrongProperty {
  readonly name: string;
  readonly expected: string;
  readonly found: string;
  /** The file that has it; absent for one of a message. */
  readonly file?: string | undefined;
}

const formatOf = ({ name, expected, found, file }: WrongProperty): FieldDifference => ({
  thing: file === undefined ? 'message' : 'file',
  kind: 'differs',
  field: 'format',
  name: file ?? name,
  source: `${name} ${expected}`,
  target: `${name} ${found}`,
});

const shown = (value: unknown): string => (value === undefined ? 'not there' : shownValue(value));

import type { FileInfo, JsonObject, Post } from '../../model/model.ts';
import { escapeText, WORKSPACE_ID } from '../../slack/shapes.ts';
import { type ArchiveFile, type ArchiveMessage, type Fields, fieldsOf } from './archive-message.ts';
import type { FieldDifference } from './compare.ts';
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

/** Compares the properties around the content of a message; `subtype` is the expected one. */
export function messageFormat(
  { props }: Pick<Post, 'props'>,
  part: ArchiveMessage,
  subtype: string,
): readonly FieldDifference[] {
  const hasFiles = part.files.length > 0;
  return [
    ...envelopeFormat(part),
    ...[
      ['upload', hasFiles ? true : undefined] as const,
      ['display_as_bot', hasFiles ? false : undefined] as const,
    ].flatMap((property) => different(property, part)),
    ...changeFormat(props, part, subtype),
    ...part.reactions.flatMap((reaction) =>
      Number.isInteger(reaction['count']) ? [] : different(['count', 'a number'], reaction),
    ),
    ...attachmentFormat(part.attachments),
  ];
}

/** Compares what every message has, a tombstone too. */
export const envelopeFormat = (part: ArchiveMessage): readonly FieldDifference[] =>
  [['type', 'message'] as const, ['team', WORKSPACE_ID] as const].flatMap((property) =>
    different(property, part),
  );

/** Compares what a message of a bot account says of the bot, beside its id. */
export function botFormat(bot: BotFacts, profile: unknown): readonly FieldDifference[] {
  const found = fieldsOf(profile);
  const properties: readonly Property[] = [
    ['name', bot.name],
    ['deleted', bot.isDeactivated],
    ['updated', bot.updatedSeconds],
    ['team_id', WORKSPACE_ID],
  ];
  return properties.flatMap((property) => different(property, found));
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
    ...properties.flatMap((property) => different(property, file, file.id)),
    ...(typeof file['created'] === 'number'
      ? []
      : different(['created', 'a number'], file, file.id)),
    ...(file.size === undefined ? different(['size', 'a number'], file, file.id) : []),
    ...(file.mimetype === '' ? different(['mimetype', 'a type'], file, file.id) : []),
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
const changeFormat = (
  props: JsonObject,
  part: ArchiveMessage,
  subtype: string,
): readonly FieldDifference[] =>
  CHANGED.flatMap(([name, prop]) => {
    const own = CHANGES[subtype];
    if (own === undefined && part[name] === undefined) return NONE;
    const value = props[prop];
    const isHere = own?.some(([each]) => each === name) === true;
    const expected = isHere && typeof value === 'string' ? escapeText(value) : undefined;
    return different([name, expected], part);
  });

/**
 * Attachments are numbered from 1 and their time is a number; a table has no number, and neither has the preview of a
 * message, whose time is a `ts`.
 */
const attachmentFormat = (attachments: readonly unknown[]): readonly FieldDifference[] =>
  attachments
    .filter((attachment) => !isTableAttachment(attachment))
    .map(fieldsOf)
    .filter((fields) => !isPreview(fields))
    .flatMap((fields, at) => [
      ...different(['id', at + 1], fields),
      ...(fields['ts'] === undefined || typeof fields['ts'] === 'number'
        ? []
        : different(['ts', 'a number'], fields)),
    ]);

const isPreview = ({ id, ts }: Fields): boolean => id === undefined && typeof ts === 'string';

function different(
  [name, expected]: Property,
  holder: Fields,
  file?: string,
): readonly FieldDifference[] {
  const found = holder[name];
  if (found === expected) return NONE;
  return [
    {
      thing: file === undefined ? 'message' : 'file',
      kind: 'differs',
      field: 'format',
      name: file ?? name,
      source: `${name} ${shown(expected)}`,
      target: `${name} ${shown(found)}`,
    },
  ];
}

const shown = (value: unknown): string =>
  value === undefined ? 'not there' : typeof value === 'string' ? value : JSON.stringify(value);

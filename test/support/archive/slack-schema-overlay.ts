import type { JsonObject } from './json.ts';

export type SchemaDocument = 'user' | 'conversation' | 'message' | 'block';

/** One field in which an export differs from what the SDK's types say of an API response. */
export interface OverlayField {
  readonly document: SchemaDocument;
  /** The type of the SDK that has the field, or ought to. */
  readonly definition: string;
  /** `*` stands for the whole definition. */
  readonly field: string;
  readonly schema: JsonObject;
  /** Where the field or its shape is to be seen, as owner/repository and file for public code. */
  readonly source: string;
}

const TEXT = { type: 'string' };
const FLAG = { type: 'boolean' };
const NUMBER = { type: 'number' };
const TEXTS = { type: 'array', items: TEXT };

function strictObject(properties: JsonObject): JsonObject {
  return { type: 'object', properties, additionalProperties: false };
}

const onMessage = (field: string, schema: JsonObject, source: string): OverlayField => ({
  document: 'message',
  definition: 'MessageElement',
  field,
  schema,
  source,
});

const USER_PROFILE = strictObject({
  ...{ avatar_hash: TEXT, image_72: TEXT, first_name: TEXT, real_name: TEXT, display_name: TEXT },
  ...{ team: TEXT, name: TEXT, is_restricted: FLAG, is_ultra_restricted: FLAG },
});
const REPLIES = { type: 'array', items: strictObject({ user: TEXT, ts: TEXT }) };
const PINS = {
  type: 'array',
  items: strictObject({ id: TEXT, type: { const: 'C' }, created: NUMBER, user: TEXT, owner: TEXT }),
};

const SLACKDUMP_MESSAGE = 'rusq/slackdump, export/message.go';
const SLACK_GO_MESSAGE = 'slack-go/slack, messages.go';
const EVENT_DOCS = 'slackhq/slack-api-docs, events/message/';

/** Fields of exports that the SDK's types lack. */
export const ADDED_FIELDS: readonly OverlayField[] = [
  onMessage('user_profile', USER_PROFILE, SLACKDUMP_MESSAGE),
  onMessage('user_team', TEXT, SLACKDUMP_MESSAGE),
  onMessage('source_team', TEXT, SLACKDUMP_MESSAGE),
  onMessage('replies', REPLIES, SLACK_GO_MESSAGE),
  onMessage('last_read', TEXT, SLACK_GO_MESSAGE),
  onMessage('pinned_to', TEXTS, SLACK_GO_MESSAGE),
  onMessage('pinned_info', { type: 'object' }, 'exports of Slack; its inner shape is unconfirmed'),
  onMessage('is_starred', FLAG, SLACK_GO_MESSAGE),
  onMessage('old_name', TEXT, `${EVENT_DOCS}message.channel_name.md`),
  onMessage('name', TEXT, `${EVENT_DOCS}message.channel_name.md`),
  onMessage('members', TEXTS, `${EVENT_DOCS}message.channel_archive.md`),
  onMessage('item_type', TEXT, `${EVENT_DOCS}message.pinned_item.md`),
  onMessage('bot_link', TEXT, 'exports of Slack: messages of the subtype bot_add'),
  {
    document: 'conversation',
    definition: 'Channel',
    field: 'members',
    schema: TEXTS,
    source: 'rusq/slackdump, internal/fixtures/assets/export/channels.json',
  },
  {
    document: 'conversation',
    definition: 'Channel',
    field: 'pins',
    schema: PINS,
    source: 'exports of Slack, where only empty lists were seen; the inner shape is unconfirmed',
  },
  {
    document: 'block',
    definition: 'RichTextList',
    field: 'offset',
    schema: NUMBER,
    source: 'docs.slack.dev/reference/block-kit/blocks/rich-text-block, rich_text_list',
  },
  {
    document: 'block',
    definition: 'RichTextPreformatted',
    field: 'language',
    schema: TEXT,
    source: 'docs.slack.dev/reference/block-kit/blocks/rich-text-block, rich_text_preformatted',
  },
];

const FILE_MODES = {
  enum: [
    ...['hosted', 'snippet', 'external', 'tombstone'],
    ...['hidden_by_limit', 'quip', 'list', 'huddle_transcript'],
  ],
};
const SUBTYPES = {
  enum: [
    ...['channel_join', 'channel_leave', 'group_join', 'group_leave'],
    ...['channel_topic', 'channel_purpose', 'channel_name'],
    ...['channel_archive', 'channel_unarchive', 'channel_convert_to_private'],
    ...['channel_convert_to_public'],
    ...['me_message', 'bot_message', 'thread_broadcast', 'file_share', 'pinned_item'],
    ...['bot_add', 'bot_remove', 'tombstone', 'reminder_add'],
  ],
};
const onFile = (field: string, schema: JsonObject, source: string): OverlayField => ({
  document: 'message',
  definition: 'FileElement',
  field,
  schema,
  source,
});

/** Fields whose type in the SDK is wrong for an export, or says less than is known. */
export const CORRECTED_FIELDS: readonly OverlayField[] = [
  onMessage('type', { const: 'message' }, `${EVENT_DOCS}message.md`),
  onMessage('subtype', SUBTYPES, `${EVENT_DOCS}; slack-go/slack, messages.go`),
  onMessage(
    'blocks',
    { type: 'array', items: { $ref: 'block' } },
    '@slack/types, KnownBlock: the response types know one block with the fields of all',
  ),
  {
    document: 'block',
    definition: 'KnownBlock',
    field: '*',
    schema: {
      anyOf: [{ $ref: '#/definitions/RichTextBlock' }, { $ref: '#/definitions/TableBlock' }],
    },
    source: 'what people write becomes rich text; tables are docs.slack.dev, table-block',
  },
  onFile('original_w', NUMBER, 'slack-go/slack, files.go: OriginalW is an int'),
  onFile('original_h', NUMBER, 'slack-go/slack, files.go: OriginalH is an int'),
  onFile('mode', FILE_MODES, 'slack-go/slack, files.go'),
  {
    document: 'message',
    definition: 'Attachment',
    field: 'ts',
    schema: { type: ['string', 'number'] },
    source: 'slack-go/slack, attachments.go: Ts is a number',
  },
  {
    document: 'message',
    definition: 'EventPayload',
    field: '*',
    schema: { type: 'object' },
    source: 'docs.slack.dev/messaging/message-metadata: a payload has fields of its own',
  },
];

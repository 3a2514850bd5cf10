import { isObject, type JsonObject, textOf } from './json.ts';

/**
 * What must be there in an export, by kind of thing: the SDK's types leave every field optional.
 * `a.b` is a field inside a field, `[]` every element of a list.
 */
export const REQUIRED_FIELDS = {
  user: [
    ...['id', 'team_id', 'name', 'deleted', 'real_name', 'updated', 'profile'],
    ...['is_admin', 'is_owner', 'is_primary_owner', 'is_restricted', 'is_ultra_restricted'],
    ...['is_bot', 'is_app_user', 'profile.title', 'profile.real_name', 'profile.display_name'],
    ...['profile.real_name_normalized', 'profile.display_name_normalized'],
    ...['profile.first_name', 'profile.last_name', 'profile.team'],
  ],
  'bot user': ['profile.bot_id'],
  channels: [
    ...['id', 'name', 'created', 'creator', 'is_archived', 'is_general', 'members'],
    ...['topic.value', 'topic.creator', 'topic.last_set'],
    ...['purpose.value', 'purpose.creator', 'purpose.last_set'],
  ],
  groups: [
    ...['id', 'name', 'created', 'creator', 'is_archived', 'members'],
    ...['topic.value', 'topic.creator', 'topic.last_set'],
    ...['purpose.value', 'purpose.creator', 'purpose.last_set'],
  ],
  dms: ['id', 'created', 'members'],
  mpims: [
    ...['id', 'name', 'created', 'creator', 'is_archived', 'members'],
    ...['topic.value', 'purpose.value'],
  ],
  pin: ['id', 'type', 'created', 'user', 'owner'],
  message: ['type', 'ts', 'text'],
  'message of a user': ['user'],
  bot_message: ['bot_id', 'username'],
  reply: ['thread_ts', 'parent_user_id'],
  'thread root': [
    ...['thread_ts', 'reply_count', 'reply_users', 'reply_users_count', 'latest_reply'],
    ...['replies', 'replies[].user', 'replies[].ts'],
  ],
  'message with files': ['upload', 'display_as_bot'],
  file: [
    ...['id', 'created', 'timestamp', 'name', 'title', 'mimetype', 'filetype', 'pretty_type'],
    ...['user', 'size', 'mode', 'is_external', 'is_public', 'editable', 'display_as_bot'],
    'url_private',
  ],
  'deleted file': ['id', 'mode'],
  reaction: ['name', 'users', 'count'],
  edited: ['user', 'ts'],
  channel_join: ['user'],
  channel_leave: ['user'],
  channel_topic: ['topic'],
  channel_purpose: ['purpose'],
  channel_name: ['old_name', 'name'],
  thread_broadcast: ['thread_ts', 'root'],
  tombstone: ['hidden'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type RequiredKind = keyof typeof REQUIRED_FIELDS;

/** Texts that stay empty where there is nothing to say; any other required text holds something. */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set([
  ...['text', 'topic', 'purpose', 'profile.title', 'profile.first_name', 'profile.last_name'],
  ...['topic.value', 'topic.creator', 'purpose.value', 'purpose.creator'],
]);

/** The fields of its kind that a thing lacks, or has as null or an empty text. */
export function missingFields(kind: RequiredKind, thing: JsonObject): readonly string[] {
  return REQUIRED_FIELDS[kind].filter(
    (path) => !valuesAt(thing, path.split('.')).every((value) => isThere(value, path)),
  );
}

function isThere(value: unknown, path: string): boolean {
  if (value === undefined || value === null) return false;
  return value !== '' || MAY_BE_EMPTY.has(path);
}

function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  const [step, ...rest] = path;
  if (step === undefined) return [value];
  const key = step.replace('[]', '');
  const inner = isObject(value) ? value[key] : undefined;
  if (key === step) return valuesAt(inner, rest);
  return Array.isArray(inner) ? inner.flatMap((item) => valuesAt(item, rest)) : [undefined];
}

/** The kinds whose fields a message must have, all at once: a reply of a bot is three of them. */
export function kindsOfMessage(message: JsonObject): readonly RequiredKind[] {
  const subtype = textOf(message, 'subtype') ?? '';
  const threadTs = message['thread_ts'];
  const isRoot = threadTs === message['ts'] || ROOT_FIELDS.some((field) => field in message);
  const hasFiles = Array.isArray(message['files']) && message['files'].length > 0;
  return [
    'message',
    ...(subtype === 'bot_message' ? [] : (['message of a user'] as const)),
    ...(isKind(subtype) ? [subtype] : []),
    ...(threadTs !== undefined && threadTs !== message['ts'] ? (['reply'] as const) : []),
    ...(isRoot ? (['thread root'] as const) : []),
    ...(hasFiles ? (['message with files'] as const) : []),
  ];
}

function isKind(name: string): name is RequiredKind {
  return Object.hasOwn(REQUIRED_FIELDS, name);
}

const ROOT_FIELDS = ['reply_count', 'reply_users', 'reply_users_count', 'latest_reply', 'replies'];

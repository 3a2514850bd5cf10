import { WORKSPACE_ID } from '../../slack/shapes.ts';
import type { ConversationList } from '../conversations.ts';
import { type Fields, fieldsOf } from './archive-message.ts';

/*
 * What entries of the lists of an archive have beside the facts that a person sees: values that are alike in every
 * entry, forms of a name that search uses, and types, which readers with fixed shapes insist on.
 */

type Rule = readonly [path: string, isRight: (entry: Fields, list: ConversationList) => boolean];

const USER_FLAGS = [
  'deleted',
  'is_admin',
  'is_owner',
  'is_primary_owner',
  'is_restricted',
  'is_ultra_restricted',
  'is_bot',
];
const EMPTY = ['phone', 'skype'];
const STATUS = ['status_text', 'status_emoji'];
const WORDS = ['title', 'first_name', 'last_name'];
const NORMALIZED = ['real_name', 'display_name'];

/** What an entry of users.json has, and what stands in its profile. */
const USER_KEYS: ReadonlySet<string> = new Set([
  ...['id', 'team_id', 'name', 'real_name', 'tz', 'profile', 'is_app_user', 'updated'],
  ...USER_FLAGS,
]);
const PROFILE_KEYS: ReadonlySet<string> = new Set([
  ...EMPTY,
  ...STATUS,
  ...WORDS,
  ...NORMALIZED.flatMap((key) => [key, `${key}_normalized`]),
  ...['team', 'email', 'bot_id', 'status_expiration'],
]);

const USER_RULES: readonly Rule[] = [
  ['team_id', (user) => user['team_id'] === WORKSPACE_ID],
  ['profile.team', (user) => profileOf(user)['team'] === WORKSPACE_ID],
  ['is_app_user', (user) => user['is_app_user'] === false],
  ['updated', (user) => Number.isInteger(user['updated'])],
  ['tz', (user) => isTextOrAbsent(user['tz'])],
  ['profile.email', (user) => isTextOrAbsent(profileOf(user)['email'])],
  ...USER_FLAGS.map((flag): Rule => [flag, (user) => typeof user[flag] === 'boolean']),
  ...EMPTY.map((key): Rule => [`profile.${key}`, (user) => profileOf(user)[key] === '']),
  ...STATUS.map(
    (key): Rule => [`profile.${key}`, (user) => typeof profileOf(user)[key] === 'string'],
  ),
  ['profile.status_expiration', (user) => isMomentOrAbsent(profileOf(user))],
  ...WORDS.map((key): Rule => [`profile.${key}`, (user) => isTextOrAbsent(profileOf(user)[key])]),
  ...NORMALIZED.map(
    (key): Rule => [
      `profile.${key}_normalized`,
      (user) => {
        const { [key]: name, [`${key}_normalized`]: normalized } = profileOf(user);
        return typeof name === 'string' && normalized === name.normalize('NFKC');
      },
    ],
  ),
];

const isTextOrAbsent = (value: unknown): boolean =>
  value === undefined || typeof value === 'string';

/** True for an end of a status in seconds since the epoch, and without one. */
const isMomentOrAbsent = ({ status_expiration: seconds }: Fields): boolean =>
  seconds === undefined || (Number.isInteger(seconds) && Number(seconds) >= 0);

/** What an entry of a list of conversations has. */
const DIRECT_KEYS: ReadonlySet<string> = new Set(['id', 'created', 'members']);
const CHANNEL_KEYS: ReadonlySet<string> = new Set([
  ...DIRECT_KEYS,
  ...['name', 'creator', 'is_archived', 'is_general', 'topic', 'purpose', 'pins'],
]);

const CHANNEL_RULES: readonly Rule[] = [
  ['created', ({ created }) => Number.isInteger(created)],
  ['members', ({ members }) => Array.isArray(members) && members.every(isText)],
  ['creator', ({ creator }, list) => list === 'dms' || isText(creator)],
  ...['is_archived', 'is_general'].map(
    (flag): Rule => [flag, (channel, list) => list === 'dms' || typeof channel[flag] === 'boolean'],
  ),
  ...['topic', 'purpose'].map(
    (key): Rule => [key, (channel, list) => list === 'dms' || isNote(channel[key])],
  ),
  ['pins', ({ pins }) => pins === undefined || (Array.isArray(pins) && pins.every(isPin))],
];

/** Names the parts of an entry of users.json that are not as they should be; `botId` is that of a bot. */
export function personFormat(entry: unknown, botId: string | undefined): readonly string[] {
  const user = fieldsOf(entry);
  const isRightBot = profileOf(user)['bot_id'] === botId;
  return [
    ...broken(USER_RULES, user, 'channels'),
    ...(isRightBot ? [] : ['profile.bot_id']),
    ...foreignKeys(user, USER_KEYS),
    ...foreignKeys(profileOf(user), PROFILE_KEYS).map((key) => `profile.${key}`),
  ];
}

/** Names the parts of an entry of a list of conversations that are not as they should be. */
export function channelFormat(entry: unknown, list: ConversationList): readonly string[] {
  const channel = fieldsOf(entry);
  return [
    ...broken(CHANNEL_RULES, channel, list),
    ...foreignKeys(channel, list === 'dms' ? DIRECT_KEYS : CHANNEL_KEYS),
  ];
}

const broken = (
  rules: readonly Rule[],
  fields: Fields,
  list: ConversationList,
): readonly string[] => rules.flatMap(([path, isRight]) => (isRight(fields, list) ? [] : [path]));

/** Properties that no entry of the list has. */
const foreignKeys = (fields: Fields, known: ReadonlySet<string>): readonly string[] =>
  Object.keys(fields).filter((key) => !known.has(key));

const profileOf = (user: Fields): Fields => fieldsOf(user['profile']);

const isText = (value: unknown): boolean => typeof value === 'string';

const NOTE_KEYS: ReadonlySet<string> = new Set(['value', 'creator', 'last_set']);
const PIN_KEYS: ReadonlySet<string> = new Set(['id', 'type', 'created', 'user', 'owner']);

/** True for a topic or purpose; nobody knows who set it, so its author may be anybody. */
function isNote(value: unknown): boolean {
  const note = fieldsOf(value);
  const { value: text, creator, last_set: seconds } = note;
  const isTyped =
    typeof text === 'string' && typeof creator === 'string' && Number.isInteger(seconds);
  return isTyped && foreignKeys(note, NOTE_KEYS).length === 0;
}

function isPin(value: unknown): boolean {
  const pin = fieldsOf(value);
  const { type, created, user, owner } = pin;
  return (
    foreignKeys(pin, PIN_KEYS).length === 0 &&
    type === 'C' &&
    Number.isInteger(created) &&
    [user, owner].every((id) => typeof id === 'string' && id !== '')
  );
}

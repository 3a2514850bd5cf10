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

const USER_RULES: readonly Rule[] = [
  ['team_id', (user) => user['team_id'] === WORKSPACE_ID],
  ['profile.team', (user) => profileOf(user)['team'] === WORKSPACE_ID],
  ['is_app_user', (user) => user['is_app_user'] === false],
  ['updated', (user) => Number.isInteger(user['updated'])],
  ...USER_FLAGS.map((flag): Rule => [flag, (user) => typeof user[flag] === 'boolean']),
  ...EMPTY.map((key): Rule => [`profile.${key}`, (user) => profileOf(user)[key] === '']),
  ...STATUS.map(
    (key): Rule => [`profile.${key}`, (user) => typeof profileOf(user)[key] === 'string'],
  ),
  ['profile.status_expiration', (user) => isMoment(profileOf(user)['status_expiration'] ?? 0)],
  ...WORDS.map(
    (key): Rule => [`profile.${key}`, (user) => typeof (profileOf(user)[key] ?? '') === 'string'],
  ),
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

/** Seconds since the epoch. */
const isMoment = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;

const CHANNEL_RULES: readonly Rule[] = [
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
  const isRightBot = profileOf(fieldsOf(entry))['bot_id'] === botId;
  return [...broken(USER_RULES, entry, 'channels'), ...(isRightBot ? [] : ['profile.bot_id'])];
}

/** Names the parts of an entry of a list of conversations that are not as they should be. */
export const channelFormat = (entry: unknown, list: ConversationList): readonly string[] =>
  broken(CHANNEL_RULES, entry, list);

function broken(rules: readonly Rule[], entry: unknown, list: ConversationList): readonly string[] {
  const fields = fieldsOf(entry);
  return rules.flatMap(([path, isRight]) => (isRight(fields, list) ? [] : [path]));
}

const profileOf = (user: Fields): Fields => fieldsOf(user['profile']);

/** True for a topic or purpose; nobody knows who set it, so its author may be anybody. */
function isNote(value: unknown): boolean {
  const { value: text, creator, last_set: seconds } = fieldsOf(value);
  return typeof text === 'string' && typeof creator === 'string' && Number.isInteger(seconds);
}

function isPin(value: unknown): boolean {
  const { type, created, user, owner } = fieldsOf(value);
  return (
    type === 'C' &&
    Number.isInteger(created) &&
    [user, owner].every((id) => typeof id === 'string' && id !== '')
  );
}

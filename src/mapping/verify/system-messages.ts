import { type JsonObject, type Post, type UserId, userId } from '../../model/model.ts';
import { escapeText } from '../../slack/shapes.ts';
import type { PersonOf } from './same-people.ts';

/** People, as the texts of system messages need them. */
export interface SystemPeople {
  readonly idOf: (username: string) => UserId | undefined;
  /** Whose an account is, where a person has several. */
  readonly personOf: PersonOf;
  /** A person inside a sentence, as mrkdwn. */
  readonly mention: (id: UserId) => string;
}

/** Text of a system message as mrkdwn, and the person that Slack should show as its author. */
export interface SystemMessage {
  readonly about: UserId | undefined;
  readonly text: string;
}

type SystemPost = Pick<Post, 'type' | 'userId' | 'props'>;
type Reader = (post: SystemPost, people: SystemPeople) => SystemMessage | undefined;

const JOINED: Reader = (post, people) => joined(writer(post, people), people);
const ADDED: Reader = (post, people) => joined(person(post, people, 'added'), people);
const LEFT: Reader = (post, people) => left(writer(post, people), undefined, people);
const REMOVED: Reader = (post, people) =>
  left(person(post, people, 'removed'), writer(post, people), people);

/** Expected text of each system message, by Mattermost's type of post (its public/model/post.go). */
export const SYSTEM_MESSAGES: Readonly<Record<string, Reader>> = {
  system_join_channel: JOINED,
  system_guest_join_channel: JOINED,
  system_join_team: JOINED,
  system_add_to_channel: ADDED,
  system_add_guest_to_chan: ADDED,
  system_add_to_team: ADDED,
  system_leave_channel: LEFT,
  system_leave_team: LEFT,
  system_remove_from_channel: REMOVED,
  system_remove_from_team: LEFT,
  system_header_change: (post, people) => changed(post, people, 'topic', 'new_header'),
  system_purpose_change: (post, people) => changed(post, people, 'purpose', 'new_purpose'),
  system_displayname_change: renamed,
  system_channel_deleted: (post, people) => acted(post, people, 'archived the channel'),
  system_channel_restored: (post, people) => acted(post, people, 'un-archived the channel'),
  system_convert_channel: (post, people) => acted(post, people, 'made this channel private'),
};

/** Further types that `systemMessages: drop` leaves out; otherwise they are migrated in the server's own words. */
export const PASSED_THROUGH_TYPES: ReadonlySet<string> = new Set([
  'system_join_leave',
  'system_add_remove',
  'system_change_chan_privacy',
  'system_move_channel',
  'system_wrangler',
  'system_gm_to_channel',
  'system_autotranslation',
  'system_team_abac_addition',
  'system_team_abac_removal',
  'system_shared_chan_state',
]);

/** Reads a post as a system message; undefined for other posts, and when the props lack a needed value. */
export const systemMessageOf = (
  post: SystemPost,
  people: SystemPeople,
): SystemMessage | undefined =>
  Object.hasOwn(SYSTEM_MESSAGES, post.type)
    ? SYSTEM_MESSAGES[post.type]?.(post, people)
    : undefined;

/** True for types that `systemMessages: drop` leaves out. */
export const isSystemNotice = (type: string): boolean =>
  PASSED_THROUGH_TYPES.has(type) || Object.hasOwn(SYSTEM_MESSAGES, type);

function joined(about: UserId | undefined, people: SystemPeople): SystemMessage | undefined {
  if (about === undefined) return undefined;
  return { about, text: `${people.mention(about)} has joined the channel` };
}

function left(
  about: UserId | undefined,
  by: UserId | undefined,
  { mention, personOf }: SystemPeople,
): SystemMessage | undefined {
  if (about === undefined) return undefined;
  const isOwnAction = by === undefined || personOf(by) === personOf(about);
  const end = isOwnAction
    ? 'has left the channel'
    : `was removed from the channel by ${mention(by)}`;
  return { about, text: `${mention(about)} ${end}` };
}

function changed(
  post: SystemPost,
  people: SystemPeople,
  what: string,
  key: string,
): SystemMessage | undefined {
  const value = post.props[key];
  if (typeof value !== 'string') return undefined;
  if (value.trim() === '') return acted(post, people, `cleared the channel ${what}`);
  return acted(post, people, `set the channel ${what}: ${escapeText(value)}`);
}

function renamed(post: SystemPost, people: SystemPeople): SystemMessage | undefined {
  const [from, to] = ['old_displayname', 'new_displayname'].map((key) => post.props[key]);
  if (!isText(from) || !isText(to)) return undefined;
  const words = `has renamed the channel from "${escapeText(from)}" to "${escapeText(to)}"`;
  return acted(post, people, words);
}

function acted(post: SystemPost, people: SystemPeople, words: string): SystemMessage {
  const about = writer(post, people);
  return { about, text: about === undefined ? words : `${people.mention(about)} ${words}` };
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '';

const writer = (post: SystemPost, people: SystemPeople): UserId | undefined =>
  post.userId ?? byProps(post.props, 'userId', 'username', people);

const person = (post: SystemPost, people: SystemPeople, action: string): UserId | undefined =>
  byProps(post.props, `${action}UserId`, `${action}Username`, people);

function byProps(
  props: JsonObject,
  idKey: string,
  nameKey: string,
  { idOf }: SystemPeople,
): UserId | undefined {
  const [id, name] = [props[idKey], props[nameKey]];
  if (isText(id)) return userId(id);
  return isText(name) ? idOf(name.replace(/^@/, '').toLowerCase()) : undefined;
}

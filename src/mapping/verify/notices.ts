import type { JsonObject, Post, UserId } from '../../model.ts';
import { userId } from '../../model.ts';

/** Who is meant, and what is said of people. */
export interface NoticePeople {
  readonly idOf: (username: string) => UserId | undefined;
  /** A person inside a sentence. */
  readonly mention: (id: UserId) => string;
}

export interface Notice {
  /** The person whom the notice is about. */
  readonly about: UserId | undefined;
  readonly text: string;
}

type NoticePost = Pick<Post, 'type' | 'userId' | 'props'>;
type Reader = (post: NoticePost, people: NoticePeople) => Notice | undefined;

const COMES: Reader = (post, people) => come(writer(post, people), people);
const ADDED: Reader = (post, people) => come(person(post, people, 'added'), people);
const GOES: Reader = (post, people) => go(writer(post, people), undefined, people);
const REMOVED: Reader = (post, people) =>
  go(person(post, people, 'removed'), writer(post, people), people);

/** What Slack is to say for the server's own notices, by Mattermost's type of post (its public/model/post.go). */
const NOTICES: Readonly<Record<string, Reader>> = {
  system_join_channel: COMES,
  system_guest_join_channel: COMES,
  system_join_team: COMES,
  system_add_to_channel: ADDED,
  system_add_guest_to_chan: ADDED,
  system_add_to_team: ADDED,
  system_leave_channel: GOES,
  system_leave_team: GOES,
  system_remove_from_channel: REMOVED,
  system_remove_from_team: GOES,
  system_header_change: (post, people) => set(post, people, 'topic', 'new_header'),
  system_purpose_change: (post, people) => set(post, people, 'purpose', 'new_purpose'),
  system_displayname_change: renamed,
  system_channel_deleted: (post, people) => did(post, people, 'archived the channel'),
  system_channel_restored: (post, people) => did(post, people, 'un-archived the channel'),
  system_convert_channel: (post, people) => did(post, people, 'made this channel private'),
};

/** News that `systemMessages: drop` leaves out although they are carried with the server's own words. */
const NEWS: ReadonlySet<string> = new Set([
  'system_join_leave',
  'system_add_remove',
  'system_change_chan_privacy',
  'system_move_channel',
  'system_wrangler',
  'system_gm_to_channel',
  'system_autotranslation',
]);

/** Undefined for a post with words of its own, and for a notice whose props lack what it tells. */
export const noticeOf = (post: NoticePost, people: NoticePeople): Notice | undefined =>
  Object.hasOwn(NOTICES, post.type) ? NOTICES[post.type]?.(post, people) : undefined;

export const isNews = (type: string): boolean => NEWS.has(type) || Object.hasOwn(NOTICES, type);

function come(about: UserId | undefined, people: NoticePeople): Notice | undefined {
  if (about === undefined) return undefined;
  return { about, text: `${people.mention(about)} has joined the channel` };
}

function go(
  about: UserId | undefined,
  by: UserId | undefined,
  { mention }: NoticePeople,
): Notice | undefined {
  if (about === undefined) return undefined;
  const isOwnDoing = by === undefined || by === about;
  const end = isOwnDoing
    ? 'has left the channel'
    : `was removed from the channel by ${mention(by)}`;
  return { about, text: `${mention(about)} ${end}` };
}

function set(
  post: NoticePost,
  people: NoticePeople,
  what: string,
  key: string,
): Notice | undefined {
  const value = post.props[key];
  if (typeof value !== 'string') return undefined;
  const words = value.trim() === '' ? `cleared the channel ${what}` : `set the channel ${what}: `;
  return did(post, people, words + value);
}

function renamed(post: NoticePost, people: NoticePeople): Notice | undefined {
  const [from, to] = ['old_displayname', 'new_displayname'].map((key) => post.props[key]);
  if (!isText(from) || !isText(to)) return undefined;
  return did(post, people, `has renamed the channel from "${from}" to "${to}"`);
}

function did(post: NoticePost, people: NoticePeople, words: string): Notice {
  const about = writer(post, people);
  return { about, text: about === undefined ? words : `${people.mention(about)} ${words}` };
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '';

const writer = (post: NoticePost, people: NoticePeople): UserId | undefined =>
  post.userId ?? byProps(post.props, 'userId', 'username', people);

const person = (post: NoticePost, people: NoticePeople, deed: string): UserId | undefined =>
  byProps(post.props, `${deed}UserId`, `${deed}Username`, people);

function byProps(
  props: JsonObject,
  idKey: string,
  nameKey: string,
  { idOf }: NoticePeople,
): UserId | undefined {
  const [id, name] = [props[idKey], props[nameKey]];
  if (isText(id)) return userId(id);
  return isText(name) ? idOf(name.replace(/^@/, '').toLowerCase()) : undefined;
}

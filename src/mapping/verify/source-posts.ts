import {
  type JsonObject,
  type LinkedPost,
  type Post,
  type PostRef,
  type Reaction,
  type UserId,
  userId,
} from '../../model/model.ts';
import type { FileFacts, PostFacts } from './facts.ts';
import { type EmojiName, plainText } from './plain-text.ts';
import { attachmentText, ownAttachments } from './slack-text.ts';

/** How posts are looked at; what differs between an archive and a workspace. */
export interface SourceView {
  readonly people: NoticePeople;
  readonly isSkipped: (id: UserId) => boolean;
  /** Somebody as the target shows them; undefined is an author whom the row does not name. */
  readonly shown: (id: UserId | undefined) => string;
  /** A name inside a text that the migration wrote. */
  readonly username: (id: UserId) => string;
  /** A webhook by its own name. */
  readonly webhook: (name: string) => string;
  /** True where a notice is shown as the person whom it is about, not as its writer. */
  readonly isAboutAuthor: boolean;
  readonly isNewsDropped: boolean;
  readonly emoji: EmojiName;
  /** Takes out what is meant to change, such as links that were rewritten. */
  readonly prepare: (text: string) => string;
  /** Where a post stands, as a reply's `thread` says it. */
  readonly placeOf: (post: PostRef) => string;
  readonly edited: (editAtMs: number) => string;
  readonly reactions: (reactions: readonly Reaction[]) => readonly string[];
  readonly file: (file: Post['files'][number]) => FileFacts;
  /** The words above the preview of a linked post; undefined when it is not to be copied. */
  readonly preview: (post: Post, linked: LinkedPost) => string | undefined;
}

/** Why a live post has no message of its own. */
export type NotMoved = 'system-message' | 'author-skipped';

export interface ExpectedPost {
  /** Undefined when nothing is to stand for the post. */
  readonly facts: PostFacts | undefined;
  readonly leftOut: NotMoved | undefined;
}

/** What is to be found of a post, read from the post alone. */
export function expectedPost(post: Post, view: SourceView): ExpectedPost {
  if (post.deleteAtMs !== undefined) return { facts: tombstone(post, view), leftOut: undefined };
  if (isDropped(post, view)) return { facts: undefined, leftOut: 'system-message' };
  if (isSkipped(post, view)) return { facts: tombstone(post, view), leftOut: 'author-skipped' };
  const reacted = post.reactions.filter(({ userId }) => !view.isSkipped(userId));
  const facts: PostFacts = {
    author: authorOf(post, view),
    atMs: post.createAtMs,
    text: plainText(view.prepare(writtenText(post, view)), view.emoji),
    attachments: plainText(view.prepare(attachmentsOf(post, view)), view.emoji),
    thread: post.thread.kind === 'reply' ? view.placeOf(post.thread.root) : '',
    edited: post.editAtMs === undefined ? '' : view.edited(post.editAtMs),
    reactions: view.reactions(reacted),
    isPinned: post.isPinned,
    files: post.files.map(view.file),
    isTombstone: false,
  };
  return { facts, leftOut: undefined };
}

/** The replies that are to stand under a root. */
export function expectedReplies(post: Post, view: SourceView): readonly PostRef[] {
  if (post.thread.kind !== 'root') return [];
  return post.thread.replies.filter(
    (reply) => !(view.isNewsDropped && isSystemNotice(reply.type)) && !isSkipped(reply, view),
  );
}

const isDropped = (post: Post, view: SourceView): boolean =>
  view.isNewsDropped && isSystemNotice(post.type) && post.thread.kind !== 'root';

/** Who a webhook's posts are by is the hook, whoever made it. */
export const isByWebhook = ({ props }: Pick<Post, 'props'>): boolean =>
  props['from_webhook'] === true || props['from_webhook'] === 'true';

function isSkipped(post: PostRef | Post, view: SourceView): boolean {
  if (isByWebhook(post)) return false;
  const who = noticeOf(post, view.people)?.about ?? post.userId;
  return who !== undefined && view.isSkipped(who);
}

function authorOf(post: Post, view: SourceView): string {
  if (isByWebhook(post)) return view.webhook(webhookName(post));
  const about = view.isAboutAuthor ? noticeOf(post, view.people)?.about : undefined;
  return view.shown(about ?? post.userId);
}

export function webhookName({ props }: Pick<Post, 'props'>): string {
  const names = [props['override_username'], props['webhook_display_name']];
  const name = names.find((value) => typeof value === 'string' && value.trim() !== '');
  return typeof name === 'string' ? name.replace(/\s+/g, ' ').trim() : 'webhook';
}

function writtenText(post: Post, view: SourceView): string {
  const text = noticeOf(post, view.people)?.text ?? post.message;
  return [text, ...priorityWords(post, view)].join('\n\n');
}

/** The labels that Mattermost shows under a post. */
function priorityWords({ priority }: Post, { username }: SourceView): readonly string[] {
  if (priority === undefined) return [];
  const { level, requestedAck, acknowledgedBy } = priority;
  const isNamed = level === 'important' || level === 'urgent';
  const words = level.trim() === '' || isNamed ? level : `Priority: ${level}`;
  const asked = requestedAck ? 'Acknowledgement requested' : '';
  const names = acknowledgedBy.map(username).join(', ');
  return [words, asked, names === '' ? '' : `acknowledged by ${names}`].filter(Boolean);
}

function attachmentsOf(post: Post, view: SourceView): string {
  const own = ownAttachments(post.props['attachments']).map((attachment) =>
    attachmentText(attachment, (text) => text),
  );
  const linked = post.linked.find(({ id }) => id === post.props['previewed_post']);
  const preview = linked === undefined ? undefined : view.preview(post, linked);
  return [...own, ...(preview === undefined ? [] : [preview])].join('\n');
}

/** Who a linked post is by, as its preview says it. */
export function linkedAuthor(linked: LinkedPost, view: SourceView): string {
  if (isByWebhook(linked)) return webhookName(linked);
  return linked.userId === undefined ? 'unknown' : view.username(linked.userId);
}

/** Slack keeps a place for a root that is gone, as long as it has replies. */
function tombstone(post: Post, view: SourceView): PostFacts | undefined {
  if (expectedReplies(post, view).length === 0) return undefined;
  return {
    author: '',
    atMs: post.createAtMs,
    text: '',
    attachments: '',
    thread: '',
    edited: '',
    reactions: [],
    isPinned: false,
    files: [],
    isTombstone: true,
  };
}

/** Who is meant, and what is said of people. */
interface NoticePeople {
  readonly idOf: (username: string) => UserId | undefined;
  /** A person inside a sentence. */
  readonly mention: (id: UserId) => string;
}

interface Notice {
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
const SYSTEM_MESSAGES: Readonly<Record<string, Reader>> = {
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
const SYSTEM_NOTICE_TYPES: ReadonlySet<string> = new Set([
  'system_join_leave',
  'system_add_remove',
  'system_change_chan_privacy',
  'system_move_channel',
  'system_wrangler',
  'system_gm_to_channel',
  'system_autotranslation',
]);

/** Undefined for a post with words of its own, and for a notice whose props lack what it tells. */
const noticeOf = (post: NoticePost, people: NoticePeople): Notice | undefined =>
  Object.hasOwn(SYSTEM_MESSAGES, post.type)
    ? SYSTEM_MESSAGES[post.type]?.(post, people)
    : undefined;

const isSystemNotice = (type: string): boolean =>
  SYSTEM_NOTICE_TYPES.has(type) || Object.hasOwn(SYSTEM_MESSAGES, type);

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

import {
  type JsonObject,
  type Post,
  type PostRef,
  type UserId,
  userId,
} from '../../model/model.ts';
import type { ExportMessage } from '../../slack/export-format.ts';
import { escapeText, type SlackUserId } from '../../slack/shapes.ts';
import type { LossNote } from '../losses.ts';
import { filled } from '../text.ts';

/**
 * Maps a system message from its props, because the stored sentence is in the language of the server. Undefined when
 * the post is migrated as a plain message with its own text.
 */
export function mapSystemMessage(
  post: SystemPost,
  people: SystemPeople,
): SystemMessage | undefined {
  return post.type === '' ? undefined : SYSTEM_HANDLERS.get(post.type)?.(post, people);
}

/**
 * Person that Slack shows as the author of a system message: a thread's list of replies must name the same account as
 * the reply itself.
 */
export function systemUser(
  { type, userId, props }: Pick<PostRef, 'type' | 'userId' | 'props'>,
  people: SystemPeople,
): UserId | undefined {
  if (!isSystemType(type)) return undefined;
  return mapSystemMessage({ type, userId, props, message: '' }, people)?.user;
}

/** True when `mapSystemMessage` handles posts of this type, provided that their props are complete. */
export const isSystemType = (type: string): boolean => type !== '' && SYSTEM_HANDLERS.has(type);

/**
 * True for types that `--system-messages drop` leaves out: events of a channel and its members, never text written to
 * be read.
 */
export const isDroppable = (type: string): boolean =>
  type !== 'me' && (SYSTEM_HANDLERS.has(type) || isPassedThrough(type));

/**
 * The loss for an unknown type, of which a newer or modified server may have stored more than the text; plugins'
 * `custom_*` types are no loss.
 */
export function unknownTypeLoss(type: string): LossNote | undefined {
  if (type === '' || isSystemType(type) || isKnownType(type)) return undefined;
  return { code: 'post_type_unknown', old: type };
}

/** Look-ups for the people that a system message names. */
export interface SystemPeople {
  readonly byName: (username: string) => UserId | undefined;
  readonly slackId: (id: UserId) => SlackUserId;
  /** A person inside a sentence, escaped: Slack's mention, or a name that does not notify. */
  readonly mention: (id: UserId) => string;
}

/** A system message as Slack writes it. */
export interface SystemMessage {
  /** Undefined when Slack has no subtype for it; the message is plain then. */
  readonly subtype: string | undefined;
  /** Person that the message is about, whom Slack shows as author. Undefined when the post names none. */
  readonly user: UserId | undefined;
  /** mrkdwn with & < > escaped. */
  readonly text: string;
  /** Set when a person wrote the text: Markdown to render instead of `text`. */
  readonly markdown?: string;
  readonly extra: Pick<ExportMessage, 'inviter' | 'topic' | 'purpose' | 'old_name' | 'name'>;
}

export type SystemPost = Pick<Post, 'type' | 'userId' | 'props' | 'message'>;

/** Returns undefined when the props lack a needed value. */
type Handler = (post: SystemPost, people: SystemPeople) => SystemMessage | undefined;

/** Changes of a membership; the author is the account that joined or left. */
const joined: Handler = (post, people) => joinMessage(actor(post, people), undefined, people);
const added: Handler = (post, people) =>
  joinMessage(
    userByProps(post.props, 'addedUserId', 'addedUsername', people),
    actor(post, people),
    people,
  );
const left: Handler = (post, people) => leaveMessage(actor(post, people), undefined, people);
const removed: Handler = (post, people) =>
  leaveMessage(
    userByProps(post.props, 'removedUserId', 'removedUsername', people),
    actor(post, people),
    people,
  );

/**
 * Handlers by type, from Mattermost's app/channel.go and app/team.go. Joining and leaving a team is written into its
 * Town Square, which all members of the team join and leave with it, so these are events of that channel.
 */
export const SYSTEM_HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['system_join_channel', joined],
  ['system_guest_join_channel', joined],
  ['system_join_team', joined],
  ['system_add_to_channel', added],
  ['system_add_guest_to_chan', added],
  ['system_add_to_team', added],
  ['system_leave_channel', left],
  ['system_leave_team', left],
  ['system_remove_from_channel', removed],
  // Its author is the account that was removed; who removed it is not stored.
  ['system_remove_from_team', left],
  ['system_header_change', headerChange],
  ['system_purpose_change', purposeChange],
  ['system_displayname_change', displayNameChange],
  ['system_channel_deleted', actionMessage('channel_archive', 'archived the channel')],
  ['system_channel_restored', actionMessage('channel_unarchive', 'un-archived the channel')],
  // Mattermost writes it only for public to private.
  ['system_convert_channel', actionMessage(undefined, 'made this channel private')],
  ['me', me],
]);

function joinMessage(
  user: UserId | undefined,
  by: UserId | undefined,
  people: SystemPeople,
): SystemMessage | undefined {
  if (user === undefined) return undefined;
  return {
    subtype: 'channel_join',
    user,
    text: `${people.mention(user)} has joined the channel`,
    extra: by === undefined || isSame(by, user, people) ? {} : { inviter: people.slackId(by) },
  };
}

/** True for two accounts of one person, too. */
const isSame = (a: UserId, b: UserId, people: SystemPeople): boolean =>
  a === b || people.slackId(a) === people.slackId(b);

function leaveMessage(
  user: UserId | undefined,
  by: UserId | undefined,
  people: SystemPeople,
): SystemMessage | undefined {
  if (user === undefined) return undefined;
  const who = people.mention(user);
  return {
    subtype: 'channel_leave',
    user,
    // Slack has no field for who removed a member, so the sentence names them.
    text:
      by === undefined || isSame(by, user, people)
        ? `${who} has left the channel`
        : `${who} was removed from the channel by ${people.mention(by)}`,
    extra: {},
  };
}

function headerChange(post: SystemPost, people: SystemPeople): SystemMessage | undefined {
  const topic = post.props['new_header'];
  if (typeof topic !== 'string') return undefined;
  const words = setOrCleared('the channel topic', topic);
  return messageByActor('channel_topic', words, post, people, { topic: escapeText(topic) });
}

function purposeChange(post: SystemPost, people: SystemPeople): SystemMessage | undefined {
  const purpose = post.props['new_purpose'];
  if (typeof purpose !== 'string') return undefined;
  const words = setOrCleared('the channel purpose', purpose);
  return messageByActor('channel_purpose', words, post, people, { purpose: escapeText(purpose) });
}

function displayNameChange(post: SystemPost, people: SystemPeople): SystemMessage | undefined {
  const oldName = filled(post.props['old_displayname']);
  const name = filled(post.props['new_displayname']);
  if (oldName === undefined || name === undefined) return undefined;
  const names = { old_name: escapeText(oldName), name: escapeText(name) };
  const words = `has renamed the channel from "${names.old_name}" to "${names.name}"`;
  return messageByActor('channel_name', words, post, people, names);
}

function actionMessage(subtype: string | undefined, words: string): Handler {
  return (post, people) => messageByActor(subtype, words, post, people, {});
}

/** Mattermost stores `/me waves` as `*waves*`, also when the text contains asterisks. */
function me(post: SystemPost): SystemMessage {
  const starred = /^\*([\s\S]*)\*$/.exec(post.message.trim());
  const markdown = starred?.[1] ?? post.message;
  return {
    subtype: 'me_message',
    user: post.userId,
    text: escapeText(markdown),
    markdown,
    extra: {},
  };
}

function setOrCleared(what: string, value: string): string {
  return value.trim() === '' ? `cleared ${what}` : `set ${what}: ${escapeText(value)}`;
}

/** Message with a sentence about what the post's author did; without an author only the predicate. */
function messageByActor(
  subtype: string | undefined,
  words: string,
  post: SystemPost,
  people: SystemPeople,
  extra: SystemMessage['extra'],
): SystemMessage {
  const user = actor(post, people);
  const sentence = user === undefined ? words : `${people.mention(user)} ${words}`;
  return { subtype, user, text: sentence, extra };
}

/** Author of the post; a name in the props is used last, because accounts can be renamed and keep their id. */
function actor(post: SystemPost, people: SystemPeople): UserId | undefined {
  return post.userId ?? userByProps(post.props, 'userId', 'username', people);
}

function userByProps(
  props: JsonObject,
  idKey: string,
  nameKey: string,
  people: SystemPeople,
): UserId | undefined {
  const id = filled(props[idKey]);
  if (id !== undefined) return userId(id);
  const name = filled(props[nameKey]);
  return name === undefined ? undefined : people.byName(name.replace(/^@/, '').toLowerCase());
}

/* Mattermost's post types (its public/model/post.go) without a handler above. */

/** Types that are migrated with their own text: it has more than the props, or a person wrote it. */
const PLAIN_TYPES: ReadonlySet<string> = new Set([
  '',
  'slack_attachment',
  'system_generic',
  'system_auto_responder',
  'system_welcome_post',
  'add_bot_teams_channels',
  'warn_metric_status',
  'reminder',
]);

/**
 * Types that are migrated with the server's own sentence, because the props lack one of its facts: whether a member
 * joined or left, which privacy was set, which team the channel or thread came from.
 */
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

const isKnownType = (type: string): boolean =>
  PLAIN_TYPES.has(type) || PASSED_THROUGH_TYPES.has(type) || type.startsWith('custom_');

const isPassedThrough = (type: string): boolean => PASSED_THROUGH_TYPES.has(type);

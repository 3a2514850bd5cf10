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
 * A system post in Slack's words, written from its props: the stored sentence is in the language of the
 * server. Undefined when the post is to be carried as a plain message with its own text.
 */
export function mapSystemMessage(
  post: SystemPost,
  people: SystemPeople,
): SystemMessage | undefined {
  return SYSTEM_HANDLERS.get(post.type)?.(post, people);
}

/**
 * Who Slack shows a post as, when it is a system post about somebody: a thread's list of replies must name
 * the same account as the reply itself.
 */
export function systemUser(ref: PostRef, people: SystemPeople): UserId | undefined {
  if (!isSystemType(ref.type)) return undefined;
  return mapSystemMessage({ ...ref, message: '' }, people)?.user;
}

/** True when `mapSystemMessage` writes posts of this type anew, given that their props are complete. */
export const isSystemType = (type: string): boolean => SYSTEM_HANDLERS.has(type);

/** True for what `--system-messages drop` leaves out: news of a channel and its members, never a text to be read. */
export const isDroppable = (type: string): boolean =>
  type !== 'me' && (SYSTEM_HANDLERS.has(type) || isCarriedNotice(type));

/** The loss of a type that Mattermost has added since, or a server of its own; plugins' `custom_*` are no loss. */
export function unknownTypeLoss(type: string): LossNote | undefined {
  return isSystemType(type) || isCarriedType(type) ? undefined : unknownType(type);
}

/** What a system message needs to know of the people it names and of its channel. */
export interface SystemPeople {
  readonly byName: (username: string) => UserId | undefined;
  readonly slackId: (id: UserId) => SlackUserId;
  /** A person inside a sentence, escaped: Slack's own mention, or a name that notifies nobody. */
  readonly mention: (id: UserId) => string;
  readonly isPrivate: boolean;
}

/** A system message in Slack's words. */
export interface SystemMessage {
  /** Undefined when Slack has none for it; the message is a plain one then. */
  readonly subtype: string | undefined;
  /** Who it is about: Slack shows it as theirs. Undefined when the post says nobody. */
  readonly user: UserId | undefined;
  /** mrkdwn with & < > escaped. */
  readonly text: string;
  /** Set where people wrote the text: Markdown to render in place of `text`. */
  readonly markdown?: string;
  readonly extra: Pick<ExportMessage, 'inviter' | 'topic' | 'purpose' | 'old_name' | 'name'>;
}

export type SystemPost = Pick<Post, 'type' | 'userId' | 'props' | 'message'>;

/** Undefined when the props lack what the sentence needs. */
type Handler = (post: SystemPost, people: SystemPeople) => SystemMessage | undefined;

/** What happened to a membership, by the account that came or went. */
const joined: Handler = (post, people) => came(actor(post, people), undefined, people);
const added: Handler = (post, people) =>
  came(named(post.props, 'addedUserId', 'addedUsername', people), actor(post, people), people);
const left: Handler = (post, people) => went(actor(post, people), undefined, people);
const removed: Handler = (post, people) =>
  went(named(post.props, 'removedUserId', 'removedUsername', people), actor(post, people), people);

/**
 * By type, from Mattermost's app/channel.go and app/team.go. A team's joins and leaves are written into
 * its Town Square, which everybody joins and leaves with the team, so they are that channel's.
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
  // Its author is the account that was removed; nothing says by whom.
  ['system_remove_from_team', left],
  ['system_header_change', headerChange],
  ['system_purpose_change', purposeChange],
  ['system_displayname_change', displayNameChange],
  ['system_channel_deleted', deed('channel_archive', 'archived the channel')],
  ['system_channel_restored', deed('channel_unarchive', 'un-archived the channel')],
  // Only ever from public to private.
  ['system_convert_channel', deed(undefined, 'made this channel private')],
  ['me', me],
]);

function came(
  user: UserId | undefined,
  by: UserId | undefined,
  people: SystemPeople,
): SystemMessage | undefined {
  if (user === undefined) return undefined;
  return {
    subtype: people.isPrivate ? 'group_join' : 'channel_join',
    user,
    text: `${people.mention(user)} has joined the channel`,
    extra: by === undefined || by === user ? {} : { inviter: people.slackId(by) },
  };
}

function went(
  user: UserId | undefined,
  by: UserId | undefined,
  people: SystemPeople,
): SystemMessage | undefined {
  if (user === undefined) return undefined;
  const who = people.mention(user);
  return {
    subtype: people.isPrivate ? 'group_leave' : 'channel_leave',
    user,
    // Slack has no field for who removed somebody, so the sentence says it.
    text:
      by === undefined || by === user
        ? `${who} has left the channel`
        : `${who} was removed from the channel by ${people.mention(by)}`,
    extra: {},
  };
}

function headerChange(post: SystemPost, people: SystemPeople): SystemMessage | undefined {
  const topic = post.props['new_header'];
  if (typeof topic !== 'string') return undefined;
  const words = setOrCleared('the channel topic', topic);
  return told('channel_topic', words, post, people, { topic: escapeText(topic) });
}

function purposeChange(post: SystemPost, people: SystemPeople): SystemMessage | undefined {
  const purpose = post.props['new_purpose'];
  if (typeof purpose !== 'string') return undefined;
  const words = setOrCleared('the channel purpose', purpose);
  return told('channel_purpose', words, post, people, { purpose: escapeText(purpose) });
}

function displayNameChange(post: SystemPost, people: SystemPeople): SystemMessage | undefined {
  const oldName = filled(post.props['old_displayname']);
  const name = filled(post.props['new_displayname']);
  if (oldName === undefined || name === undefined) return undefined;
  const names = { old_name: escapeText(oldName), name: escapeText(name) };
  const words = `has renamed the channel from "${names.old_name}" to "${names.name}"`;
  return told('channel_name', words, post, people, names);
}

function deed(subtype: string | undefined, words: string): Handler {
  return (post, people) => told(subtype, words, post, people, {});
}

/** Mattermost stores `/me waves` as `*waves*`, whatever stands inside. */
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

/** A sentence about what the post's author did; without an author the sentence stands alone. */
function told(
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

/** The post's author; an account keeps its id when it is renamed, so the name in the props comes last. */
function actor(post: SystemPost, people: SystemPeople): UserId | undefined {
  return post.userId ?? named(post.props, 'userId', 'username', people);
}

function named(
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

/*
 * Mattermost's post types (its public/model/post.go), apart from those that system-message-handlers.ts
 * writes anew.
 */

/** Carried with their own text: it holds what the props do not, or somebody wrote it to be read. */
const CARRIED_TYPES: ReadonlySet<string> = new Set([
  '',
  'slack_attachment',
  'system_generic',
  'system_auto_responder',
  'system_welcome_post',
  'system_ephemeral',
  'add_bot_teams_channels',
  'warn_metric_status',
  'reminder',
]);

/**
 * Carried with the server's own sentence, because the props lack a fact that it tells: whether somebody
 * came or went, which way the privacy went, which team the channel or the thread came from.
 */
export const PASSED_THROUGH_TYPES: ReadonlySet<string> = new Set([
  'system_join_leave',
  'system_add_remove',
  'system_change_chan_privacy',
  'system_move_channel',
  'system_wrangler',
  'system_gm_to_channel',
  'system_autotranslation',
]);

const isCarriedType = (type: string): boolean =>
  CARRIED_TYPES.has(type) || PASSED_THROUGH_TYPES.has(type) || type.startsWith('custom_');

const isCarriedNotice = (type: string): boolean => PASSED_THROUGH_TYPES.has(type);

/** The loss of a post whose type nobody here knows: the server may have kept more than its text. */
const unknownType = (type: string): LossNote => ({ code: 'post_type_unknown', old: type });

import {
  type Channel,
  type ChannelId,
  type ChannelType,
  type UserId,
  userId,
} from '../model/model.ts';
import type { ExportChannel, ExportDirect, ExportPin } from '../slack/export-format.ts';
import { TOPIC_CHARACTERS } from '../slack/limits.ts';
import { escapeText, type SlackChannelId, type SlackUserId } from '../slack/shapes.ts';
import type { NamedChannel } from './channel-names.ts';
import { type LossNote, redactionNotes } from './losses.ts';
import { REASONS } from './reasons.ts';
import { channelSlackId, directSlackId } from './slack-ids.ts';
import { beginInBytes, cutText, FILE_NAME_BYTES } from './text.ts';

/** The lists of conversations of an export, public ones first. */
export const CONVERSATION_LISTS = ['channels', 'groups', 'mpims', 'dms'] as const;
/** The list of the ZIP that has a conversation. */
export type ConversationList = (typeof CONVERSATION_LISTS)[number];

export const LIST_OF_TYPE: Readonly<Record<ChannelType, ConversationList>> = {
  public: 'channels',
  private: 'groups',
  direct: 'dms',
  group: 'mpims',
};

/** A channel with the decisions about it. */
export interface Conversation {
  readonly channel: Channel;
  readonly slackId: SlackChannelId;
  readonly list: ConversationList;
  /** Name in Slack; of a direct message its id. */
  readonly name: string;
  /** Folder of the day files. */
  readonly folder: string;
  readonly isGeneral: boolean;
  /** True when the conversation is to be archived in Slack. */
  readonly isArchived: boolean;
  readonly reason: string;
}

/**
 * Decides id, list, name and folder of every channel. The folder of a direct message is its id, of others their name,
 * as in Slack's own exports.
 */
export function decideConversations(
  channels: readonly Channel[],
  named: readonly NamedChannel[],
  groupMembers: (channel: ChannelId) => readonly string[],
): readonly Conversation[] {
  const names = new Map(named.map((entry) => [entry.channel.id, entry]));
  const taken = new Set<string>();
  return channels.map((channel) => {
    const list = LIST_OF_TYPE[channel.type];
    const isArchived = channel.deleteAtMs !== undefined;
    const common = { channel, list, isArchived };
    if (channel.type === 'direct') {
      const slackId = directSlackId(channel.id);
      const reason = REASONS['direct-message'];
      return { ...common, slackId, name: slackId, folder: slackId, isGeneral: false, reason };
    }
    const slackId = channelSlackId(channel.id);
    const entry = names.get(channel.id);
    if (entry !== undefined) {
      const { name, isGeneral, reason } = entry;
      return { ...common, slackId, name, folder: name, isGeneral, reason };
    }
    const name = groupMessageName(groupMembers(channel.id), taken);
    taken.add(name);
    const reason = REASONS['group-message'];
    return { ...common, slackId, name, folder: name, isGeneral: false, reason };
  });
}

/**
 * Name of a group message: `mpdm-a--b--c-1`; the number distinguishes groups of the same people. It is the name of a
 * folder too, so it is cut where no file system would take it.
 */
function groupMessageName(usernames: readonly string[], taken: ReadonlySet<string>): string {
  // Dots stay; characters that could lead out of the folder are replaced.
  const people = [...usernames]
    .map((name) => name.replace(/[^\p{L}\p{N}._-]/gu, '_'))
    .sort()
    .join('--');
  for (let number = 1; ; number += 1) {
    const [begin, end] = ['mpdm-', `-${number}`];
    const name = begin + beginInBytes(people, FILE_NAME_BYTES - begin.length - end.length) + end;
    if (!taken.has(name)) return name;
  }
}

/**
 * The two people of a direct message, from the channel's Name `id__id`, which is complete even when a membership row
 * is missing. One person for a note to oneself.
 */
export function directMembers(channel: Channel, members: readonly UserId[]): readonly UserId[] {
  const named = channel.name.split('__').filter(Boolean);
  if (named.length !== 2) return members;
  return [...new Set(named)].map(userId);
}

export interface ConversationPeople {
  readonly members: readonly SlackUserId[];
  readonly creator: string;
}

/** Builds an entry of `channels.json`, `groups.json` or `mpims.json`, with the losses of its texts. */
export function mapChannel(
  conversation: Conversation,
  people: ConversationPeople,
  pins: readonly ExportPin[],
): { entry: ExportChannel; losses: readonly LossNote[] } {
  const { channel } = conversation;
  const createdSeconds = Math.floor(channel.createAtMs / 1000);
  const text = (value: string) => ({
    value: escapeText(topicText(value)),
    creator: value === '' ? '' : people.creator,
    last_set: value === '' ? 0 : createdSeconds,
  });
  const entry: ExportChannel = {
    id: conversation.slackId,
    name: conversation.name,
    created: createdSeconds,
    creator: people.creator,
    is_archived: conversation.isArchived,
    is_general: conversation.isGeneral,
    members: [...people.members],
    topic: text(channel.header),
    purpose: text(channel.purpose),
    ...(pins.length === 0 ? {} : { pins: [...pins] }),
  };
  return { entry, losses: topicLosses(channel) };
}

/** Losses of a channel's header and purpose. */
export function topicLosses(channel: Channel): readonly LossNote[] {
  const cut = [channel.header, channel.purpose].flatMap((old) => {
    const short = topicText(old);
    return short === old ? [] : [{ code: 'topic_cut' as const, old, new: short }];
  });
  return [...cut, ...redactionNotes(channel)];
}

/** Topic for the API: cut, with mentions made plain text and everything else unchanged. */
export function topicWithoutMentions(value: string): string {
  return topicText(value).replace(/<(?=[!@#])/g, '&lt;');
}

/** Cuts a header or purpose to Slack's length; does not escape it. */
export function topicText(value: string): string {
  return cutText(value, TOPIC_CHARACTERS);
}

/** Builds an entry of `dms.json`, which has only the two people. */
export function mapDirect(
  conversation: Conversation,
  members: readonly SlackUserId[],
): ExportDirect {
  return {
    id: conversation.slackId,
    created: Math.floor(conversation.channel.createAtMs / 1000),
    members: [...members],
  };
}

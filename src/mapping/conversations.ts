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
import { channelSlackId, directSlackId } from './slack-ids.ts';
import { cutText } from './text.ts';

/** Which of the ZIP's lists a conversation stands in. */
export type ConversationList = 'channels' | 'groups' | 'dms' | 'mpims';

export const LIST_OF_TYPE: Readonly<Record<ChannelType, ConversationList>> = {
  public: 'channels',
  private: 'groups',
  direct: 'dms',
  group: 'mpims',
};

/** A channel with all that was decided about it. */
export interface Conversation {
  readonly channel: Channel;
  readonly slackId: SlackChannelId;
  readonly list: ConversationList;
  /** The name in Slack; a direct message has its id. */
  readonly name: string;
  /** The folder of its day files. */
  readonly folder: string;
  readonly isGeneral: boolean;
  /** Whether it is archived in Slack. */
  readonly isArchived: boolean;
  readonly reason: string;
}

/**
 * Decides id, list, name and folder of every channel. Direct messages lie under their id, all others
 * under their name, as Slack's own exports have it.
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
      const reason = 'a direct message has no name';
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
    const reason = 'named after its members, as Slack names group messages';
    return { ...common, slackId, name, folder: name, isGeneral: false, reason };
  });
}

/** `mpdm-a--b--c-1`; the number tells groups of the same people apart. */
function groupMessageName(usernames: readonly string[], taken: ReadonlySet<string>): string {
  // Dots stay in the names; anything that could lead out of the folder does not.
  const people = [...usernames]
    .map((name) => name.replace(/[^\p{L}\p{N}._-]/gu, '_'))
    .sort()
    .join('--');
  let number = 1;
  while (taken.has(`mpdm-${people}-${number}`)) number += 1;
  return `mpdm-${people}-${number}`;
}

/**
 * The two people of a direct message. They stand in the channel's Name, `id__id`, also when the
 * membership row of one is gone; for a note to oneself both are the same.
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

/** An entry of `channels.json`, `groups.json` or `mpims.json`. */
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

/** What is lost of a channel's header and purpose. */
export function topicLosses(channel: Channel): readonly LossNote[] {
  const cut = [channel.header, channel.purpose].flatMap((old) => {
    const short = topicText(old);
    return short === old ? [] : [{ code: 'topic_cut' as const, old, new: short }];
  });
  return [...cut, ...redactionNotes(channel)];
}

/** A topic as the API is given it: what Slack would take for a mention is text, and all else stays as it is. */
export function quietTopic(value: string): string {
  return topicText(value).replace(/<(?=[!@#])/g, '&lt;');
}

/** A header or purpose within Slack's length, not escaped. */
export function topicText(value: string): string {
  return cutText(value, TOPIC_CHARACTERS);
}

/** An entry of `dms.json`, which holds nothing but the two people. */
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

import { type Channel, type ChannelId, channelId } from '../model/model.ts';
import type { Conversation } from './conversations.ts';
import { openTexts, type PackedTexts, packTexts } from './packed-texts.ts';

/** The conversations of a server, as messages need them. */
export interface KnownConversations {
  /** Undefined for a channel without a row. */
  of(id: ChannelId): Conversation | undefined;
  withSlackId(slackId: string): Conversation | undefined;
  /** Public and private channels by their names in lower case; each team may have one. */
  named(name: string): readonly Conversation[];
}

/** Makes the look-ups of conversations from all of them. */
export function knownConversations(conversations: readonly Conversation[]): KnownConversations {
  const byId = new Map(conversations.map((each) => [each.channel.id, each]));
  const bySlackId = new Map<string, Conversation>(
    conversations.map((each) => [each.slackId, each]),
  );
  const byName = channelsByName(conversations);
  return {
    of: (id) => byId.get(id),
    withSlackId: (slackId) => bySlackId.get(slackId),
    named: (name) => byName.get(name) ?? [],
  };
}

function channelsByName(
  conversations: readonly Conversation[],
): ReadonlyMap<string, readonly Conversation[]> {
  const byName = new Map<string, Conversation[]>();
  for (const conversation of conversations) {
    if (conversation.list !== 'channels' && conversation.list !== 'groups') continue;
    const name = conversation.channel.name.toLowerCase();
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [conversation]);
    else same.push(conversation);
  }
  return byName;
}

/** Conversations as plain data for other threads, which share them: JSON by id, and JSON lists of ids. */
export interface PackedConversations {
  readonly byId: PackedTexts;
  readonly bySlackId: PackedTexts;
  readonly byName: PackedTexts;
}

/** Packs conversations without what no message shows. */
export function packConversations(conversations: readonly Conversation[]): PackedConversations {
  return {
    byId: packTexts(new Map(conversations.map((each) => [each.channel.id, shownJson(each)]))),
    bySlackId: packTexts(new Map(conversations.map((each) => [each.slackId, each.channel.id]))),
    byName: packTexts(
      new Map(
        Array.from(channelsByName(conversations), ([name, same]) => [
          name,
          JSON.stringify(same.map(({ channel }) => channel.id)),
        ]),
      ),
    ),
  };
}

/** What is left out where it is empty, and what no message shows. */
const EMPTY = { isArchived: false, isGeneral: false, reason: '' };
const EMPTY_CHANNEL = { header: '', purpose: '', displayName: '', creatorId: undefined };
const NOT_SHOWN = { reason: undefined };
const NOT_SHOWN_CHANNEL = { header: undefined, purpose: undefined, creatorId: undefined };

/** Without the id, which is the key, and without names that are the channel's or the folder's. */
const shownJson = ({ channel, ...conversation }: Conversation): string =>
  JSON.stringify({
    ...conversation,
    ...NOT_SHOWN,
    name: conversation.name === channel.name ? undefined : conversation.name,
    folder: conversation.folder === conversation.name ? undefined : conversation.folder,
    isArchived: conversation.isArchived || undefined,
    isGeneral: conversation.isGeneral || undefined,
    channel: {
      ...channel,
      ...NOT_SHOWN_CHANNEL,
      id: undefined,
      displayName: channel.displayName || undefined,
    },
  });

/** A conversation without what was left out. */
type Shown = Pick<Conversation, 'slackId' | 'list'> &
  Partial<Omit<Conversation, 'channel'>> & { readonly channel: Omit<Channel, 'id'> };

function fromShown(id: ChannelId, json: string): Conversation {
  const { channel: shown, ...rest }: Shown = JSON.parse(json);
  const channel = { ...EMPTY_CHANNEL, ...shown, id };
  const name = rest.name ?? channel.name;
  return { ...EMPTY, folder: name, ...rest, name, channel };
}

/** Of the conversations that were last asked for, so many are kept. */
const MOST_KEPT = 256;

/** Opens packed look-ups in a thread; a conversation that was met is kept. */
export function openConversations(packed: PackedConversations): KnownConversations {
  const [jsonOf, idOf, idsOf] = [packed.byId, packed.bySlackId, packed.byName].map(openTexts);
  const kept = new Map<string, Conversation>();
  const of = (id: ChannelId): Conversation | undefined => {
    const met = kept.get(id);
    if (met !== undefined) return met;
    const json = jsonOf?.(id);
    if (json === undefined) return undefined;
    const conversation = fromShown(id, json);
    if (kept.size === MOST_KEPT) kept.clear();
    kept.set(id, conversation);
    return conversation;
  };
  return {
    of,
    withSlackId(slackId) {
      const id = idOf?.(slackId);
      return id === undefined ? undefined : of(channelId(id));
    },
    named(name) {
      const ids: readonly string[] = JSON.parse(idsOf?.(name) ?? '[]');
      return ids.flatMap((id) => of(channelId(id)) ?? []);
    },
  };
}

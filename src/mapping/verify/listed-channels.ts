import type { Conversation } from '../conversations.ts';
import { type Difference, differenceOf } from './facts.ts';

/** Channels of an archive by their ids: the name of a public one, '' for a private one. */
export type ListedChannels = ReadonlyMap<string, string>;

/** Names that archives give to channels which have another one now; '' where one was private. */
export type FormerChannels = ReadonlyMap<string, readonly string[]>;

/** Collects the names of channels that archives list with another name or visibility than they have now. */
export function makeFormerChannels(
  conversations: readonly Pick<Conversation, 'slackId' | 'list' | 'name'>[],
): { readonly add: (listed: ListedChannels) => void; readonly found: FormerChannels } {
  const now = new Map<string, string>(
    conversations.map(({ slackId, list, name }) => [slackId, list === 'channels' ? name : '']),
  );
  const found = new Map<string, readonly string[]>();
  const add = (listed: ListedChannels): void => {
    for (const [id, name] of listed) {
      if (!now.has(id) || now.get(id) === name) continue;
      found.set(id, [...(found.get(id) ?? []), name]);
    }
  };
  return { add, found };
}

/** What the lists of archives make public. Archives are added in their order. */
export interface MadePublic {
  /** `isKnown`: whether the lists are held against checksums, which say more than later lists. */
  add(listed: ListedChannels, isKnown: boolean): void;
  differences(
    conversations: readonly Pick<Conversation, 'slackId' | 'channel'>[],
  ): readonly Difference[];
}

/**
 * Collects channels that an archive lists as private and a later one as public: the import of the later one would show
 * them to everybody.
 */
export function makeMadePublic(): MadePublic {
  const wasPrivate = new Set<string>();
  const found = new Set<string>();
  return {
    add(listed, isKnown) {
      for (const [id, name] of listed) {
        if (name === '' && !isKnown) wasPrivate.add(id);
        else if (name !== '' && wasPrivate.has(id)) found.add(id);
      }
    },
    differences(conversations) {
      const channelIds = new Map<string, string>(
        conversations.map(({ slackId, channel }) => [slackId, channel.id]),
      );
      const about = { kind: 'differs', thing: 'channel', field: 'visibility' } as const;
      return [...found].map((slackChannel) => {
        const channelId = channelIds.get(slackChannel) ?? '';
        const sides = { source: 'public', target: 'private' };
        return differenceOf({ ...about, channelId, slackChannel, ...sides });
      });
    },
  };
}

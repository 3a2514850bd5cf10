import { z } from 'zod';
import type { OpenZip } from '../../importers/archive/archive-days.ts';
import { MAX_LIST_BYTES } from '../../importers/archive/entry-limits.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { type Difference, differenceOf } from '../../mapping/verify/facts.ts';

/** Channels of an archive by their ids: the name of a public one, '' for a private one. */
type ListedChannels = ReadonlyMap<string, string>;

const listed = z.looseObject({ id: z.string(), name: z.string().catch('') });

async function listedChannels({ zip }: OpenZip): Promise<ListedChannels> {
  const channels = new Map<string, string>();
  for (const list of ['channels', 'groups'] as const) {
    await zip.readNamedJson(`${list}.json`, MAX_LIST_BYTES, (entry) => {
      const { data } = listed.safeParse(entry);
      if (data !== undefined) channels.set(data.id, list === 'channels' ? data.name : '');
    });
  }
  return channels;
}

/** Names that archives give to channels which have another one now; '' where one was private. */
export type FormerChannels = ReadonlyMap<string, readonly string[]>;

/**
 * Finds the channels that are listed with another name or visibility than they have now: a text of that archive names them
 * so.
 */
export async function formerChannels(
  zips: readonly OpenZip[],
  conversations: readonly Conversation[],
): Promise<FormerChannels> {
  const now = new Map<string, string>(
    conversations.map(({ slackId, list, name }) => [slackId, list === 'channels' ? name : '']),
  );
  const former = new Map<string, readonly string[]>();
  for (const zip of zips) {
    for (const [id, name] of await listedChannels(zip)) {
      if (!now.has(id) || now.get(id) === name) continue;
      former.set(id, [...(former.get(id) ?? []), name]);
    }
  }
  return former;
}

/**
 * Finds channels that an archive lists as private and a later one as public: the import of the later one would show them
 * to everybody. `isKnown`: by the path of an archive whose lists are held against checksums.
 */
export async function madePublic(
  zips: readonly OpenZip[],
  conversations: readonly Conversation[],
  isKnown: (path: string) => boolean,
): Promise<readonly Difference[]> {
  const channelIds = new Map<string, string>(
    conversations.map(({ slackId, channel }) => [slackId, channel.id]),
  );
  const wasPrivate = new Set<string>();
  const found = new Set<string>();
  for (const each of zips) {
    for (const [id, name] of await listedChannels(each)) {
      if (name === '' && !isKnown(each.path)) wasPrivate.add(id);
      else if (name !== '' && wasPrivate.has(id)) found.add(id);
    }
  }
  const about = { kind: 'differs', thing: 'channel', field: 'visibility' } as const;
  return [...found].map((slackChannel) => {
    const channelId = channelIds.get(slackChannel) ?? '';
    return differenceOf({ ...about, channelId, slackChannel, source: 'public', target: 'private' });
  });
}

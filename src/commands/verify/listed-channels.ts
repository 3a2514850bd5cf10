import { z } from 'zod';
import type { OpenZip } from '../../importers/archive/archive-days.ts';
import { MAX_LIST_BYTES } from '../../importers/archive/entry-limits.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { Difference } from '../../mapping/verify/facts.ts';
import {
  type FormerChannels,
  type ListedChannels,
  makeFormerChannels,
  makeMadePublic,
} from '../../mapping/verify/listed-channels.ts';

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

/**
 * Finds the channels that are listed with another name or visibility than they have now: a text of that archive names them
 * so.
 */
export async function formerChannels(
  zips: readonly OpenZip[],
  conversations: readonly Conversation[],
): Promise<FormerChannels> {
  const former = makeFormerChannels(conversations);
  for (const zip of zips) former.add(await listedChannels(zip));
  return former.found;
}

/**
 * Finds channels that an archive lists as private and a later one as public. `isKnown`: by the path of an archive whose
 * lists are held against checksums.
 */
export async function madePublic(
  zips: readonly OpenZip[],
  conversations: readonly Conversation[],
  isKnown: (path: string) => boolean,
): Promise<readonly Difference[]> {
  const made = makeMadePublic();
  for (const zip of zips) made.add(await listedChannels(zip), isKnown(zip.path));
  return made.differences(conversations);
}

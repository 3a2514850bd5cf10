import type { ChannelFacts, ChannelPeople, LargeFiles } from '../../model/inventory.ts';
import { inList, slicesOf } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { count, mendText, text, timeMs } from '../database/rows.ts';
import { LIVE_POSTS } from './facts.ts';

/** Every team has it, and nobody can leave it (server/public/model/channel.go, DefaultChannelName). */
const DEFAULT_CHANNEL = 'town-square';

/** Reads who is in the live public and private channels that share a name or a display name. */
export async function readSameNamed(
  { database, tables }: Reader,
  channels: readonly ChannelFacts[],
): Promise<readonly (readonly ChannelPeople[])[]> {
  const groups = sharingNames(channels);
  const ids = [...new Set(groups.flat())];
  if (ids.length === 0) return [];
  const people = new Map<string, Set<string>>(ids.map((id) => [id, new Set()]));
  for (const some of slicesOf(ids)) {
    const wanted = inList(some);
    const rows = await database.query(
      `SELECT m.ChannelId, m.UserId FROM ${tables.name('ChannelMembers')} m WHERE m.ChannelId IN (${wanted.marks})`,
      wanted.values,
    );
    for (const [channel, user] of rows) people.get(text(channel))?.add(text(user));
  }
  return groups.map((group) =>
    group.map((channelId) => ({ channelId, userIds: people.get(channelId) ?? new Set<string>() })),
  );
}

/** Ids of the channels of each name that several have, without regard to case and to blanks around. */
function sharingNames(channels: readonly ChannelFacts[]): readonly (readonly string[])[] {
  const byName = new Map<string, Set<string>>();
  for (const { id, type, name, displayName, isArchived } of channels) {
    if (isArchived || (type !== 'O' && type !== 'P') || name === DEFAULT_CHANNEL) continue;
    for (const key of [name, displayName]) {
      const shared = mendText(key).trim().toLowerCase();
      if (shared !== '') byName.set(shared, (byName.get(shared) ?? new Set()).add(id));
    }
  }
  return [...byName.values()].filter(({ size }) => size > 1).map((ids) => [...ids].sort());
}

const LARGEST = 20;

/** Counts the live files of at least a size, and reads the largest of them. */
export async function readLargeFiles(
  { database, tables }: Reader,
  atLeastBytes: number,
): Promise<LargeFiles> {
  const own = `${tables.name('FileInfo')} f
     LEFT JOIN ${tables.name('Posts')} p ON ${tables.match(['Posts', 'p', 'Id'], ['FileInfo', 'f', 'PostId'])}
     WHERE (f.DeleteAt = 0 OR f.DeleteAt IS NULL) AND f.Size >= ? AND (p.Id IS NULL OR (${LIVE_POSTS}))`;
  const [sums] = await database.query(`SELECT COUNT(*), SUM(f.Size) FROM ${own}`, [atLeastBytes]);
  const rows = await database.query(
    `SELECT f.Name, p.ChannelId, f.Size, f.CreateAt FROM ${own} ORDER BY f.Size DESC, f.Id LIMIT ${LARGEST}`,
    [atLeastBytes],
  );
  return {
    count: count(sums?.[0]),
    sizeBytes: count(sums?.[1]),
    largest: rows.map(([name, channel, sizeBytes, createAt]) => ({
      name: mendText(text(name)),
      channelId: text(channel),
      sizeBytes: count(sizeBytes),
      createAtMs: timeMs(createAt),
    })),
  };
}

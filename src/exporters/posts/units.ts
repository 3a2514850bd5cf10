import type { ChannelId, Post } from '../../model/model.ts';
import { inList } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { count, text } from '../database/rows.ts';
import type { ChannelPosts, PostUnit, TimeRange } from '../source.ts';
import { endMs, startMs } from './rows.ts';
import { type PostStreamOptions, streamPosts } from './stream.ts';

/** Channels in one query of counts. */
const CHANNELS_PER_QUERY = 256;

/** Divides channels into units, each of them a channel; one without live posts is in none. */
export async function divideChannels(
  reader: Reader,
  channels: readonly ChannelId[],
  range: TimeRange,
): Promise<readonly PostUnit[]> {
  const units: PostUnit[] = [];
  for (let start = 0; start < channels.length; start += CHANNELS_PER_QUERY) {
    const some = channels.slice(start, start + CHANNELS_PER_QUERY);
    const posts = await countPosts(reader, some, range);
    for (const channel of some) {
      const found = posts.get(channel) ?? 0;
      if (found > 0) units.push({ channels: [channel], stretch: undefined, posts: found });
    }
  }
  return units;
}

async function countPosts(
  { database, tables }: Reader,
  channels: readonly ChannelId[],
  range: TimeRange,
): Promise<ReadonlyMap<string, number>> {
  const wanted = inList(channels);
  const exactChannel = tables.exact(['Posts', 'p', 'ChannelId']);
  const rows = await database.query(
    `SELECT ${exactChannel}, COUNT(*) FROM ${tables.name('Posts')} p
     WHERE p.ChannelId IN (${wanted.marks}) AND p.CreateAt >= ? AND p.CreateAt < ?
     GROUP BY ${exactChannel}`,
    [...wanted.values, startMs(range), endMs(range)],
  );
  return new Map(rows.map((row) => [text(row[0]), count(row[1])]));
}

/** Reads a unit's posts, channel after channel. */
export async function* streamUnit(
  reader: Reader,
  options: PostStreamOptions,
  unit: PostUnit,
  range: TimeRange,
): AsyncGenerator<ChannelPosts, void> {
  for (const channel of unit.channels) {
    const pages: AsyncIterable<readonly Post[]> = streamPosts(reader, options, channel, range);
    for await (const posts of pages) yield { channel, posts };
  }
}

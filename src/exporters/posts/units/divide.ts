import { type ChannelId, channelId, type PostCount } from '../../../model/model.ts';
import { inList } from '../../database/database.ts';
import type { Reader } from '../../database/reader.ts';
import { count, FIRST_TIME_MS, text } from '../../database/rows.ts';
import type { PostUnit, TimeRange } from '../../source.ts';
import { endMs, startMs } from '../rows.ts';
import { type CutOptions, cutChannel, MIN_CROWD } from './cut-channel.ts';
import { type CountedChannel, packChannels } from './cuts.ts';
import { readHanging } from './hanging.ts';

/** Channels in one query of counts. */
const CHANNELS_PER_QUERY = 256;

export interface DivideOptions extends CutOptions {
  readonly hasPriorities: boolean;
  /** The rows of all channels in the range, where they are counted already. */
  readonly counted?: readonly PostCount[] | undefined;
  /** True to count what hangs on posts beforehand: in a snapshot, where nothing is added until they are read. */
  readonly isCounted: boolean;
}

/** Divides channels into units of up to that number of rows; a channel without rows is in none. */
export async function divideChannels(
  reader: Reader,
  options: DivideOptions,
  channels: readonly ChannelId[],
  range: TimeRange,
): Promise<readonly PostUnit[]> {
  const units = await divideRows(reader, options, channels, range);
  if (!options.isCounted) return units;
  const { hasPriorities, hasParentedReplies } = options;
  const isCut = units.some(({ stretch }) => stretch !== undefined) || range.fromMs !== undefined;
  const hanging = await readHanging(reader, {
    posts: units.reduce((sum, { posts }) => sum + posts, 0),
    hasPriorities,
    hasReplies: isCut && !hasParentedReplies,
  });
  return units.map((unit) => ({ ...unit, hanging }));
}

async function divideRows(
  reader: Reader,
  options: DivideOptions,
  channels: readonly ChannelId[],
  range: TimeRange,
): Promise<readonly PostUnit[]> {
  const counted =
    options.counted === undefined
      ? await countChannels(reader, channels, range)
      : countedAlready(channels, options.counted);
  const units: PostUnit[] = [];
  for (const pack of packChannels(counted, options.rowsPerUnit)) {
    if (pack.kind === 'large') {
      units.push(...(await cutChannel(reader, options, pack.channel, range)));
      continue;
    }
    const ids = pack.channels.map(({ channel }) => channel);
    const posts = pack.channels.reduce((sum, channel) => sum + channel.posts, 0);
    const crowded = await crowdedBefore(reader, ids, range);
    units.push({
      channels: ids,
      stretch: undefined,
      posts,
      crowded,
      behind: undefined,
      deletedMs: undefined,
    });
  }
  return units;
}

/** Rows that no stream brings are left out; edit history counts whatever its time, so that a channel may seem larger. */
function countedAlready(
  channels: readonly ChannelId[],
  counts: readonly PostCount[],
): readonly CountedChannel[] {
  const rows = new Map<string, number>();
  const posts = new Map<string, number>();
  for (const { channelId: channel = '', state, rows: some } of counts) {
    if (OUTSIDE.has(state)) continue;
    rows.set(channel, (rows.get(channel) ?? 0) + some);
    if (state === 'live') posts.set(channel, (posts.get(channel) ?? 0) + some);
  }
  return channels.flatMap((channel) => {
    const found = rows.get(channel);
    return found === undefined ? [] : [{ channel, rows: found, posts: posts.get(channel) ?? 0 }];
  });
}

const OUTSIDE: ReadonlySet<PostCount['state']> = new Set([
  'no-id',
  'impossible-time',
  'outside-range',
]);

async function countChannels(
  reader: Reader,
  channels: readonly ChannelId[],
  range: TimeRange,
): Promise<readonly CountedChannel[]> {
  const counted: CountedChannel[] = [];
  for (let start = 0; start < channels.length; start += CHANNELS_PER_QUERY) {
    const some = channels.slice(start, start + CHANNELS_PER_QUERY);
    for (const channel of await countRows(reader, some, range)) counted.push(channel);
  }
  return counted;
}

async function countRows(
  { database, tables }: Reader,
  channels: readonly ChannelId[],
  range: TimeRange,
): Promise<readonly CountedChannel[]> {
  const wanted = inList(channels);
  const exactChannel = tables.exact(['Posts', 'p', 'ChannelId']);
  const rows = await database.query(
    `SELECT ${exactChannel}, COUNT(*), SUM(CASE WHEN p.DeleteAt = 0 OR p.DeleteAt IS NULL THEN 1 ELSE 0 END)
     FROM ${tables.name('Posts')} p
     WHERE p.ChannelId IN (${wanted.marks}) AND p.CreateAt >= ? AND p.CreateAt < ?
     GROUP BY ${exactChannel}`,
    [...wanted.values, startMs(range), endMs(range)],
  );
  const found = new Map(rows.map((row) => [text(row[0]), row]));
  return channels.flatMap((channel) => {
    const row = found.get(channel);
    return row === undefined ? [] : [{ channel, rows: count(row[1]), posts: count(row[2]) }];
  });
}

/** A crowd that reaches further into what comes after it has sixty million rows. */
const MAX_REACH_MS = 60_000;

/** Channels with crowds before the range whose rows may reach into it. */
async function crowdedBefore(
  { database, tables }: Reader,
  channels: readonly ChannelId[],
  range: TimeRange,
): Promise<PostUnit['crowded']> {
  const fromMs = startMs(range);
  if (fromMs <= FIRST_TIME_MS) return [];
  const wanted = inList(channels);
  const exactChannel = tables.exact(['Posts', 'p', 'ChannelId']);
  const rows = await database.query(
    `SELECT ${exactChannel}, p.CreateAt FROM ${tables.name('Posts')} p
     WHERE p.ChannelId IN (${wanted.marks}) AND p.CreateAt >= ? AND p.CreateAt < ?
     GROUP BY ${exactChannel}, p.CreateAt HAVING COUNT(*) > ?`,
    [...wanted.values, fromMs - MAX_REACH_MS, fromMs, MIN_CROWD],
  );
  return [...new Set(rows.map((row) => channelId(text(row[0]))))];
}

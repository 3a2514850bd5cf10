import type { ChannelId } from '../../../model/model.ts';
import type { Reader } from '../../database/reader.ts';
import { count, FIRST_TIME_MS } from '../../database/rows.ts';
import type { PostUnit, TimeRange } from '../../source.ts';
import { NOT_BEHIND, WIDE_ROWS } from '../crowded.ts';
import { endMs, NO_EDIT_HISTORY, startMs } from '../rows.ts';
import { readBehind } from '../ties.ts';
import { type CountedChannel, findCut, gapOf } from './cuts.ts';

export interface CutOptions {
  readonly rowsPerUnit: number;
  readonly hasParentedReplies: boolean;
}

/** Cuts a channel into stretches of up to a number of live rows, as far as its posts leave gaps. */
export async function cutChannel(
  reader: Reader,
  { rowsPerUnit: maxRows, hasParentedReplies }: CutOptions,
  { channel, rows, posts }: CountedChannel,
  range: TimeRange,
): Promise<readonly PostUnit[]> {
  const deletedMs = await readDeletedTimes(reader, channel, range);
  const live = (await hasNulls(reader, channel)) ? LIVE_STATES : LIVE_STATES.slice(0, 1);
  const isCrowded = await hasCrowds(reader, channel);
  const behind = isCrowded ? await readBehind(reader, channel, hasParentedReplies) : NOT_BEHIND;
  const toMs = endMs(range);
  const units: PostUnit[] = [];
  let fromMs = startMs(range);
  let left = posts;
  const add = (endsMs: number, own: number): void => {
    const first = firstFrom(deletedMs, fromMs);
    const times = deletedMs.slice(first, firstFrom(deletedMs, endsMs));
    const stretch = { fromMs, toMs: endsMs };
    const known = { crowded: [], behind, deletedMs: times };
    units.push({ channels: [channel], stretch, posts: own, ...known });
    fromMs = endsMs;
    left = Math.max(0, left - own);
  };
  for (;;) {
    const fullMs = await fullTime(reader, { channel, fromMs, toMs, deletedMs }, maxRows, live);
    if (fullMs === undefined) break;
    const cutMs = await findCut({
      ...{ fromMs, toMs, fullMs, gapMs: gapOf(rows) },
      lastBefore: (ms) => lastBefore(reader, { channel, fromMs, toMs: ms }, { deletedMs, live }),
    });
    if (cutMs === undefined || cutMs > fullMs) {
      // More than a unit should have, and read in parts.
      const endsMs = cutMs ?? toMs;
      add(
        endsMs,
        Math.max(await countPosts(reader, { channel, fromMs, toMs: endsMs }), maxRows + 1),
      );
      if (cutMs === undefined) return units;
      continue;
    }
    add(cutMs, Math.ceil((maxRows * (cutMs - fromMs)) / Math.max(fullMs - fromMs, 1)));
  }
  // What is left is an estimate: a last stretch may have no rows.
  add(toMs, Math.min(Math.max(left, 1), maxRows));
  return units;
}

interface TimesOf {
  readonly channel: ChannelId;
  readonly fromMs: number;
  readonly toMs: number;
}

const LIVE_STATES = ['DeleteAt = 0', 'DeleteAt IS NULL'];

/** Whether rows of the channel have NULL there; most channels have none, and are not asked for them again and again. */
async function hasNulls({ database, tables }: Reader, channel: ChannelId): Promise<boolean> {
  const rows = await database.query(
    `SELECT 1 FROM ${tables.name('Posts')} WHERE ChannelId = ? AND DeleteAt IS NULL LIMIT 1`,
    [channel],
  );
  return rows.length > 0;
}

/**
 * The earliest time at which there are more rows than a limit of one state, deleted ones included; undefined when there
 * are fewer.
 */
export async function fullTime(
  { database, tables }: Reader,
  { channel, fromMs, toMs, deletedMs }: TimesOf & { readonly deletedMs: readonly number[] },
  limit: number,
  live: readonly string[] = LIVE_STATES,
): Promise<number | undefined> {
  const deleted = deletedMs[firstFrom(deletedMs, fromMs) + limit] ?? toMs;
  const times = deleted < toMs ? [deleted] : [];
  for (const state of live) {
    const [row] = await database.query(
      `SELECT CreateAt FROM ${tables.postsInTime('p')}
       WHERE ChannelId = ? AND ${state} AND CreateAt >= ? AND CreateAt < ?
       ORDER BY CreateAt LIMIT 1 OFFSET ${Math.trunc(limit)}`,
      [channel, fromMs, toMs],
    );
    if (row !== undefined) times.push(count(row[0]));
  }
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Edit history has no place in time; a channel whose id the server takes for equal makes no gap wider. */
async function lastBefore(
  { database, tables }: Reader,
  { channel, fromMs, toMs }: TimesOf,
  { deletedMs, live }: { readonly deletedMs: readonly number[]; readonly live: readonly string[] },
): Promise<number> {
  let lastMs = deletedMs[firstFrom(deletedMs, toMs) - 1] ?? Number.NEGATIVE_INFINITY;
  for (const state of live) {
    const [row] = await database.query(
      `SELECT CreateAt FROM ${tables.postsInTime('p')}
       WHERE ChannelId = ? AND ${state} AND CreateAt >= ? AND CreateAt < ?
       ORDER BY CreateAt DESC LIMIT 1`,
      [channel, fromMs, toMs],
    );
    if (row !== undefined) lastMs = Math.max(lastMs, count(row[0]));
  }
  return lastMs;
}

async function countPosts(
  { database, tables }: Reader,
  { channel, fromMs, toMs }: TimesOf,
): Promise<number> {
  const [row] = await database.query(
    `SELECT COUNT(*) FROM ${tables.name('Posts')}
     WHERE ChannelId = ? AND (DeleteAt = 0 OR DeleteAt IS NULL) AND CreateAt >= ? AND CreateAt < ?`,
    [channel, fromMs, toMs],
  );
  return count(row?.[0]);
}

/** The place of the first time from one on, in a list in order. */
function firstFrom(times: readonly number[], fromMs: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((times[middle] ?? 0) < fromMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The times of deleted rows, each once. No index finds the deleted rows of a stretch, and to walk all of them for each
 * stretch would take longer by the square of the channel.
 */
async function readDeletedTimes(
  { database, tables }: Reader,
  channel: ChannelId,
  range: TimeRange,
): Promise<readonly number[]> {
  const times = new Set<number>();
  for (const deleted of DELETED) {
    const rows = await database.query(
      `SELECT CreateAt FROM ${tables.name('Posts')}
       WHERE ChannelId = ? AND ${deleted} AND CreateAt >= ? AND CreateAt < ? AND ${NO_EDIT_HISTORY}`,
      [channel, startMs(range), endMs(range)],
    );
    for (const [ms] of rows) times.add(count(ms));
  }
  return [...times].sort((a, b) => a - b);
}

const DELETED = ['DeleteAt > 0', 'DeleteAt < 0'];
/** States of rows, each of which the index (ChannelId, DeleteAt, CreateAt) brings in the order of time, or has few of. */
const STATES = [...LIVE_STATES, ...DELETED];

/** One of the states has so many rows of a time that has more than microseconds. */
export const MIN_CROWD = WIDE_ROWS / STATES.length;

/** Whether a channel may have more rows of a millisecond, or further parts of them, than fit into it. */
async function hasCrowds({ database, tables }: Reader, channel: ChannelId): Promise<boolean> {
  for (const state of STATES) {
    const rows = await database.query(
      `SELECT CreateAt FROM ${tables.name('Posts')}
       WHERE ChannelId = ? AND ${state} AND CreateAt >= ?
       GROUP BY CreateAt HAVING COUNT(*) >= ? LIMIT 1`,
      [channel, FIRST_TIME_MS, MIN_CROWD],
    );
    if (rows.length > 0) return true;
  }
  return false;
}

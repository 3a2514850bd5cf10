import type { ChannelId } from '../../model/model.ts';
import type { Tie } from '../../model/tie.ts';
import type { Reader } from '../database/reader.ts';
import { count } from '../database/rows.ts';
import {
  type Behind,
  type InstantReading,
  MICROS_PER_MS,
  type Move,
  movesOf,
  NOT_BEHIND,
  WIDE_ROWS,
} from './crowded.ts';
import { groupKey, readTieGroups, type TieGroup, type TieGroups } from './tie-groups.ts';

/** More instants with many rows than this are not held. */
const MAX_HELD_INSTANTS = 50_000;

const ALONE: Tie = Object.freeze({ rank: 0, count: 1 });

/** A row's place in time. */
export interface TimedRow {
  readonly id: string;
  readonly createAtMs: number;
}

/** Ranks posts of one channel among those with the same CreateAt. */
export interface Ties {
  /**
   * Reads what is needed to rank rows of these times, and replies that are older than these roots; call it once for
   * each page.
   */
  load(createAtMs: Iterable<number>, rootsOfOlder: readonly TimedRow[]): Promise<void>;
  /** The place of a row whose time was loaded; of a reply with the root of its thread. */
  of(row: TimedRow, root?: TimedRow): Tie;
}

/** Which rows are ranked. */
export interface TieOptions {
  readonly hasParentedReplies: boolean;
  /** Found where the channel was read. */
  readonly behind?: Behind;
}

/** Ranks a few rows of a channel, whose index is not walked: the rows of all their times are looked up. */
export function readTies(
  reader: Reader,
  channel: ChannelId,
  { hasParentedReplies, behind = NOT_BEHIND }: TieOptions,
): Ties {
  let groups: TieGroups = new Map();
  return {
    async load(createAtMs, rootsOfOlder) {
      const wanted = new Set(rootsOfOlder.map((root) => root.createAtMs));
      for (const ms of createAtMs) wanted.add(ms);
      groups = new Map();
      if (wanted.size === 0) return;
      groups = await readTieGroups(reader, {
        channels: [channel],
        instants: [...wanted],
        rootsOfOlder: new Set(rootsOfOlder.map(({ id }) => id)),
        hasParentedReplies,
      });
    },
    of: (row, root) => moved(tieIn(groups, channel, row, root), row, behind),
  };
}

/** The place of a row where rows before it, or of its time, take more than their milliseconds. */
export function moved(tie: Tie, { createAtMs }: TimedRow, behind: Behind): Tie {
  if (behind.size === 0) return tie;
  const move = behind.get(tie.rootMs ?? createAtMs);
  return move === undefined ? tie : movedTie(tie, move);
}

function movedTie(tie: Tie, { rows, parts }: Move): Tie {
  const later = rows === 0 ? tie : { ...tie, behind: rows };
  return parts === 0 ? later : { ...later, partsBehind: parts };
}

/** Finds where the posts of a channel are moved, by a walk over the index of all its rows. */
export async function readBehind(
  reader: Reader,
  channel: ChannelId,
  hasParentedReplies: boolean,
): Promise<Behind> {
  const wide = await readInstants(reader, channel, {
    rows: WIDE_ROWS - 1,
    limit: MAX_HELD_INSTANTS,
  });
  if (wide.length === 0) return NOT_BEHIND;
  const instants = {
    crowded: wide.filter(({ rows }) => rows > MICROS_PER_MS).map(({ ms }) => ms),
    wide: wide.map(({ ms }) => ms),
  };
  return await movesOf(instants, instantReading(reader, channel, hasParentedReplies));
}

/** Reads sizes and instants of a channel, each once. */
function instantReading(
  reader: Reader,
  channel: ChannelId,
  hasParentedReplies: boolean,
): InstantReading {
  const sizes = new Map<number, number>();
  const { database, tables } = reader;
  return {
    async sizeOf(ms) {
      const known = sizes.get(ms);
      if (known !== undefined) return known;
      const query = { channels: [channel], instants: [ms], rootsOfOlder: new Set<string>() };
      const found = await readTieGroups(reader, { ...query, hasParentedReplies });
      const size = found.get(groupKey(channel, ms))?.size ?? 0;
      sizes.set(ms, size);
      return size;
    },
    async between(fromMs, toMs) {
      const rows = await database.query(
        `SELECT DISTINCT CreateAt FROM ${tables.name('Posts')}
         WHERE ChannelId = ? AND CreateAt >= ? AND CreateAt <= ? ORDER BY CreateAt`,
        [channel, fromMs, toMs],
      );
      return rows.map(([ms]) => count(ms));
    },
  };
}

/** Reads the instants with more than some rows. */
async function readInstants(
  { database, tables }: Reader,
  channel: ChannelId,
  { rows: least, limit }: { readonly rows: number; readonly limit: number },
): Promise<readonly { readonly ms: number; readonly rows: number }[]> {
  const rows = await database.query(
    `SELECT CreateAt, COUNT(*) FROM ${tables.name('Posts')} WHERE ChannelId = ? AND CreateAt > 0
     GROUP BY CreateAt HAVING COUNT(*) > ? LIMIT ${Math.trunc(limit)}`,
    [channel, least],
  );
  return rows.map(([ms, number]) => ({ ms: count(ms), rows: count(number) }));
}

/** Finds the place of a row; one that is older than the root of its thread has its place at the root's time. */
export function tieIn(
  groups: TieGroups,
  channel: ChannelId,
  row: TimedRow,
  root: TimedRow | undefined,
): Tie {
  const group = groups.size === 0 ? undefined : groups.get(groupKey(channel, rankedMs(row, root)));
  return tieOf(group, row, root);
}

/** The time in whose group a row has its rank: that of its root where the root is later. */
export const rankedMs = ({ createAtMs }: TimedRow, root: TimedRow | undefined): number =>
  root === undefined ? createAtMs : Math.max(root.createAtMs, createAtMs);

/** Returns the tie of a row in the group of `rankedMs`; a row of a time without a group is alone in it. */
export function tieOf(group: TieGroup | undefined, row: TimedRow, root: TimedRow | undefined): Tie {
  const { id, createAtMs } = row;
  const ms = rankedMs(row, root);
  const rootMs = ms === createAtMs ? undefined : ms;
  if (rootMs === undefined && group === undefined) return ALONE;
  // A row that was not there when the group was read comes last.
  const rank = group?.get(id) ?? (rootMs === undefined ? 0 : (group?.size ?? 1));
  const tie = { rank, count: Math.max(group?.size ?? 1, rank + 1) };
  if (rootMs !== undefined) return { ...tie, rootMs };
  return tie.count === 1 ? ALONE : tie;
}

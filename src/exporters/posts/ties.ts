import type { ChannelId, Tie } from '../../model/model.ts';
import type { Reader } from '../database/reader.ts';
import { count } from '../database/rows.ts';
import { groupKey, readTieGroups, type TieGroups } from './tie-groups.ts';

/** More tied instants than this in one channel are not held: each is then looked up when it comes. */
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
  /** False for a few rows of a channel, whose index is then not walked. */
  readonly isWhole: boolean;
}

/**
 * Looks once, through the index alone, at which instants of the channel have more than one row (edit
 * history counts there, which only costs a look-up), and later reads the rows of those instants.
 */
export async function readTies(
  reader: Reader,
  channel: ChannelId,
  { hasParentedReplies, isWhole }: TieOptions,
): Promise<Ties> {
  const instants = isWhole ? await readTiedInstants(reader, channel) : undefined;
  let groups: TieGroups = new Map();
  return {
    async load(createAtMs, rootsOfOlder) {
      const wanted = new Set(rootsOfOlder.map((root) => root.createAtMs));
      for (const ms of createAtMs) if (instants?.has(ms) ?? true) wanted.add(ms);
      groups = new Map();
      if (wanted.size === 0) return;
      groups = await readTieGroups(reader, {
        channels: [channel],
        instants: [...wanted],
        rootsOfOlder: new Set(rootsOfOlder.map(({ id }) => id)),
        hasParentedReplies,
      });
    },
    of: (row, root) => tieIn(groups, channel, row, root),
  };
}

/** Instants of the channel with more than one row; undefined when they are too many to be held. */
async function readTiedInstants(
  { database, tables }: Reader,
  channel: ChannelId,
): Promise<ReadonlySet<number> | undefined> {
  const rows = await database.query(
    `SELECT CreateAt FROM ${tables.name('Posts')} WHERE ChannelId = ? AND CreateAt > 0
     GROUP BY CreateAt HAVING COUNT(*) > 1 LIMIT ${MAX_HELD_INSTANTS + 1}`,
    [channel],
  );
  return rows.length > MAX_HELD_INSTANTS ? undefined : new Set(rows.map(([ms]) => count(ms)));
}

/** Finds the place of a row; one that is older than the root of its thread has its place at the root's time. */
export function tieIn(
  groups: TieGroups,
  channel: ChannelId,
  { id, createAtMs }: TimedRow,
  root: TimedRow | undefined,
): Tie {
  const rootMs = root === undefined || root.createAtMs <= createAtMs ? undefined : root.createAtMs;
  if (rootMs === undefined && groups.size === 0) return ALONE;
  const group = groups.get(groupKey(channel, rootMs ?? createAtMs));
  // A row that was not there when the group was read comes last.
  const rank = group?.get(id) ?? (rootMs === undefined ? 0 : (group?.size ?? 1));
  const tie = { rank, count: Math.max(group?.size ?? 1, rank + 1) };
  if (rootMs !== undefined) return { ...tie, rootMs };
  return tie.count === 1 ? ALONE : tie;
}

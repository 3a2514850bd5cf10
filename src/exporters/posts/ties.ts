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

/** Rows of one millisecond that have a microsecond each. */
const MICROS_PER_MS = 1_000;

/** Milliseconds whose rows begin later, because of too many rows before, with the microseconds. */
export type Behind = ReadonlyMap<number, number>;

export const NOT_BEHIND: Behind = new Map();

/** Ranks posts of one channel among those with the same CreateAt. */
export interface Ties {
  /**
   * Reads what is needed to rank rows of these times, and replies that are older than these roots; call it once for
   * each page.
   */
  load(createAtMs: Iterable<number>, rootsOfOlder: readonly TimedRow[]): Promise<void>;
  /** The place of a row whose time was loaded; of a reply with the root of its thread. */
  of(row: TimedRow, root?: TimedRow): Tie;
  readonly behind: Behind;
}

/** Which rows are ranked. */
export interface TieOptions {
  readonly hasParentedReplies: boolean;
  /** False for a few rows of a channel, whose index is then not walked. */
  readonly isWhole: boolean;
  /** Found when the whole channel was walked. */
  readonly behind?: Behind;
}

/**
 * Looks once, through the index alone, at which instants of the channel have more than one row (edit
 * history counts there, which only costs a look-up), and later reads the rows of those instants.
 */
export async function readTies(
  reader: Reader,
  channel: ChannelId,
  { hasParentedReplies, isWhole, behind: known = NOT_BEHIND }: TieOptions,
): Promise<Ties> {
  const tied = isWhole ? await readTiedInstants(reader, channel) : undefined;
  const instants = tied?.instants;
  const crowded = tied?.crowded ?? [];
  const sizeOf = async (ms: number): Promise<number> => {
    const query = { channels: [channel], instants: [ms], rootsOfOlder: new Set<string>() };
    const found = await readTieGroups(reader, { ...query, hasParentedReplies });
    return found.get(groupKey(channel, ms))?.size ?? 0;
  };
  const behind = crowded.length === 0 ? known : await behindCrowded(crowded, sizeOf);
  let groups: TieGroups = new Map();
  return {
    behind,
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
    of(row, root) {
      const tie = tieIn(groups, channel, row, root);
      const later = behind.get(tie.rootMs ?? row.createAtMs);
      return later === undefined ? tie : { ...tie, behind: later };
    },
  };
}

/** Instants of a channel with more than one row, and those with more rows than microseconds. */
interface TiedInstants {
  /** Undefined when they are too many to be held. */
  readonly instants: ReadonlySet<number> | undefined;
  readonly crowded: readonly number[];
}

async function readTiedInstants(reader: Reader, channel: ChannelId): Promise<TiedInstants> {
  const tied = await readInstants(reader, channel, { rows: 1, limit: MAX_HELD_INSTANTS + 1 });
  const isHeld = tied.length <= MAX_HELD_INSTANTS;
  const found = isHeld
    ? tied
    : await readInstants(reader, channel, { rows: MICROS_PER_MS, limit: MAX_HELD_INSTANTS });
  return {
    instants: isHeld ? new Set(tied.map(({ ms }) => ms)) : undefined,
    crowded: found.filter(({ rows }) => rows > MICROS_PER_MS).map(({ ms }) => ms),
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

/** Follows each crowded instant until the rows after it have room again. */
async function behindCrowded(
  crowded: readonly number[],
  sizeOf: (ms: number) => Promise<number>,
): Promise<Behind> {
  const behind = new Map<number, number>();
  for (const first of crowded.toSorted((a, b) => a - b)) {
    if (behind.has(first + 1)) continue;
    for (let ms = first; ; ms += 1) {
      const over = (behind.get(ms) ?? 0) + (await sizeOf(ms)) - MICROS_PER_MS;
      if (over <= 0) break;
      behind.set(ms + 1, over);
    }
  }
  return behind;
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

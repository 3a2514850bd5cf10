import type { ChannelId } from '../../model/model.ts';
import type { Tie } from '../../model/tie.ts';
import type { Reader } from '../database/reader.ts';
import { count } from '../database/rows.ts';
import {
  type Behind,
  type CrowdedInstants,
  type InstantReading,
  MICROS_PER_MS,
  type Move,
  movesOf,
  NOT_BEHIND,
  WIDE_ROWS,
} from './crowded.ts';
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
  const behind =
    tied === undefined || tied.wide.length === 0
      ? known
      : await movesOf(tied, instantReading(reader, channel, hasParentedReplies));
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
      const move = behind.get(tie.rootMs ?? row.createAtMs);
      return move === undefined ? tie : movedTie(tie, move);
    },
  };
}

function movedTie(tie: Tie, { rows, parts }: Move): Tie {
  const moved = rows === 0 ? tie : { ...tie, behind: rows };
  return parts === 0 ? moved : { ...moved, partsBehind: parts };
}

/** Finds where the posts of a channel are moved, for a run that does not read the whole channel. */
export async function readBehind(
  reader: Reader,
  channel: ChannelId,
  hasParentedReplies: boolean,
): Promise<Behind> {
  const { behind } = await readTies(reader, channel, { hasParentedReplies, isWhole: true });
  return behind;
}

/** Instants of a channel with more than one row, and those whose rows or their parts need more than a millisecond. */
interface TiedInstants extends CrowdedInstants {
  /** Undefined when they are too many to be held. */
  readonly instants: ReadonlySet<number> | undefined;
}

async function readTiedInstants(reader: Reader, channel: ChannelId): Promise<TiedInstants> {
  const tied = await readInstants(reader, channel, { rows: 1, limit: MAX_HELD_INSTANTS + 1 });
  const isHeld = tied.length <= MAX_HELD_INSTANTS;
  const found = isHeld
    ? tied
    : await readInstants(reader, channel, { rows: WIDE_ROWS - 1, limit: MAX_HELD_INSTANTS });
  const withMore = (least: number): readonly number[] =>
    found.filter(({ rows }) => rows >= least).map(({ ms }) => ms);
  return {
    instants: isHeld ? new Set(tied.map(({ ms }) => ms)) : undefined,
    crowded: withMore(MICROS_PER_MS + 1),
    wide: withMore(WIDE_ROWS),
  };
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

import type { Tie } from '../../../model/tie.ts';
import { slicesOf } from '../../database/database.ts';
import type { Reader } from '../../database/reader.ts';
import type { PostUnit } from '../../source.ts';
import { type Behind, NOT_BEHIND } from '../crowded.ts';
import type { PostRow } from '../post-row.ts';
import {
  addTo,
  groupKey,
  type RankedRow,
  ranksOf,
  readTieGroups,
  type TieGroup,
} from '../tie-groups.ts';
import { moved, rankedMs, readBehind, type TimedRow, tieOf } from '../ties.ts';
import { MIN_CROWD } from './cut-channel.ts';
import type { ChannelRows } from './unit-rows.ts';

/** What ranks the rows of one channel; a time without a group has one row. */
export interface UnitTies {
  readonly groups: Map<number, TieGroup>;
  readonly behind: Behind;
}

/** Ranks a row; `root`: of its thread, where it is a reply. */
export function unitTie(
  { groups, behind }: UnitTies,
  row: TimedRow,
  root: TimedRow | undefined,
): Tie {
  return moved(tieOf(groups.get(rankedMs(row, root)), row, root), row, behind);
}

export interface TiesWanted {
  readonly unit: Pick<PostUnit, 'crowded' | 'behind'>;
  readonly hasParentedReplies: boolean;
}

/**
 * Groups the rows of a channel by their times, as far as one has several; `older`: replies that are older than a root of
 * the time.
 */
export async function makeUnitTies(
  reader: Reader,
  own: ChannelRows,
  older: ReadonlyMap<number, readonly RankedRow[]>,
  { unit, hasParentedReplies }: TiesWanted,
): Promise<UnitTies> {
  const { channel } = own;
  const groups = groupsOf(own, older);
  // A group with fewer rows than this has not many with the edit history, which counts there, either.
  const isCrowded =
    unit.behind === undefined &&
    (unit.crowded.includes(channel) || [...groups.values()].some(({ size }) => size >= MIN_CROWD));
  const found = isCrowded ? await readBehind(reader, channel, hasParentedReplies) : NOT_BEHIND;
  return { groups, behind: unit.behind ?? found };
}

function groupsOf(
  { rows, deleted }: ChannelRows,
  older: ReadonlyMap<number, readonly RankedRow[]>,
): Map<number, TieGroup> {
  const groups = new Map<number, TieGroup>();
  const tied = tiedTimes(rows, deleted);
  for (const ms of older.keys()) tied.add(ms);
  if (tied.size === 0) return groups;
  const members = new Map<number, RankedRow[]>();
  for (const row of rows) {
    // Those that were deleted are among the deleted.
    if (row.deleteAtMs === undefined && tied.has(row.createAtMs)) {
      addTo(members, row.createAtMs, ranked(row));
    }
  }
  for (const row of deleted) if (tied.has(row.createAtMs)) addTo(members, row.createAtMs, row);
  for (const [ms, group] of members) groups.set(ms, ranksOf(group, older.get(ms) ?? []));
  return groups;
}

/** The rows are in the order of time. */
function tiedTimes(rows: readonly PostRow[], deleted: readonly RankedRow[]): Set<number> {
  const tied = new Set<number>();
  const deletedMs = new Set<number>();
  for (const { createAtMs } of deleted) {
    if (deletedMs.has(createAtMs)) tied.add(createAtMs);
    deletedMs.add(createAtMs);
  }
  let before = Number.NaN;
  for (const { createAtMs, deleteAtMs } of rows) {
    if (deleteAtMs !== undefined) continue;
    if (createAtMs === before || deletedMs.has(createAtMs)) tied.add(createAtMs);
    before = createAtMs;
  }
  return tied;
}

const ranked = ({ id, channelId, createAtMs, rootId }: PostRow): RankedRow => ({
  id,
  channel: channelId,
  createAtMs,
  rootId,
  deleteAtMs: 0,
});

/** Adds the groups of times outside the unit; `rootsOfOlder`: roots among them that have older replies. */
export async function addGroupsAt(
  reader: Reader,
  { channel }: ChannelRows,
  times: { readonly instants: readonly number[]; readonly rootsOfOlder: ReadonlySet<string> },
  { ties, hasParentedReplies }: { readonly ties: UnitTies; readonly hasParentedReplies: boolean },
): Promise<void> {
  for (const instants of slicesOf(times.instants)) {
    const query = { channels: [channel], instants, rootsOfOlder: times.rootsOfOlder };
    const found = await readTieGroups(reader, { ...query, hasParentedReplies });
    for (const ms of instants) {
      const group = found.get(groupKey(channel, ms));
      if (group !== undefined && group.size > 1) ties.groups.set(ms, group);
    }
  }
}

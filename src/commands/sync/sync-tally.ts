import type { LeftOutReason } from '../../mapping/account.ts';
import {
  type Account,
  accountLine,
  addLeftOut,
  type LeftOutTally,
  postsAccount,
} from '../../mapping/account.ts';

/** What a pass of sync came to. */
export interface SyncTally {
  /** Posts looked at: changed, deleted or gone. */
  looked: number;
  created: number;
  updated: number;
  deleted: number;
  /** Files that came to posts which were there already. */
  files: number;
  /** Files, reactions, pins and parts that were taken away. */
  removed: number;
  peopleRemoved: number;
  readonly leftOut: LeftOutTally;
}

export const noSyncTally = (): SyncTally => ({
  looked: 0,
  created: 0,
  updated: 0,
  deleted: 0,
  files: 0,
  removed: 0,
  peopleRemoved: 0,
  leftOut: new Map(),
});

const COUNTS = [
  'looked',
  'created',
  'updated',
  'deleted',
  'files',
  'removed',
  'peopleRemoved',
] as const;

export function addSyncTally(sum: SyncTally, more: SyncTally): void {
  for (const count of COUNTS) sum[count] += more[count];
  for (const [reason, rows] of more.leftOut) addLeftOut(sum.leftOut, reason, rows);
}

/** A post that stays as it is, and why. */
export function leaveOut(tally: SyncTally, reason: LeftOutReason): void {
  addLeftOut(tally.leftOut, reason);
}

/** Posts alone: the tables are not counted, for a sync reads only what changed. */
export function syncAccount({ looked, created, updated, deleted, leftOut }: SyncTally): Account {
  return postsAccount(accountLine(looked, created + updated + deleted, leftOut));
}

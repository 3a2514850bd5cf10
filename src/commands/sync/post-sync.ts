import type { Source } from '../../exporters/source.ts';
import {
  type Account,
  addLeftOut,
  type LeftOutReason,
  type LeftOutTally,
} from '../../mapping/account.ts';
import { postsAccount } from '../../mapping/migration-account.ts';
import type { RunLog } from '../run/run-log.ts';
import type { PostDelivery } from '../workspace/deliver-post.ts';

/** Context for syncing posts. */
export interface PostSync extends PostDelivery {
  readonly scope: PostDelivery['scope'] & {
    readonly source: Pick<Source, 'postsWithReactionsTakenBack'>;
  };
  readonly log: RunLog;
  readonly tally: SyncTally;
}

/** Counts of a pass of sync. */
export interface SyncTally {
  /** Number of posts that were compared: changed, deleted or removed. */
  looked: number;
  created: number;
  updated: number;
  deleted: number;
  /** Files uploaded for posts that were in the workspace before. */
  files: number;
  /** Files, reactions, pins and parts of messages that were removed. */
  removed: number;
  peopleRemoved: number;
  readonly leftOut: LeftOutTally;
}

/** Counts of a pass before the first post. */
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

/** Adds the counts of another pass. */
export function addSyncTally(sum: SyncTally, more: SyncTally): void {
  for (const count of COUNTS) sum[count] += more[count];
  for (const [reason, rows] of more.leftOut) addLeftOut(sum.leftOut, reason, rows);
}

/** Counts a post that is not changed, and why. */
export function leaveOut(tally: SyncTally, reason: LeftOutReason): void {
  addLeftOut(tally.leftOut, reason);
}

/** Makes the account of posts only: sync reads only what changed, so the tables are not counted. */
export function syncAccount({ looked, created, updated, deleted, leftOut }: SyncTally): Account {
  return postsAccount(looked, { written: created + updated + deleted, leftOut });
}

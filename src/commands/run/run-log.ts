import type { LossLog } from './loss-log.ts';
import type { PendingChanges } from './pending-changes.ts';
import type { Progress } from './progress.ts';

/** Where a run reports while it works: what Slack cannot hold, how far it is, and what only a person can change. */
export interface RunLog {
  readonly losses: LossLog;
  readonly progress: Progress;
  readonly pending: PendingChanges;
}

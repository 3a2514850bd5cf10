import type { LossRecorder } from './loss-log.ts';
import type { PendingChanges } from './pending-changes.ts';
import type { Progress } from './progress.ts';

/** Records of a run: losses, progress, and changes that only a person can make. */
export interface RunLog {
  readonly losses: LossRecorder;
  readonly progress: Progress;
  readonly pending: PendingChanges;
}

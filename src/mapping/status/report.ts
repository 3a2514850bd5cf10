import type { NextStep, ShownStep, WorkState } from './next-step.ts';
import type { PersonalKind } from './personal-files.ts';
import type { LeftTask } from './what-is-left.ts';

/** Report of `status`. */
export interface StatusReport {
  readonly command: 'status';
  readonly work: string;
  readonly state: WorkState;
  /** Steps that came to their end. */
  readonly reached: readonly ShownStep[];
  readonly pending: {
    /** Lines of pending-changes.csv; undefined when it cannot be read. */
    readonly changes: number | undefined;
    /** Calls to Slack with an unknown outcome; the next run looks for each. Undefined when the ledger cannot be read. */
    readonly calls: number | undefined;
    /** Files of runs that are not finished, or were killed. */
    readonly unfinished: readonly string[];
    /** Archives whose files were not found. */
    readonly archivesNotFound: readonly string[];
    /** Archives of the chain whose manifests are missing or cut. */
    readonly archivesUnrecorded: readonly string[];
  };
  readonly personalFiles: readonly { readonly name: string; readonly holds: PersonalKind }[];
  readonly next: {
    readonly step: NextStep | 'init';
    /** Undefined at the end. */
    readonly command: string | undefined;
    /** What people have left to do; at the end alone. */
    readonly left?: readonly LeftTask[];
  };
}

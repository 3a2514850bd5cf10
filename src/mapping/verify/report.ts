import type { Line } from '../../errors/errors.ts';
import type { AccountLine } from '../account.ts';
import type { LossSummary } from '../losses.ts';
import type { Difference } from './facts.ts';

/** Differences of one kind and cause, counted; contains no text of posts. */
export interface DifferenceCount {
  readonly kind: Difference['kind'];
  readonly thing: Difference['thing'];
  readonly field: Difference['field'];
  /** The loss or pending change that explains the differences; '' for none. */
  readonly cause: string;
  readonly count: number;
  /** Links to posts; other identifiers where there is no post. */
  readonly samples: readonly string[];
}

/** Cause of a linked file that Slack has not fetched from `serve-files`. */
export const NOT_FETCHED = 'not-fetched';

/** The account; `written` counts the posts that were found in the target and compared. */
export interface VerifyAccount {
  readonly posts: AccountLine;
}

/** Number of files with links to `serve-files`, and of those that were fetched completely. */
export interface PickedUp {
  readonly linked: number;
  readonly fetched: number;
}

/** What `verify` prints and outputs as JSON; contains no text of posts. */
export interface VerifyReport {
  readonly command: 'verify';
  readonly kind: 'zip' | 'workspace';
  /** Names of the archives, or of the workspace. */
  readonly targets: readonly string[];
  /** True when every difference is expected. */
  readonly isClean: boolean;
  readonly conversations: number;
  readonly account: VerifyAccount;
  /** Differences without a recorded cause. */
  readonly differences: readonly DifferenceCount[];
  /** Differences that a recorded loss or a pending change explains. */
  readonly expected: readonly DifferenceCount[];
  /** Number of messages that others wrote in the target. */
  readonly foreign: number;
  readonly pickedUp: PickedUp;
  readonly losses: readonly LossSummary[];
  readonly warnings: readonly Line[];
}

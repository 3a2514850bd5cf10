import type { Line } from '../../errors/errors.ts';
import type { AccountLine } from '../account.ts';
import type { LossSummary } from '../losses.ts';
import type { Difference } from './facts.ts';

/** Differences of one cause, for reports: without a word of any post. */
export interface DifferenceCount {
  readonly kind: Difference['kind'];
  readonly thing: Difference['thing'];
  readonly field: Difference['field'];
  /** The loss or pending change that explains it; '' for what nobody recorded. */
  readonly cause: string;
  readonly count: number;
  /** Links to posts, or names where there is no post. */
  readonly samples: readonly string[];
}

/** The cause of a linked file that nobody has fetched from `serve-files`. */
export const NOT_FETCHED = 'not-fetched';

/** `written` is what was found in the target and compared. */
export interface VerifyAccount {
  readonly posts: AccountLine;
}

/** Files whose links lead to `serve-files`, and those of them that went out whole. */
export interface PickedUp {
  readonly linked: number;
  readonly fetched: number;
}

/** What `verify` prints and gives as JSON; no word of any post. */
export interface VerifyReport {
  readonly command: 'verify';
  readonly kind: 'zip' | 'workspace';
  /** Names of the archives, or the workspace's. */
  readonly targets: readonly string[];
  /** True when nothing differs but what was recorded. */
  readonly isClean: boolean;
  readonly conversations: number;
  readonly account: VerifyAccount;
  /** What nobody recorded. */
  readonly differences: readonly DifferenceCount[];
  /** What a recorded loss or a pending change explains. */
  readonly expected: readonly DifferenceCount[];
  /** Messages that others wrote in the target. */
  readonly foreign: number;
  /** Files whose links lead to `serve-files`, and those of them that its log says went out whole. */
  readonly pickedUp: PickedUp;
  readonly losses: readonly LossSummary[];
  readonly warnings: readonly Line[];
}

import type { LossSummary } from '../loss-book.ts';
import type { DifferenceCount } from './difference-book.ts';
import type { PickedUp } from './linked-files.ts';
import type { VerifyAccount } from './verify-account.ts';

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
  readonly warnings: readonly string[];
}

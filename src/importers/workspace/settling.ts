import type { Clock } from '../../system/clock.ts';

/**
 * Knows how long a request whose answer was lost may still arrive. It goes by the monotonic clock of this run alone: the
 * dates of intents were written by clocks that may have been wrong, or set since.
 */
export interface Settling {
  /** Notes that a call of this action goes out, or that its answer was lost just now. */
  mayArrive(key: string): void;
  /** Notes that the outcome of an action is known. */
  ended(key: string): void;
  /** Milliseconds to wait before the outcome is looked up; never more than the whole time. */
  waitMs(key: string): number;
}

/**
 * Makes the record of a run that holds the ledger alone from now on: a request of an earlier run left before now, so all
 * of those have settled at the same time.
 */
export function makeSettling({ nowMs }: Pick<Clock, 'nowMs'>, settleMs: number): Settling {
  const beganMs = nowMs();
  // Calls under way and unclear ones only, never all of a run.
  const lastMs = new Map<string, number>();
  return {
    mayArrive: (key) => void lastMs.set(key, nowMs()),
    ended: (key) => void lastMs.delete(key),
    waitMs: (key) => Math.max(0, (lastMs.get(key) ?? beganMs) + settleMs - nowMs()),
  };
}

import { setTimeout as wait } from 'node:timers/promises';

/** A clock that tests can replace. */
export interface Clock {
  /** Milliseconds on a clock that never goes back. */
  nowMs(): number;
  /** Waits; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  async sleep(ms, signal) {
    signal.throwIfAborted();
    for (let leftMs = ms; ; leftMs -= MAX_TIMER_MS) {
      await wait(Math.min(leftMs, MAX_TIMER_MS), undefined, { signal }).catch((error: unknown) => {
        signal.throwIfAborted();
        throw error;
      });
      if (leftMs <= MAX_TIMER_MS) return;
    }
  },
};

/** Of longer waits Node makes one millisecond (nodejs.org/api/timers.html, setTimeout): 24.8 days. */
const MAX_TIMER_MS = 2 ** 31 - 1;

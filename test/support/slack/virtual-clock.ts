import type { Clock } from '../../../src/system/clock.ts';

interface Timer {
  readonly atMs: number;
  readonly order: number;
  readonly ring: () => void;
}

/** A clock that jumps to the next thing that anybody waits for, as soon as nobody does anything else. */
export interface VirtualClock extends Clock {
  /** Runs until the work is done. */
  run<Value>(work: () => Promise<Value>): Promise<Value>;
}

export function makeVirtualClock(): VirtualClock {
  let nowMs = 0;
  let order = 0;
  const timers: Timer[] = [];
  const clock: Clock = {
    nowMs: () => nowMs,
    sleep(ms, signal) {
      signal.throwIfAborted();
      return new Promise((resolve, reject) => {
        order += 1;
        const timer: Timer = {
          atMs: nowMs + Math.max(0, ms),
          order,
          ring: () => {
            signal.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        const onAbort = (): void => {
          const index = timers.indexOf(timer);
          if (index >= 0) timers.splice(index, 1);
          reject(signal.reason);
        };
        // Many calls share one signal that is never aborted.
        if (!signal.aborted) signal.addEventListener('abort', onAbort, { once: true });
        insert(timers, timer);
      });
    },
  };
  return {
    ...clock,
    async run(work) {
      let isDone = false;
      const result = work().finally(() => {
        isDone = true;
      });
      result.catch(() => undefined);
      for (;;) {
        await settle();
        if (isDone) return await result;
        const next = timers.shift();
        if (next === undefined) throw new Error('everybody waits, and nothing will happen');
        nowMs = next.atMs;
        next.ring();
      }
    },
  };
}

/** Sorted by time, then by who came first. */
function insert(timers: Timer[], timer: Timer): void {
  let low = 0;
  let high = timers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = timers[middle];
    if (other !== undefined && other.atMs <= timer.atMs) low = middle + 1;
    else high = middle;
  }
  timers.splice(low, 0, timer);
}

/** Lets every promise that can go on do so. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

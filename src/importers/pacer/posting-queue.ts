import type { Bucket } from './bucket.ts';
import type { Clock } from './clock.ts';

interface Waiter {
  /** Messages that its channel has still to post. */
  readonly remaining: number;
  readonly order: number;
  readonly signal: AbortSignal;
  readonly go: () => void;
  readonly stop: (reason: unknown) => void;
}

/**
 * Hands out the workspace's places for messages, the channel with most to do first: then the longest channel
 * never waits for the others, and the whole takes no longer than it has to.
 */
export class PostingQueue {
  readonly #bucket: Bucket;
  readonly #clock: Clock;
  readonly #waiters: Waiter[] = [];
  #order = 0;
  #isServing = false;

  constructor(bucket: Bucket, clock: Clock) {
    this.#bucket = bucket;
    this.#clock = clock;
  }

  /** Resolves when the caller may post now. */
  place(remaining: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        reject(signal.reason);
      };
      this.#order += 1;
      const waiter: Waiter = {
        remaining,
        order: this.#order,
        signal,
        go: () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
        stop: reject,
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiters.push(waiter);
      if (!this.#isServing) void this.#serve();
    });
  }

  /** One place after the other, as long as anybody waits. */
  async #serve(): Promise<void> {
    this.#isServing = true;
    while (this.#waiters.length > 0) {
      const waitMs = this.#bucket.freeAtMs - this.#clock.nowMs();
      if (waitMs > 0) await this.#clock.sleep(waitMs, NEVER);
      // Whoever comes in the same moment may have more to do.
      else await Promise.resolve();
      if (this.#bucket.freeAtMs > this.#clock.nowMs()) continue;
      const next = this.#takeLongest();
      if (next === undefined) break;
      this.#bucket.take(this.#clock.nowMs());
      next.go();
    }
    this.#isServing = false;
  }

  #takeLongest(): Waiter | undefined {
    let best = 0;
    this.#waiters.forEach((waiter, index) => {
      const leader = this.#waiters[best];
      if (leader === undefined) return;
      const isLonger = waiter.remaining > leader.remaining;
      const isEarlier = waiter.remaining === leader.remaining && waiter.order < leader.order;
      if (isLonger || isEarlier) best = index;
    });
    return this.#waiters.splice(best, 1)[0];
  }
}

/** Places are handed out to whoever is left; those who gave up have gone from the queue. */
const NEVER = new AbortController().signal;

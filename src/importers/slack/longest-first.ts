import { setMaxListeners } from 'node:events';

/** Work whose duration grows with what remains of it. */
export interface SizedWork {
  readonly remaining: number;
}

export interface Concurrency {
  /** Items in work at a time. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/**
 * Works on all items, `concurrency` at a time, the longest first, so that no long item runs alone at the end.
 * After a failure no item begins, the signal that the others received is aborted, and when they have ended the first
 * failure is thrown; likewise when the caller's signal is aborted.
 */
export async function longestFirst<Item extends SizedWork>(
  items: readonly Item[],
  { concurrency, signal }: Concurrency,
  work: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  // Every waiting call listens to it.
  setMaxListeners(0, either);
  const waiting = items.toSorted((a, b) => b.remaining - a.remaining).values();

  async function workOn(): Promise<void> {
    // One iterator for all: each item is taken once.
    for (const item of waiting) {
      either.throwIfAborted();
      await work(item, either);
    }
  }

  const lanes = Array.from({ length: Math.max(1, concurrency) }, () =>
    workOn().catch((error: unknown) => failure.abort(error)),
  );
  await Promise.all(lanes);
  either.throwIfAborted();
}

import { setMaxListeners } from 'node:events';

/** Something that takes the longer the more of it remains. */
export interface SizedWork {
  readonly remaining: number;
}

export interface Concurrency {
  /** How many are worked on at a time. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/**
 * Works on all items, so many side by side, the longest first: what is long must not be left for the end, where
 * nothing runs beside it. After a failure nothing new begins, the signal that the others were given is aborted, and
 * when they have ended the first failure is thrown; the same when the caller's signal is aborted.
 */
export async function longestFirst<Item extends SizedWork>(
  items: readonly Item[],
  { concurrency, signal }: Concurrency,
  work: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  // Everything that waits listens to it.
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

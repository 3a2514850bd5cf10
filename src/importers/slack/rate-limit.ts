import { setMaxListeners } from 'node:events';
import type { Clock } from '../../system/clock.ts';

export interface Ticket {
  /** The caller's own budget beside the shared one; undefined without one. */
  readonly own: Bucket | undefined;
  /** The caller with the most remaining goes first. */
  readonly remaining: number;
  /** Decides between callers with the same `remaining`: the lower goes first. */
  readonly order: number;
  readonly signal: AbortSignal;
}

interface Waiter extends Ticket {
  readonly go: () => void;
}

/**
 * Lets callers through one by one as a shared budget allows, those with the most remaining first: the longest channel
 * then never waits for the others, and the whole run takes no longer than necessary. One timer serves all callers; there
 * is none while no caller waits.
 */
export class Turnstile {
  readonly #shared: Bucket;
  readonly #clock: Clock;
  readonly #waiters = new Set<Waiter>();
  #alarm: { readonly atMs: number; readonly controller: AbortController } | undefined;

  constructor(shared: Bucket, clock: Clock) {
    this.#shared = shared;
    this.#clock = clock;
  }

  /** Resolves when the caller may start, its budgets taken. Rejects with the signal's reason when it is aborted. */
  pass(ticket: Ticket): Promise<void> {
    const { signal } = ticket;
    // Many callers wait under the signal of one run: that is not a leak.
    setMaxListeners(0, signal);
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const onAbort = (): void => {
        this.#waiters.delete(waiter);
        reject(signal.reason);
        this.serve();
      };
      const waiter: Waiter = {
        ...ticket,
        go: () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiters.add(waiter);
      const soonestMs = Math.max(this.#shared.freeAtMs, ownMs(waiter));
      if (this.#alarm === undefined || this.#alarm.atMs > soonestMs) this.serve();
    });
  }

  /** Lets through the callers that may start now, and sets the timer for the next. */
  serve(): void {
    for (;;) {
      const nowMs = this.#clock.nowMs();
      const next = this.#next(nowMs);
      if (next === undefined || next.atMs > nowMs) {
        this.#wakeAt(next?.atMs);
        return;
      }
      const { waiter } = next;
      this.#waiters.delete(waiter);
      this.#shared.take(nowMs);
      waiter.own?.take(nowMs);
      waiter.go();
    }
  }

  /**
   * The next caller, and when it goes. The shared place may wait for a caller with more remaining whose own budget is
   * free before the place after it; the others lose nothing, because the shared budget allows for calls that come late.
   */
  #next(nowMs: number): { readonly waiter: Waiter; readonly atMs: number } | undefined {
    const placeMs = Math.max(nowMs, this.#shared.freeAtMs);
    const afterMs = this.#shared.freeAfterMs(placeMs);
    let first: Waiter | undefined;
    let soonest: Waiter | undefined;
    let soonestMs = Number.POSITIVE_INFINITY;
    for (const waiter of this.#waiters) {
      const freeMs = ownMs(waiter);
      if (freeMs < soonestMs) [soonest, soonestMs] = [waiter, freeMs];
      if (freeMs > placeMs && freeMs >= afterMs) continue;
      if (first === undefined || goesBefore(waiter, first)) first = waiter;
    }
    const waiter = first ?? soonest;
    return waiter && { waiter, atMs: Math.max(placeMs, ownMs(waiter)) };
  }

  #wakeAt(atMs: number | undefined): void {
    if (this.#alarm?.atMs === atMs) return;
    this.#alarm?.controller.abort();
    this.#alarm = undefined;
    if (atMs === undefined) return;
    const alarm = { atMs, controller: new AbortController() };
    this.#alarm = alarm;
    const ring = (): void => {
      if (this.#alarm !== alarm) return;
      this.#alarm = undefined;
      this.serve();
    };
    // A sleep that ends early only means to check again.
    this.#clock.sleep(atMs - this.#clock.nowMs(), alarm.controller.signal).then(ring, ring);
  }
}

const ownMs = ({ own }: Waiter): number => own?.freeAtMs ?? Number.NEGATIVE_INFINITY;

function goesBefore(one: Waiter, other: Waiter): boolean {
  return one.remaining === other.remaining
    ? one.order < other.order
    : one.remaining > other.remaining;
}

const MS_PER_MINUTE = 60_000;
/** Slows down by this factor each time that Slack is stricter than the table, to half the rate at most. */
const SLOW_DOWN = 1.1;
const MAX_SLOWNESS = 2;
/** Calls without a rate limit after which the rate rises by one step. */
const CALLS_TO_RECOVER = 100;

/**
 * A budget of calls, spaced evenly, so that no window of a minute holds more than the limit. With a burst of two, a
 * call that is late by less than one interval costs nothing: the next one may follow it sooner.
 */
export class Bucket {
  readonly #intervalMs: number;
  readonly #burst: number;
  #slowness = 1;
  #freeAtMs = 0;
  #refusedUntilMs = Number.NEGATIVE_INFINITY;
  #calm = 0;

  constructor(perMinute: number, burst: 1 | 2 = 1) {
    // A burst adds a call to a window, so the rest of the window holds one less.
    this.#intervalMs = MS_PER_MINUTE / Math.max(perMinute - (burst - 1), perMinute / 2);
    this.#burst = burst;
  }

  /** When the next call may start. */
  get freeAtMs(): number {
    return this.#freeAtMs;
  }

  /** When the call after the next may start, if the next starts now. */
  freeAfterMs(nowMs: number): number {
    const intervalMs = this.#intervalMs * this.#slowness;
    return Math.max(nowMs - (this.#burst - 1) * intervalMs, this.#freeAtMs) + intervalMs;
  }

  /** Records that a call starts now. */
  take(nowMs: number): void {
    this.#freeAtMs = this.freeAfterMs(nowMs);
    this.#calm += 1;
    if (this.#calm < CALLS_TO_RECOVER) return;
    this.#calm = 0;
    this.#slowness = Math.max(1, this.#slowness / SLOW_DOWN);
  }

  /**
   * Slack asks to wait, so it is stricter than the table: the rate drops. Calls that were under way together are
   * rate limited together and count once.
   */
  backOff(nowMs: number, untilMs: number): void {
    const isAnother = nowMs >= this.#refusedUntilMs;
    this.#refusedUntilMs = Math.max(this.#refusedUntilMs, untilMs);
    this.#freeAtMs = Math.max(this.#freeAtMs, untilMs);
    this.#calm = 0;
    if (isAnother) this.#slowness = Math.min(MAX_SLOWNESS, this.#slowness * SLOW_DOWN);
  }
}

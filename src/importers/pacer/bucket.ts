const MS_PER_MINUTE = 60_000;
/** Slower by this much each time that Slack is stricter than the table, and never slower than half. */
const SLOW_DOWN = 1.1;
const SLOWEST = 2;
/** So many calls without a complaint take one such step back. */
const CALLS_TO_RECOVER = 100;

/**
 * A budget of calls, spaced evenly, so that no window of a minute holds more than the limit. With a burst of two
 * a call that came late by less than a space costs nothing: the next one may follow it sooner.
 */
export class Bucket {
  readonly #intervalMs: number;
  readonly #burst: number;
  #slowness = 1;
  #freeAtMs = 0;
  #refusedUntilMs = Number.NEGATIVE_INFINITY;
  #calm = 0;

  constructor(perMinute: number, burst: 1 | 2 = 1) {
    // What a burst adds to a window the rest of the window gives up.
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

  /** A call starts now. */
  take(nowMs: number): void {
    this.#freeAtMs = this.freeAfterMs(nowMs);
    this.#calm += 1;
    if (this.#calm < CALLS_TO_RECOVER) return;
    this.#calm = 0;
    this.#slowness = Math.max(1, this.#slowness / SLOW_DOWN);
  }

  /**
   * Slack asks to wait, which is stricter than the table: slower from now on. Calls that were under way together
   * are refused together, which is one complaint.
   */
  backOff(nowMs: number, untilMs: number): void {
    const isAnother = nowMs >= this.#refusedUntilMs;
    this.#refusedUntilMs = Math.max(this.#refusedUntilMs, untilMs);
    this.#freeAtMs = Math.max(this.#freeAtMs, untilMs);
    this.#calm = 0;
    if (isAnother) this.#slowness = Math.min(SLOWEST, this.#slowness * SLOW_DOWN);
  }
}

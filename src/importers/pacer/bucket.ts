const MS_PER_MINUTE = 60_000;
/** Slower by this much each time that Slack is stricter than the table, and never slower than half. */
const SLOW_DOWN = 1.1;
const SLOWEST = 2;
/** So many calls without a complaint take a tenth of the slowness away. */
const CALLS_TO_RECOVER = 100;

/** Spaces calls evenly, so that no window of a minute holds more than the limit. */
export class Bucket {
  readonly #baseIntervalMs: number;
  #slowness = 1;
  #freeAtMs = 0;
  #calm = 0;

  constructor(perMinute: number) {
    this.#baseIntervalMs = MS_PER_MINUTE / perMinute;
  }

  /** When the next call may start. */
  get freeAtMs(): number {
    return this.#freeAtMs;
  }

  /** A call starts now. */
  take(nowMs: number): void {
    this.#freeAtMs = Math.max(nowMs, this.#freeAtMs) + this.#baseIntervalMs * this.#slowness;
    this.#calm += 1;
    if (this.#calm < CALLS_TO_RECOVER) return;
    this.#calm = 0;
    this.#slowness = Math.max(1, this.#slowness / SLOW_DOWN);
  }

  /** Slack asks to wait, which is stricter than the table: slower from now on. */
  backOff(untilMs: number): void {
    this.#freeAtMs = Math.max(this.#freeAtMs, untilMs);
    this.#slowness = Math.min(SLOWEST, this.#slowness * SLOW_DOWN);
    this.#calm = 0;
  }
}

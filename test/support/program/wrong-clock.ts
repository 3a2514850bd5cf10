/*
 * A module for Node's --import: the program's clock is ahead by MM2SLACK_TEST_AHEAD_MS, and by MM2SLACK_TEST_LATER_MS
 * after MM2SLACK_TEST_JUMP_MS of running. Its monotonic clock is right, as that of a machine whose date is set.
 */
const MODULE = `
const { MM2SLACK_TEST_AHEAD_MS: first, MM2SLACK_TEST_LATER_MS: later, MM2SLACK_TEST_JUMP_MS: jump } = process.env;
const Real = Date;
const now = () => Real.now() + Number(performance.now() < Number(jump) ? first : later);
globalThis.Date = class extends Real {
  constructor(...given) {
    if (given.length === 0) super(now());
    else super(...given);
  }
  static now() {
    return now();
  }
};`;

/** A clock that is wrong by so much, and by another amount later. */
export interface WrongClock {
  readonly aheadMs: number;
  readonly laterMs: number;
  readonly jumpMs: number;
}

/** Environment of a program that runs by the clock. */
export const wrongClockEnv = (clock: WrongClock): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(MODULE)}`,
  MM2SLACK_TEST_AHEAD_MS: String(clock.aheadMs),
  MM2SLACK_TEST_LATER_MS: String(clock.laterMs),
  MM2SLACK_TEST_JUMP_MS: String(clock.jumpMs),
});

import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * How much the heap may grow over what was alive after the last full collection, in percent. V8 takes up to 300 for a
 * process without a limit: pages of posts that were dealt with long ago then stand beside the few megabytes that are in
 * use (measured in docs/performance.md).
 */
const GROWTH_PERCENT = 100;
/**
 * The same where people and conversations of a wide server are alive for the whole run: twice their memory is more than
 * is promised (measured in docs/performance.md).
 */
const GROWTH_PERCENT_OF_WIDE = 15;
/** The same when the threads are closed (measured in docs/performance.md). */
const GROWTH_PERCENT_OF_REPORTS = 50;
const WIDE_FROM = 10_000;

/** Makes V8 collect the heap earlier than by default, for a tenth more processor time at most. */
export function collectEarlier(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  keepYoungSmall();
}

/**
 * Keeps the young generation of this thread at its size, from 2 MiB on. V8 lets it grow to 32 MiB while much is read, and
 * does not take them back. It forgets this whenever a thread is started.
 */
export const keepYoungSmall = (): void => setFlagsFromString('--semi-space-growth-factor=1');

const letYoungGrow = (): void => setFlagsFromString('--semi-space-growth-factor=2');

/** Makes threads begin with a young generation of so many MiB, as far as they may have it: it need not grow then. */
export const beginThreadsWith = (mebibytes: number): void =>
  setFlagsFromString(`--min-semi-space-size=${mebibytes}`);

/**
 * Makes V8 collect the heap still earlier on a server with so many people and channels that they fill it. On others the
 * young generation may grow: with posts passing through, that takes less processor time (docs/performance.md).
 */
export function collectForWidth(peopleAndChannels: number): void {
  if (!isWide(peopleAndChannels)) letYoungGrow();
  else setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT_OF_WIDE}`);
}

/**
 * Lets the heap grow further again, and its young generation, when the other threads are closed on a wide server: what
 * they held is free, and lists and reports of so many people and channels are made of many small texts.
 */
export function collectLater(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT_OF_REPORTS}`);
  letYoungGrow();
}

/** True for so many people and channels that they, and not the posts, take most of the memory. */
export const isWide = (peopleAndChannels: number): boolean => peopleAndChannels >= WIDE_FROM;

/**
 * Collects garbage now. V8 collects old objects only when there are many more of them: what a server of many channels
 * or people leaves behind while it is read would stay beside everything that follows.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}

/**
 * The most memory that the process held, in KiB. Linux says it in /proc (VmHWM, man 5 proc); what getrusage says may be
 * that of the process that started this one.
 */
export function peakMemoryKb(): number {
  try {
    const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (peak !== undefined) return Number(peak);
  } catch {
    // No Linux.
  }
  return process.resourceUsage().maxRSS;
}

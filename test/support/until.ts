import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until the answer is yes; an error that says what did not happen after the deadline. */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  { everyMs = 10, withinMs = 30_000 } = {},
): Promise<void> {
  const giveUpAt = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error(`after ${withinMs} ms not yet: ${what}`);
    await sleep(everyMs);
  }
}

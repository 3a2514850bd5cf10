import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../src/system/clock.ts';

let warnings: Error[];
const listen = (warning: Error): number => warnings.push(warning);
beforeEach(() => {
  warnings = [];
  process.on('warning', listen);
});
afterEach(() => {
  process.off('warning', listen);
});

it.each([2 ** 31, 99_999_999_000])('waits for %i ms, which no timer of Node can', async (ms) => {
  const stopping = new AbortController();
  const waited = systemClock.sleep(ms, stopping.signal);
  const first = await Promise.race([
    waited.then(() => 'slept'),
    systemClock.sleep(50, stopping.signal),
  ]);
  expect(first).toBeUndefined();
  stopping.abort(new Error('stopped'));
  await expect(waited).rejects.toThrow('stopped');
  expect(warnings).toEqual([]);
});

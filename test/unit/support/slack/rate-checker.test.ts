import { describe, expect, it } from 'vitest';
import { callsOverLimit } from '../../../support/slack/rate-checker.ts';

const at = (...times: readonly number[]) => times.map((atMs) => ({ key: 'a', atMs }));
const TWO_A_SECOND = { calls: 2, windowMs: 1000 };

describe('the rate checker', () => {
  it('finds every call that is one too many in any window, not only in whole seconds', () => {
    expect(callsOverLimit(at(900, 950, 1100), TWO_A_SECOND)).toBe(1);
    expect(callsOverLimit(at(0, 1, 2, 3), TWO_A_SECOND)).toBe(2);
  });

  it('finds none where calls are apart, in whatever order they were written down', () => {
    expect(callsOverLimit(at(1500, 0, 500, 1000), TWO_A_SECOND)).toBe(0);
  });

  it('counts every key by itself', () => {
    const calls = [...at(0, 1), { key: 'b', atMs: 2 }, { key: 'b', atMs: 3 }];
    expect(callsOverLimit(calls, TWO_A_SECOND)).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { afterWait, NO_PAUSE } from '../../../../src/mapping/status/long-pause.ts';

/** The pauses that are reported of waits, each a moment and a length in seconds. */
function reported(...waits: readonly (readonly [atS: number, waitS: number])[]): readonly number[] {
  let state = NO_PAUSE;
  return waits.flatMap(([atS, waitS]) => {
    const next = afterWait(state, { nowMs: atS * 1000, waitMs: waitS * 1000 });
    state = next.state;
    return next.pauseMs === undefined ? [] : [next.pauseMs / 1000];
  });
}

describe('a long pause', () => {
  it('is one wait of three minutes or more', () => {
    expect(reported([10, 179])).toEqual([]);
    expect(reported([10, 180])).toEqual([180]);
    expect(reported([0, 180])).toEqual([180]);
  });
  it('is also made of waits that follow each other at once', () => {
    expect(reported([0, 60], [60, 60], [121, 60])).toEqual([181]);
    expect(reported([0, 60], [70, 60], [140, 60], [210, 60])).toEqual([]);
  });
  it('does not add up waits of calls that run side by side', () => {
    expect(reported([0, 60], [1, 60], [2, 60], [3, 60])).toEqual([]);
  });
  it('is reported once in an hour', () => {
    expect(reported([0, 200], [200, 200], [3599, 200], [3900, 200])).toEqual([200, 200]);
  });
});

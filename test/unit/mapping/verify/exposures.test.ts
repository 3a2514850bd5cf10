import { describe, expect, it } from 'vitest';
import { makeExposures } from '../../../../src/mapping/verify/exposures.ts';
import { type Difference, differenceOf } from '../../../../src/mapping/verify/facts.ts';

const isPrivate = (channelId: string): boolean => channelId === 'secret';
const [TS, OTHER_TS] = ['1680485400.123000', '1680485400.124000'];

const message = (over: Partial<Difference>): Difference =>
  differenceOf({ kind: 'unexpected', thing: 'message', channelId: 'open', ts: TS, ...over });
const missing = (over: Partial<Difference> = {}): Difference =>
  message({ kind: 'missing', channelId: 'secret', ...over });

const found = (...differences: readonly Difference[]): readonly Difference[] => {
  const exposures = makeExposures(isPrivate);
  for (const difference of differences) exposures.see(difference);
  return exposures.found();
};

describe('what is private and lies in a public conversation', () => {
  it.each([
    ['its ts', missing(), message({})],
    ['its post', missing({ postId: 'p1', ts: '' }), message({ postId: 'p1', ts: OTHER_TS })],
    [
      'its file',
      missing({ thing: 'file', name: 'F1', ts: OTHER_TS }),
      message({ thing: 'file', name: 'F1' }),
    ],
  ])('is found by %s, whichever comes first', (_what, lost, stray) => {
    const public_ = [{ ...stray, kind: 'differs', field: 'public' }];
    expect(found(lost, stray)).toEqual(public_);
    expect(found(stray, lost)).toEqual(public_);
  });

  it.each([
    ['another message is missing', missing({ ts: OTHER_TS }), message({})],
    ['the missing one is public as well', missing({ channelId: 'open' }), message({})],
    ['it lies in a private conversation', missing(), message({ channelId: 'secret' })],
    ['only a text differs', missing(), message({ kind: 'differs', field: 'text' })],
  ])('is not seen where %s', (_why, lost, stray) => {
    expect(found(lost, stray)).toEqual([]);
  });

  it('is each thing once, also when it was found in two ways', () => {
    const exposures = makeExposures(isPrivate);
    exposures.see(missing());
    exposures.see(message({}));
    for (const stray of exposures.strays()) exposures.confirm(stray);
    expect(exposures.found()).toHaveLength(1);
  });
});

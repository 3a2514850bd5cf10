import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodingVerdict, judgeEncoding } from '../../../src/mapping/text-encoding.ts';
import type { SampledText } from '../../../src/model/encoding.ts';

const sound = (createAtMs: number): SampledText => ({
  isName: false,
  createAtMs,
  undone: [],
});
const wrong = (createAtMs: number, rounds = 1): SampledText => ({
  isName: false,
  createAtMs,
  undone: Array.from({ length: rounds }, () => 5),
});
/** "CAFÉ…": bytes of one other character. */
const byChance = (createAtMs: number): SampledText => ({ ...wrong(createAtMs), undone: [1] });
const many = (length: number, make: (ms: number) => SampledText, fromMs = 1) =>
  Array.from({ length }, (_, index) => make(fromMs + index));

describe('a database', () => {
  it.each<[string, readonly SampledText[], 'sound' | 'scattered' | 'wrong']>([
    ['without a text beyond ASCII', [], 'sound'],
    ['of sound texts', many(100, sound), 'sound'],
    ['with one post about such texts', [...many(20, sound), wrong(5)], 'sound'],
    ['in English with one post about such texts', [wrong(5)], 'sound'],
    ['with two texts, one of them about such texts', [wrong(5), sound(6)], 'sound'],
    ['with texts that look so by chance', [...many(90, sound), ...many(9, byChance)], 'sound'],
    ['with two texts that look so by chance alone', many(2, byChance), 'sound'],
    ['of wrong texts', many(100, wrong), 'wrong'],
    ['of two wrong texts', many(2, wrong), 'wrong'],
    ['of wrong names of one accent each', many(3, byChance), 'wrong'],
    ['that goes on with sound ones', [...many(60, wrong), ...many(40, sound, 100)], 'wrong'],
    ['that went on for long', [...many(10, wrong), ...many(190, sound, 100)], 'wrong'],
    [
      'whose first posts are old and sound, then wrong ones by chance',
      [...many(50, sound), ...many(5, wrong, 100), ...many(45, sound, 200)],
      'scattered',
    ],
  ])('%s is %s', (_what, sample, state) => {
    expect(judgeEncoding(sample).state).toBe(state);
  });

  it('is judged the same in whatever order it is read', () => {
    const text = fc.record({
      isName: fc.boolean(),
      createAtMs: fc.nat(50),
      undone: fc.array(fc.nat(3), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), (sample) => {
        const distinct = sample.map((each, index) => ({ ...each, createAtMs: index }));
        expect(judgeEncoding(distinct.toReversed())).toEqual(judgeEncoding(distinct));
      }),
    );
  });
});

describe('source.repairEncoding', () => {
  const mixed = [...many(10, wrong), ...many(90, sound, 100)];
  const twice = many(20, (ms) => wrong(ms, 2));

  it.each([
    ['nothing', undefined, many(20, wrong), 'repair'],
    ['nothing', undefined, mixed, 'repair'],
    ['nothing', undefined, many(20, sound), 'fine'],
    ['none', 'none', many(20, wrong), 'fine'],
    ['latin1', 'latin1', many(20, wrong), 'fine'],
    ['latin1', 'latin1', mixed, 'fine'],
    ['latin1', 'latin1', [], 'fine'],
    ['latin1', 'latin1', many(20, sound), 'not-so'],
    ['latin1', 'latin1', [...many(20, sound), ...many(3, wrong, 30)], 'not-so'],
    ['latin1', 'latin1', twice, 'repair'],
    ['latin1-twice', 'latin1-twice', twice, 'fine'],
    ['latin1-twice', 'latin1-twice', many(20, wrong), 'not-so'],
  ] as const)('%s on %#: %s', (_name, setting, sample, kind) => {
    expect(encodingVerdict(sample, setting).kind).toBe(kind);
  });

  it.each([
    [many(20, wrong), 'latin1'],
    [twice, 'latin1-twice'],
  ] as const)('that would do is named', (sample, setting) => {
    const verdict = encodingVerdict(sample, undefined);
    expect(verdict).toMatchObject({ kind: 'repair', setting });
    expect(encodingVerdict(sample, setting).kind).toBe('fine');
  });
});

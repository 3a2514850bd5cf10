import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PathFacts, recommendPath } from '../../../../src/mapping/plan/forecast.ts';
import { TEXTS } from '../../../../src/texts/texts.ts';

const facts = (over: Partial<PathFacts> = {}): PathFacts => ({
  posts: 40_000,
  zipBytes: 20_000_000,
  apiSeconds: 9_000,
  slackPlan: 'pro',
  channels: 30,
  hasDirectOrGroup: false,
  privateToMerge: 0,
  files: 100,
  targetKind: 'slack',
  ...over,
});
const codes = (notes: readonly { readonly code: string }[]) => notes.map(({ code }) => code);
const reasons = (over: Partial<PathFacts>) => codes(recommendPath(facts(over)).reasons);
const warnings = (over: Partial<PathFacts>) => codes(recommendPath(facts(over)).warnings);

const anyFacts: fc.Arbitrary<PathFacts> = fc.record({
  posts: fc.nat(5_000_000),
  zipBytes: fc.nat(10_000_000_000),
  apiSeconds: fc.nat(10_000_000),
  slackPlan: fc.constantFrom('free', 'pro', 'business-plus', 'enterprise-grid', undefined),
  channels: fc.nat(500),
  hasDirectOrGroup: fc.boolean(),
  privateToMerge: fc.nat(500),
  files: fc.nat(100_000),
  targetKind: fc.constantFrom('none', 'slack', 'zip'),
});

describe('the recommended path', () => {
  it('is one archive for a small server', () => {
    expect(recommendPath(facts())).toMatchObject({ path: 'zip', warnings: [] });
    expect(recommendPath(facts()).reasons).toEqual([
      { code: 'small-server', values: { posts: 40_000, zipBytes: 20_000_000 } },
      { code: 'api-days', values: { seconds: 9_000 } },
    ]);
  });

  it('is an archive and a re-sync for a large one, with every reason that applies', () => {
    expect(recommendPath(facts({ posts: 500_000 })).path).toBe('zip');
    expect(recommendPath(facts({ posts: 500_001 })).path).toBe('zip-then-sync');
    expect(reasons({ posts: 2_000_000 })).toEqual(['large-server', 'api-days']);
    expect(reasons({ zipBytes: 2_000_000_001 })).toEqual(['zip-over-direct-upload', 'api-days']);
    expect(reasons({ zipBytes: 3_000_000_000, posts: 900_000 })).toEqual([
      'zip-over-direct-upload',
      'large-server',
      'api-days',
    ]);
  });

  it('is a replay into Enterprise Grid, which imports nothing', () => {
    const grid = recommendPath(facts({ slackPlan: 'enterprise-grid', posts: 2_000_000 }));
    expect(grid.path).toBe('replay');
    expect(codes(grid.reasons)).toEqual(['enterprise-grid', 'api-days']);
    expect(codes(grid.warnings)).toEqual(['enterprise-grid']);
  });

  it('is a replay when all channels go into private ones that exist', () => {
    const merge = recommendPath(facts({ channels: 3, privateToMerge: 3 }));
    expect(merge.path).toBe('replay');
    expect(merge.reasons).toContainEqual({ code: 'private-channels-exist', values: { count: 3 } });
  });

  it('warns of private channels that exist when only some do', () => {
    const { path } = recommendPath(facts({ channels: 3, privateToMerge: 2 }));
    expect(path).toBe('zip');
    expect(warnings({ channels: 3, privateToMerge: 2 })).toEqual(['private-channels-exist']);
  });

  it('warns of what will disappoint', () => {
    expect(warnings({ slackPlan: 'free' })).toEqual(['free-plan']);
    expect(warnings({ hasDirectOrGroup: true })).toEqual(['direct-messages']);
    expect(warnings({ targetKind: 'none', slackPlan: undefined })).toEqual(['no-target']);
    expect(warnings({ channels: 0 })).toEqual([]);
  });

  it('never imports into Enterprise Grid, and always says why', () => {
    fc.assert(
      fc.property(anyFacts, (some) => {
        const { path, reasons: why } = recommendPath(some);
        if (some.slackPlan === 'enterprise-grid') expect(path).toBe('replay');
        expect(codes(why)).toContain('api-days');
        expect(why.length).toBeGreaterThan(1);
      }),
    );
  });

  it('has a sentence in every language for all that it says', () => {
    fc.assert(
      fc.property(anyFacts, (some) => {
        const { reasons: why, warnings: care, cannot } = recommendPath(some);
        for (const texts of [TEXTS.en.plan, TEXTS.ja.plan]) {
          for (const code of codes([...why, ...care])) expect(texts.notes).toHaveProperty(code);
          for (const code of Object.values(cannot).flat()) {
            expect(texts.cannot).toHaveProperty(code);
          }
        }
      }),
    );
  });

  it('says of an archive with a re-sync what either of the two cannot do', () => {
    const { cannot } = recommendPath(facts());
    expect([...cannot['zip-then-sync']].sort()).toEqual([...cannot.zip, ...cannot.replay].sort());
  });
});

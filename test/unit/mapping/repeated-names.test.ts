import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatsNames } from '../../../src/mapping/repeated-names.ts';

const repeats = (json: string): boolean => repeatsNames(Buffer.from(json), JSON.parse(json));

describe('names of JSON objects', () => {
  it.each([
    '{"text":"a","text":"b"}',
    '{"text" : "a","b":1,"te\\u0078t":"b"}',
    '[{"a":[{"b":{"c":1,"c":1}}]}]',
    '[{"a":{"x":1,"y":2},"a":null}]',
    '{"":1,"":2}',
    '{"\\\\":1,"\\\\":2}',
    '{"__proto__":1,"__proto__":2}',
  ])('are found twice in %s', (json) => {
    expect(repeats(json)).toBe(true);
  });

  it.each([
    '{"text":"a: \\"b\\": c","b":"\\\\"}',
    '[{"a":1},{"a":1}]',
    '{"a":{"a":{"a":":"}}}',
    '{"__proto__":{"a":1},"10":1,"9":2}',
    '"a:b"',
    '[]',
  ])('are found once in %s', (json) => {
    expect(repeats(json)).toBe(false);
  });

  it('are found once in whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        expect(repeats(JSON.stringify(value, null, indent))).toBe(false);
      }),
    );
  });

  it('are counted at any depth', () => {
    const deep = `${'{"a":['.repeat(50_000)}{"b":1,"b":2}${']}'.repeat(50_000)}`;
    expect(repeats(deep)).toBe(true);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTexts, packTexts } from '../../../src/mapping/packed-texts.ts';

/** Any code units, surrogates without their other half too; often of one byte. */
const anyText = fc.string({
  unit: fc
    .oneof(fc.integer({ min: 0, max: 0xff }), fc.integer({ min: 0, max: 0xffff }))
    .map((code) => String.fromCharCode(code)),
  maxLength: 6,
});

describe('packed texts', () => {
  it('give every text by its key and nothing for another key', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, anyText)), anyText, (pairs, other) => {
        const texts = new Map(pairs);
        const textOf = openTexts(structuredClone(packTexts(texts)));
        for (const [key, text] of texts) expect(textOf(key)).toBe(text);
        expect(textOf(other)).toBe(texts.get(other));
      }),
    );
  });

  it('give the texts of 10,000 keys that differ in a digit', () => {
    const keys = Array.from({ length: 10_000 }, (_unused, index) => `${index}`.padStart(26, 'a'));
    const textOf = openTexts(packTexts(new Map(keys.map((key) => [key, key.slice(-5)]))));
    expect(keys.filter((key) => textOf(key) !== key.slice(-5))).toEqual([]);
  });

  it('share their memory with another thread', () => {
    const packed = packTexts(new Map([['key', 'text']]));
    for (const part of [packed.bytes, packed.ends, packed.widths, packed.slots]) {
      expect(structuredClone(part).buffer).toBeInstanceOf(SharedArrayBuffer);
    }
  });
});

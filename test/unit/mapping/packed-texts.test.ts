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

  it('lie apart however the keys were chosen: who names people or channels cannot make look-ups slow', () => {
    const keys = collidingKeys(500, 1024);
    const { slots } = packTexts(new Map(keys.map((key) => [key, ''])));
    expect(slots).toHaveLength(1024);
    const runs = slots.join(' ').split(/\b0\b/);
    const longest = Math.max(...runs.map((run) => run.split(' ').filter(Boolean).length));
    expect(longest).toBeLessThan(100);
  });

  it('share their memory with another thread', () => {
    const packed = packTexts(new Map([['key', 'text']]));
    for (const part of [packed.bytes, packed.ends, packed.widths, packed.slots]) {
      expect(structuredClone(part).buffer).toBeInstanceOf(SharedArrayBuffer);
    }
  });
});

/** Names that the hash without a seed (FNV-1a, folded) puts into one slot of a table. */
function collidingKeys(count: number, slots: number): readonly string[] {
  const keys: string[] = [];
  for (let next = 0; keys.length < count; next += 1) {
    const key = `user-${next}`;
    let hash = 0x811c9dc5;
    for (const letter of key) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
    if (((hash ^ (hash >>> 16)) & (slots - 1)) === 0) keys.push(key);
  }
  return keys;
}

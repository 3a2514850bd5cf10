import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Inflater } from '../../../../src/importers/archive/inflate.ts';

const content = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc
    .tuple(fc.string({ minLength: 1, maxLength: 20 }), fc.nat({ max: 12_000 }))
    .map(([text, times]) => Buffer.from(text.repeat(times))),
);

describe('an inflater', () => {
  it('gives what was deflated, one after another, also behind pieces that are damaged', () => {
    const inflater = new Inflater();
    const damage = fc.option(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })));
    fc.assert(
      fc.property(content, damage, (bytes, changed) => {
        const packed = deflateRawSync(bytes);
        expect(inflater.inflate(packed, bytes.length).equals(bytes)).toBe(true);
        if (changed === null) return;
        const [at, by] = changed;
        const position = at % packed.length;
        packed.writeUInt8((packed.readUInt8(position) + by) % 256, position);
        // Whatever comes of it, it is no crash, and not much more than the size that was claimed.
        expect(sizeOf(() => inflater.inflate(packed, bytes.length))).toBeLessThan(
          bytes.length + 200_000,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('refuses what is cut at any place', () => {
    const inflater = new Inflater();
    const bytes = Buffer.from('[{"text":"one"},{"text":"two"}]'.repeat(20));
    const packed = deflateRawSync(bytes);
    for (let length = 0; length < packed.length; length += 1) {
      expect(() => inflater.inflate(packed.subarray(0, length), bytes.length)).toThrow();
    }
    expect(inflater.inflate(packed, bytes.length).equals(bytes)).toBe(true);
  });

  it.each([10, 60_000, 5_000_000])(
    'stops when an entry of %i bytes fills the memory',
    (claimed) => {
      const packed = deflateRawSync(Buffer.alloc(50_000_000));
      expect(sizeOf(() => new Inflater().inflate(packed, claimed))).toBeLessThan(claimed + 200_000);
    },
  );
});

function sizeOf(inflate: () => Buffer): number {
  try {
    return inflate().length;
  } catch {
    return 0;
  }
}

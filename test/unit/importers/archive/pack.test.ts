import { createHook } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { createDeflateRaw, inflateRawSync, crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Deflater, type Packed, pack } from '../../../../src/importers/archive/compress.ts';

const pieces = fc.array(
  fc
    .oneof(
      fc.uint8Array({ maxLength: 700 }),
      fc
        .tuple(fc.string({ maxLength: 40 }), fc.nat({ max: 3_000 }))
        .map(([text, times]) => Buffer.from(text.repeat(times), 'utf8')),
    )
    .map((bytes) => Buffer.from(bytes)),
  { maxLength: 6 },
);

describe('packing', () => {
  it('is undone by inflating, whatever the bytes and however many', () => {
    fc.assert(
      fc.property(pieces, (list) => {
        for (const piece of list) {
          const { compressed, crc } = pack(piece);
          expect(inflateRawSync(compressed).equals(piece)).toBe(true);
          expect(crc).toBe(zlibCrc32(piece));
        }
      }),
    );
  });

  it('is undone at every size at which zlib is given more memory', () => {
    for (let bits = 8; bits <= 17; bits += 1) {
      for (const sizeBytes of [2 ** bits - 1, 2 ** bits, 2 ** bits + 1]) {
        const piece = Buffer.from(Array.from({ length: sizeBytes }, (_, at) => (at * at) % 251));
        expect(inflateRawSync(pack(piece).compressed).equals(piece)).toBe(true);
      }
    }
  });

  it('makes the same bytes with handles that are kept, in any order of sizes', () => {
    const deflater = new Deflater();
    const kept: { readonly piece: Buffer; readonly packed: Packed }[] = [];
    const packAll = (list: readonly Buffer[]): void => {
      for (const piece of list) kept.push({ piece, packed: deflater.pack(piece) });
    };
    fc.assert(fc.property(pieces, packAll));
    packAll([randomBytes(300_000), Buffer.alloc(5_000_000, 'ab'), Buffer.alloc(0)]);
    // Compared at the end: what was returned before must not change with later pieces.
    for (const { piece, packed } of kept) {
      const { compressed, crc } = pack(piece);
      expect(packed.compressed.equals(compressed) && packed.crc === crc).toBe(true);
    }
  });

  it('makes the bytes of any text in memory that it keeps', () => {
    const deflater = new Deflater();
    const unit = fc.constantFrom('a', '営', '😀', '\ud800', '\n', 'é');
    const text = fc
      .tuple(fc.string({ unit, maxLength: 30 }), fc.constantFrom(1, 50, 5_000))
      .map(([some, times]) => some.repeat(times));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
        for (const each of texts) {
          expect(deflater.encode(each).equals(Buffer.from(each, 'utf8'))).toBe(true);
        }
      }),
    );
  });

  it('opens no handle for a size of window that it has met, on this version of Node', () => {
    const deflater = new Deflater();
    const packAllSizes = (): void => {
      for (let bits = 8; bits <= 17; bits += 1) deflater.pack(Buffer.alloc(2 ** bits, 'ab'));
    };
    packAllSizes();
    let opened = 0;
    const count = (_id: number, type: string): void => {
      if (type === 'ZLIB') opened += 1;
    };
    const hook = createHook({ init: count }).enable();
    for (let times = 0; times < 50; times += 1) packAllSizes();
    expect(opened).toBe(0);
    pack(Buffer.from('x'));
    hook.disable();
    expect(opened).toBe(1);
  });

  it.each([
    ['lacks the method', undefined],
    ['has another method of its name', () => [Buffer.from('x')]],
    [
      'fails in the method',
      () => {
        throw new Error('changed');
      },
    ],
  ])('makes the same bytes where Node %s that keeps a handle', (_, method) => {
    const found: { _processChunk?: unknown } = createDeflateRaw().constructor.prototype;
    Object.defineProperty(found, '_processChunk', { value: method, configurable: true });
    try {
      const deflater = new Deflater();
      for (const piece of [Buffer.from('[]'), Buffer.alloc(70_000, 'ab')]) {
        expect(deflater.pack(piece)).toEqual(pack(piece));
      }
    } finally {
      delete found._processChunk;
    }
    expect(typeof found._processChunk).toBe('function');
  });
});

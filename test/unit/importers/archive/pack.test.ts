import { inflateRawSync, crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack } from '../../../../src/importers/archive/compress.ts';
import {
  packAnswer,
  packedOf,
  packRequest,
  piecesOf,
} from '../../../../src/importers/archive/compress-thread.ts';

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

  it('loses nothing on the way to a thread and back', () => {
    fc.assert(
      fc.property(pieces, (list) => {
        const there = piecesOf(structuredClone(packRequest(list)));
        expect(there.map((piece) => piece.toString('hex'))).toEqual(
          list.map((piece) => piece.toString('hex')),
        );
        const packed = list.map(pack);
        const back = packedOf(structuredClone(packAnswer(packed)));
        expect(back.map(({ crc }) => crc)).toEqual(packed.map(({ crc }) => crc));
        expect(back.map(({ compressed }) => compressed.toString('hex'))).toEqual(
          packed.map(({ compressed }) => compressed.toString('hex')),
        );
      }),
    );
  });
});

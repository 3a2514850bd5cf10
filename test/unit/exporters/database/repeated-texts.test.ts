import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RepeatedTexts } from '../../../../src/exporters/database/repeated-texts.ts';

/** Texts one behind another, and where each of them is. */
function laidOut(texts: readonly string[]) {
  const pieces = texts.map((text) => Buffer.from(text));
  const places: (readonly [start: number, length: number])[] = [];
  let start = 0;
  for (const { length } of pieces) {
    places.push([start, length]);
    start += length;
  }
  return { bytes: Buffer.concat(pieces), places };
}

function readAll(texts: readonly string[]): readonly string[] {
  const { bytes, places } = laidOut(texts);
  const column = new RepeatedTexts(bytes);
  return places.map(([start, length]) => column.read(start, length));
}

describe('texts of a column that are there again', () => {
  it('are what was written, whatever stands beside them', () => {
    // Few letters, so that texts are often equal, begin or end with another one, or take its place.
    const near = fc.string({ unit: fc.constantFrom('a', 'b', 'あ'), maxLength: 40 });
    const text = fc.oneof(near, fc.string({ unit: 'grapheme', maxLength: 40 }));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 200 }), (texts) => {
        expect(readAll(texts)).toEqual(texts);
      }),
    );
  });

  it('are read with U+FFFD for bytes that are no UTF-8, also when they are there again', () => {
    const bytes = Buffer.from([0xff, 0x61, 0xff, 0x61]);
    const column = new RepeatedTexts(bytes);
    expect([column.read(0, 2), column.read(2, 2)]).toEqual(['\uFFFDa', '\uFFFDa']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementsOf, parseInPieces } from '../../../src/mapping/json-pieces.ts';
import { anyJson, INDENTS, LISTS } from '../../support/builders/json-values.ts';

const pieces = (json: string, map: (element: unknown) => unknown = (element) => element) =>
  parseInPieces(Buffer.from(json), LISTS, map);

describe('JSON in pieces', () => {
  it('is the value that JSON.parse gives', () => {
    fc.assert(
      fc.property(anyJson, INDENTS, (any, indent) => {
        const json = JSON.stringify(any, null, indent);
        expect(pieces(json)).toEqual(JSON.parse(json));
      }),
    );
  });

  it('is refused exactly where JSON.parse refuses it', () => {
    const broken = fc.array(
      fc.constantFrom('{', '}', '[', ']', ',', ':', '"some"', '"a"', '1', ' ', '"', '\\'),
      { maxLength: 14 },
    );
    const damaged = fc
      .tuple(anyJson, fc.nat(), fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '1', ''))
      .map(([any, at, by]) => {
        const json = JSON.stringify({ some: [any, { a: any }], others: any });
        const place = at % json.length;
        return json.slice(0, place) + by + json.slice(place + 1);
      });
    fc.assert(
      fc.property(
        fc.oneof(
          broken.map((parts) => parts.join('')),
          damaged,
        ),
        (json) => {
          const whole = resultOf(() => JSON.parse(Buffer.from(json).toString()));
          expect(resultOf(() => pieces(json))).toEqual(whole);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('gives each element of the named lists of the outermost object to be changed, and no other', () => {
    const json = '{ "some" : [1, [2, "]"], {"some":[3]}], "a": {"others":[4]}, "others":[ ] }';
    const given: unknown[] = [];
    const parsed = pieces(json, (element) => given.push(element));
    expect(given).toEqual([1, [2, ']'], { some: [3] }]);
    expect(parsed).toEqual({ some: [1, 2, 3], a: { others: [4] }, others: [] });
  });

  it('finds where the elements of a list begin and end', () => {
    const bytes = Buffer.from('[ 1 ,"é]",[[2],{}]]x');
    const found: string[] = [];
    const elements = elementsOf(bytes, 0);
    let next = elements.next();
    for (; next.done !== true; next = elements.next())
      found.push(bytes.toString('utf8', ...next.value));
    expect(found).toEqual([' 1 ', '"é]"', '[[2],{}]']);
    expect(bytes.toString('utf8', next.value)).toBe('x');
  });
});

/** The value, or that it was refused. */
function resultOf(parse: () => unknown): unknown {
  try {
    return { value: parse() };
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxError);
    return 'refused';
  }
}

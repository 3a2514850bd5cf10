import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leavingOutLists } from '../../../src/mapping/json-without-lists.ts';
import { anyJson, INDENTS, LISTS } from '../../support/builders/json-values.ts';

/** What is left of JSON that comes in pieces of so many bytes. */
function left(json: string, size: number): string {
  const bytes = Buffer.from(json);
  const leave = leavingOutLists(LISTS);
  const kept: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size)
    kept.push(...leave(bytes.subarray(at, at + size)));
  return Buffer.concat(kept).toString('utf8');
}

function withoutLists(any: unknown): unknown {
  if (typeof any !== 'object' || any === null || Array.isArray(any)) return any;
  const fields = Object.entries(any).map(([name, field]) => [
    name,
    LISTS.includes(name) && Array.isArray(field) ? [] : field,
  ]);
  return Object.fromEntries(fields);
}

describe('JSON without its long lists', () => {
  it('is the value with empty lists in their places, in pieces of any size', () => {
    fc.assert(
      fc.property(anyJson, INDENTS, fc.integer({ min: 1, max: 40 }), (any, indent, size) => {
        const json = JSON.stringify(any, null, indent);
        expect(JSON.parse(left(json, size))).toEqual(withoutLists(JSON.parse(json)));
      }),
    );
  });

  it('keeps lists of these names that are further inside, and other values of the names', () => {
    const json = '{"a":{"some":[1]},"some":"[","others":{"some":[2]},"b":["some",[3]]}';
    for (const size of [1, 2, 1000]) expect(left(json, size)).toBe(json);
  });

  it('holds nothing of a list that is left out', () => {
    const json = `{"some":[${'{"x":"]"},'.repeat(10_000)}0],"a":1}`;
    expect(left(json, 4096)).toBe('{"some":[],"a":1}');
  });
});

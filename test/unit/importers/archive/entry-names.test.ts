import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EntryNames, emptyNameTable } from '../../../../src/importers/archive/entry-names.ts';

const part = fc.string({ unit: fc.constantFrom('a', 'b', '営', '-', '😀'), maxLength: 3 });
const name = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));

describe('the names of entries', () => {
  it('are found as they were added, each once, alone and by their folders', () => {
    fc.assert(
      fc.property(fc.array(name, { maxLength: 60 }), fc.array(name), (added, asked) => {
        const names = new EntryNames(emptyNameTable(added.length));
        const model = new Map<string, number>();
        for (const each of added) {
          const expected = model.get(each) ?? model.size;
          model.set(each, expected);
          expect(names.add(Buffer.from(each))).toBe(expected);
        }
        // As another thread gets them.
        const shared = new EntryNames(structuredClone(names.table));
        expect(names.count).toBe(model.size);
        for (const each of [...added, ...asked]) {
          expect(names.find(each)).toBe(model.get(each));
          expect(shared.find(each)).toBe(model.get(each));
          const folder = each.slice(0, Math.max(0, each.lastIndexOf('/')));
          const inFolder = [...model].flatMap(([other, entry]) =>
            other.lastIndexOf('/') > 0 && other.slice(0, other.lastIndexOf('/')) === folder
              ? [entry]
              : [],
          );
          expect(names.inFolder(folder)).toEqual(inFolder);
        }
        for (const [each, entry] of model) {
          expect(shared.nameOf(entry)).toBe(each);
          expect(shared.crcOf(entry)).toBe(crc32(each));
        }
      }),
    );
  });

  it('are kept by the hundred thousand', () => {
    const names = new EntryNames(emptyNameTable(100_000));
    const nameOf = (entry: number): string => `channel-${entry % 70}/${entry}.json`;
    for (let entry = 0; entry < 100_000; entry += 1) names.add(Buffer.from(nameOf(entry)));
    for (let entry = 0; entry < 100_000; entry += 997) {
      expect(names.find(nameOf(entry))).toBe(entry);
      expect(names.nameOf(entry)).toBe(nameOf(entry));
    }
    expect(names.inFolder('channel-69')).toHaveLength(Math.floor(100_000 / 70));
    expect(names.inFolder('channel-7')[1]).toBe(77);
  });
});

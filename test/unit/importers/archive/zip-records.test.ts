import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  directoryRecord,
  movedRecord,
  moveRecords,
  recordsIn,
} from '../../../../src/importers/archive/zip-records.ts';

const GIBIBYTE = 2 ** 30;

const entry = fc.record({
  name: fc.string({ unit: 'grapheme', maxLength: 40 }),
  crc: fc.nat(0xffffffff),
  compressedBytes: fc.nat(5_000_000),
  sizeBytes: fc.nat(50_000_000),
});
type Entry = typeof entry extends fc.Arbitrary<infer Made> ? Made : never;

/** Records of entries one behind another, from an offset on. */
function recordsFrom(offset: number, entries: readonly Entry[]): readonly Buffer[] {
  let at = offset;
  return entries.map(({ name, ...sums }) => {
    const record = directoryRecord({
      ...{ name: Buffer.from(name), offset: at, isStreamed: false },
      ...sums,
    });
    at += sums.compressedBytes + 100;
    return record;
  });
}

const lists = fc.array(entry, { minLength: 1, maxLength: 20 });

it('records of a ZIP are those of the further place when they are moved', () => {
  fc.assert(
    fc.property(lists, fc.nat(3 * GIBIBYTE), (entries, byBytes) => {
      const records = Buffer.concat(recordsFrom(0, entries));
      expect(moveRecords(records, byBytes)).toBe(entries.length);
      expect(records.equals(Buffer.concat(recordsFrom(byBytes, entries)))).toBe(true);
    }),
  );
});

it('a record of a ZIP gets its ZIP64 part when it is moved behind 4 GiB', () => {
  const places = fc.oneof(
    fc.integer({ min: 4 * GIBIBYTE - 10_000_000, max: 4 * GIBIBYTE + 10_000_000 }),
    fc.integer({ min: 4 * GIBIBYTE, max: 900 * GIBIBYTE }),
  );
  fc.assert(
    fc.property(lists, places, (entries, byBytes) => {
      const moved = recordsFrom(0, entries).map((record) => movedRecord(record, byBytes));
      expect(Buffer.concat(moved).equals(Buffer.concat(recordsFrom(byBytes, entries)))).toBe(true);
    }),
  );
});

it('records of a ZIP say the name and the place of each entry', () => {
  fc.assert(
    fc.property(lists, (entries) => {
      const records = recordsFrom(0, entries);
      const end = entries.reduce((sum, { compressedBytes }) => sum + compressedBytes + 100, 0);
      const found = [...recordsIn(Buffer.concat(records), end)];
      expect(found.map(({ name }) => name)).toEqual(
        entries.map(({ name }) => Buffer.from(name).toString()),
      );
      expect(found.map(({ from, to }) => to - from)).toEqual(
        entries.map(({ compressedBytes }) => compressedBytes + 100),
      );
      expect(found.map(({ record }) => record)).toEqual(records);
    }),
  );
});

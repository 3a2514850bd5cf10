import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindowFile } from '../../../../src/importers/archive/window-file.ts';
import { directoryOf, readDirectory } from '../../../../src/importers/archive/zip-directory.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const FULL_32 = 0xffffffff;

interface ListedEntry {
  readonly name: string;
  readonly compressedBytes: number;
  readonly sizeBytes: number;
  readonly offset: number;
}

/** A record of the directory (APPNOTE 4.3.12), with a ZIP64 field for what four bytes cannot hold. */
function recordOf({ name, compressedBytes, sizeBytes, offset }: ListedEntry): Buffer {
  const text = Buffer.from(name);
  // In the order of the field: size, compressed size, offset (APPNOTE 4.5.3).
  const large = [sizeBytes, compressedBytes, offset].filter((value) => value >= FULL_32);
  const extra = Buffer.alloc(large.length === 0 ? 0 : 4 + 8 * large.length);
  if (large.length > 0) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8 * large.length, 2);
    for (const [at, value] of large.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + 8 * at);
  }
  const fixed = Buffer.alloc(46);
  fixed.writeUInt32LE(0x02014b50, 0);
  // The name is UTF-8.
  fixed.writeUInt16LE(0x0800, 8);
  fixed.writeUInt16LE(8, 10);
  fixed.writeUInt32LE(Math.min(compressedBytes, FULL_32), 20);
  fixed.writeUInt32LE(Math.min(sizeBytes, FULL_32), 24);
  fixed.writeUInt16LE(text.length, 28);
  fixed.writeUInt16LE(extra.length, 30);
  fixed.writeUInt32LE(Math.min(offset, FULL_32), 42);
  return Buffer.concat([fixed, text, extra]);
}

/** An archive of nothing but its directory. */
function archiveOf(entries: readonly ListedEntry[]): Buffer {
  const records = Buffer.concat(entries.map(recordOf));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(records.length, 12);
  return Buffer.concat([records, end]);
}

const size = fc.oneof(
  fc.nat({ max: 5_000 }),
  fc.constantFrom(FULL_32 - 1, FULL_32, FULL_32 + 1, 5 * 2 ** 40),
);
const entry = fc.record({
  name: fc.constantFrom('users.json', 'dev/2024-01-31.json', 'dev/2024-02-01.json', '営業/a'),
  compressedBytes: size,
  sizeBytes: size,
  offset: size,
});

describe('the directory of an archive', () => {
  let folder: ScratchFolder;
  beforeAll(async () => {
    folder = await makeScratchFolder();
  });
  afterAll(() => folder.remove());

  it('tells sizes and offsets of any number of bytes, of the last entry of each name', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 8 }), async (entries) => {
        const path = folder.join('directory.zip');
        await writeFile(path, archiveOf(entries));
        const file = await openWindowFile(path);
        try {
          const read = await readDirectory(file);
          // As another thread gets it.
          const shared = directoryOf(structuredClone(read.table));
          const last = new Map(entries.map((each) => [each.name, each]));
          for (const directory of [read, shared]) {
            expect(directory.names.count).toBe(last.size);
            for (const [name, { compressedBytes, sizeBytes, offset }] of last) {
              const number = directory.names.find(name) ?? -1;
              expect(directory.place(number)).toMatchObject({ compressedBytes, sizeBytes, offset });
            }
          }
        } finally {
          await file.close();
        }
      }),
      { numRuns: 60 },
    );
  });
});

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SpooledBytes } from '../../../../src/importers/archive/spooled-bytes.ts';

const KIB = 1024;
/** Lengths of what is added, some megabytes in all: less and more than is held in memory. */
const LENGTHS = fc.array(fc.integer({ min: 0, max: 700 * KIB }), { maxLength: 30 });

describe('bytes that are needed at the end', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mm2slack-spool-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('come back in order, however many they are, and leave no file', async () => {
    await fc.assert(
      fc.asyncProperty(LENGTHS, async (lengths) => {
        const spooled = new SpooledBytes(join(folder, 'a.zip.directory'));
        const added = lengths.map((length, index) => Buffer.alloc(length, index));
        for (const bytes of added) await spooled.add(bytes);
        const pieces: Buffer[] = [];
        for await (const piece of spooled.pieces()) pieces.push(Buffer.from(piece));
        expect(Buffer.concat(pieces).equals(Buffer.concat(added))).toBe(true);
        expect(spooled.sizeBytes).toBe(lengths.reduce((sum, length) => sum + length, 0));
        await spooled.close();
        await spooled.close();
        expect(await readdir(folder)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('are in a file from some megabytes on, under a name that the next run clears away', async () => {
    const spooled = new SpooledBytes(join(folder, 'a.zip.directory'));
    await spooled.add(Buffer.alloc(4 * KIB));
    expect(await readdir(folder)).toEqual([]);
    for (let index = 0; index < 20; index += 1) await spooled.add(Buffer.alloc(300 * KIB));
    expect(await readdir(folder)).toEqual([
      expect.stringMatching(/^a\.zip\.directory\.[0-9a-f]{8}-\d+-[0-9a-f]{8}\.part$/),
    ]);
    await spooled.close();
  });

  it('are refused where the folder is not there', async () => {
    const spooled = new SpooledBytes(join(folder, 'gone', 'a.zip.directory'));
    const fill = async (): Promise<void> => {
      for (let index = 0; index < 20; index += 1) await spooled.add(Buffer.alloc(300 * KIB));
    };
    await expect(fill()).rejects.toFailWith(/a\.zip\.directory/);
  });
});

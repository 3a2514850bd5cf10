import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TargetError } from '../../../../src/errors/errors.ts';
import { openZip } from '../../../../src/importers/archive/zip-reader.ts';
import { ZipFile } from '../../../../src/importers/archive/zip-writer.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const MEBIBYTE = 1024 * 1024;

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
}

const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

describe('an archive, read by its entries', () => {
  let folder: ScratchFolder;
  let path: string;
  const upload = randomBytes(9 * MEBIBYTE);
  const long = JSON.stringify('長い行'.repeat(MEBIBYTE));
  const days = Array.from({ length: 3000 }, (_, index) =>
    JSON.stringify([index, '日'.repeat(200)]),
  );

  beforeAll(async () => {
    folder = await makeScratchFolder();
    const zip = await ZipFile.create(folder.join('export.zip'), { comment: '' });
    for (const [index, day] of days.entries()) {
      await zip.addEntry(`dev/${index}.json`, day);
      if (index === 1000) await zip.addStream('__uploads/F0/図.bin', inPieces(upload));
      if (index === 2000) await zip.addEntry('long.json', long);
    }
    await zip.finish();
    await zip.commit();
    path = zip.path;
  });
  afterAll(() => folder.remove());

  it('gives what was written, in any order and at the same time', async () => {
    const zip = await openZip(path);
    const at = (name: string): number => zip.find(name) ?? -1;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(days.length - 1), { minLength: 1 }), async (wanted) => {
        const read = wanted.map((index) => zip.readJson(at(`dev/${index}.json`), MEBIBYTE));
        const sum = zip.sha256(at(`dev/${wanted[0]}.json`));
        expect(await Promise.all(read)).toEqual(
          wanted.map((index) => JSON.parse(days[index] ?? '')),
        );
        expect(await sum).toBe(sha256(days[wanted[0] ?? 0] ?? ''));
      }),
      { numRuns: 30 },
    );
    expect(await zip.readJson(at('long.json'), 20 * MEBIBYTE)).toBe(JSON.parse(long));
    expect(await zip.sha256(at('__uploads/F0/図.bin'))).toBe(sha256(upload));
    await zip.close();
  });

  it('refuses an entry that is larger unpacked than allowed, before unpacking it', async () => {
    const zip = await openZip(path);
    const reading = zip.readNamedJson('long.json', MEBIBYTE);
    await expect(reading).rejects.toFailWith('long.json');
    await expect(reading).rejects.toFailWith('too large');
    await zip.close();
  });

  it('sees each byte that was changed in the content of an entry, whoever reads it', async () => {
    const whole = await readFile(path);
    const begin = whole.indexOf('dev/1.json') + 'dev/1.json'.length;
    const end = whole.indexOf('dev/2.json') - 30;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: begin, max: end - 1 }), async (changed) => {
        const bytes = Buffer.from(whole);
        bytes.writeUInt8((bytes.readUInt8(changed) + 1) % 256, changed);
        const damaged = folder.join('damaged.zip');
        await writeFile(damaged, bytes);
        const zip = await openZip(damaged);
        const entry = zip.find('dev/1.json') ?? -1;
        await expect(zip.readJson(entry, MEBIBYTE)).rejects.toFailWith('dev/1.json');
        await expect(zip.sha256(entry)).rejects.toFailWith('dev/1.json');
        await zip.close();
      }),
      { numRuns: 8 },
    );
  });

  it('refuses a file that was cut anywhere', async () => {
    const whole = await readFile(path);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        const cut = folder.join('cut.zip');
        await writeFile(cut, whole.subarray(0, length));
        await expect(openZip(cut)).rejects.toBeInstanceOf(TargetError);
      }),
      { numRuns: 8 },
    );
  });
});

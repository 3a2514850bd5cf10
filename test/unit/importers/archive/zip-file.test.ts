import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPromise } from 'yauzl';
import { TargetError } from '../../../../src/errors/errors.ts';
import { Deflater, pack } from '../../../../src/importers/archive/compress.ts';
import { PackedEntries } from '../../../../src/importers/archive/packed-entries.ts';
import { PackedPlacer } from '../../../../src/importers/archive/place-packed.ts';
import { directoryRecord, localHeader } from '../../../../src/importers/archive/zip-records.ts';
import { ZipFile } from '../../../../src/importers/archive/zip-writer.ts';
import { readZipEntries } from '../../../support/archive/zip-entries.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const NO_COMMENT = { comment: undefined };
const MEBIBYTE = 1024 * 1024;

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

describe('a ZIP', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
  });
  afterEach(() => folder.remove());

  /** Writes entries and gives the path of the complete archive. */
  async function zipOf(
    entries: Readonly<Record<string, string>>,
    options: { readonly comment: string | undefined } = NO_COMMENT,
    name = 'out.zip',
  ): Promise<{ path: string; sha256: string; sizeBytes: number }> {
    const zip = await ZipFile.create(folder.join(name), options);
    for (const [entry, text] of Object.entries(entries)) await zip.addEntry(entry, text);
    const finished = await zip.finish();
    await zip.commit();
    return { path: zip.path, ...finished };
  }

  it('is read back by another library, names and bytes', async () => {
    const texts = { 'users.json': '[]', '営業部/2023-04-03.json': '"こんにちは 🙂"', empty: '' };
    const { path } = await zipOf(texts);
    const { entries, close } = await readZipEntries(path);
    const read: Record<string, string> = {};
    for (const [name, entry] of entries) read[name] = (await entry.read()).toString('utf8');
    close();
    expect(read).toEqual(texts);
  });

  it('says of each entry and of itself what their bytes are', async () => {
    const zip = await ZipFile.create(folder.join('out.zip'), NO_COMMENT);
    expect(await zip.addEntry('a.txt', 'あ')).toEqual({
      name: 'a.txt',
      sizeBytes: 3,
      sha256: sha256('あ'),
    });
    const finished = await zip.finish();
    await zip.commit();
    const bytes = await readFile(zip.path);
    expect(finished).toEqual({ sizeBytes: bytes.length, sha256: sha256(bytes) });
  });

  it('has the same bytes in every run', async () => {
    const texts = { 'a.json': '[1]', 'b/c.json': 'x'.repeat(5 * MEBIBYTE) };
    const first = await zipOf(texts, { comment: 'c' }, 'first.zip');
    // The time in a ZIP has steps of two seconds; no clock may be in it at all.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    const second = await zipOf(texts, { comment: 'c' }, 'second.zip').finally(vi.useRealTimers);
    expect(second.sha256).toBe(first.sha256);
  });

  it('has the same bytes whether entries are packed by it or elsewhere, in the order of the calls', async () => {
    const entry = fc.record({
      text: fc.oneof(
        fc.string({ maxLength: 60 }),
        fc.constantFrom('x'.repeat(9_000), '日'.repeat(120_000), 'much '.repeat(1_000_000)),
      ),
      isPacked: fc.boolean(),
      isTaken: fc.boolean(),
    });
    const deflater = new Deflater();
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 12 }), fc.boolean(), async (list, isWhole) => {
        const plain = await zipOf(
          Object.fromEntries(list.map(({ text }, at) => [`${at}/a`, text])),
        );
        const zip = await ZipFile.create(folder.join('mixed.zip'), NO_COMMENT);
        const packed = new PackedEntries(deflater);
        const whole = isWhole ? zip : undefined;
        const placer = new PackedPlacer({ whole, of: async () => zip });
        for (const [at, { text, isPacked, isTaken }] of list.entries()) {
          const data = Buffer.from(text);
          const facts = { name: `${at}/a`, sizeBytes: data.length, sha256: sha256(data) };
          if (!isPacked) await placer.place(packed.take());
          if (isPacked && !isTaken && text.length < 64 * 1024) {
            expect(packed.addEntry(facts.name, text)).toEqual(facts);
            continue;
          }
          const entry = isPacked ? packed.openEntry(facts.name) : zip.openEntry(facts.name);
          await entry.write(text.slice(0, 4_500_000));
          if (isPacked && isTaken) await placer.place(packed.take());
          await entry.write(text.slice(4_500_000));
          expect(await entry.close()).toEqual(facts);
        }
        await placer.place(packed.take());
        expect((await zip.finish()).sha256).toBe(plain.sha256);
        await zip.discard();
      }),
      { numRuns: 20 },
    );
  });

  it('packs an entry that is held as it would pack it at once, however it is written', async () => {
    const kinds = fc.constantFrom(
      (length: number) => noise({ value: length }, length),
      (length: number) => 'much '.repeat(length / 5),
      (length: number) =>
        Array.from({ length: length / 20 }, (_, n) => `{"営業":${n * 7919}}`).join(),
    );
    const lengths = fc.integer({ min: 500_000, max: 3_900_000 });
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(kinds, lengths, cuts, async (textOf, length, places) => {
        const text = textOf(length);
        const ends = [...places.sort((a, b) => a - b), 1].map((place) =>
          Math.floor(place * text.length),
        );
        const packed = new PackedEntries(new Deflater());
        const entry = packed.openEntry('a.json');
        for (const [at, end] of ends.entries())
          await entry.write(text.slice(ends[at - 1] ?? 0, end));
        await entry.close();
        const { pieces, bytes, directory } = packed.take();
        const { compressed, crc } = pack(Buffer.from(text));
        const facts = {
          crc,
          compressedBytes: compressed.length,
          sizeBytes: Buffer.byteLength(text),
        };
        const known = { name: Buffer.from('a.json'), offset: 0, ...facts, isStreamed: false };
        expect(pieces).toMatchObject([{ kind: 'entries', archivedBytes: bytes.length }]);
        expect(Buffer.concat([localHeader(known), compressed]).equals(bytes)).toBe(true);
        expect(directoryRecord(known).equals(directory)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps big entries intact that are packed at the same time', async () => {
    const deflater = new Deflater();
    const texts = [1, 2, 3].map((value) => noise({ value }, 5 * MEBIBYTE));
    const blocks = await Promise.all(
      texts.map(async (text, at) => {
        const packed = new PackedEntries(deflater);
        const entry = packed.openEntry(`${at}.json`);
        await entry.write(text);
        const { sha256: sum } = await entry.close();
        expect(sum).toBe(sha256(text));
        return packed.take();
      }),
    );
    const zip = await ZipFile.create(folder.join('out.zip'), NO_COMMENT);
    const placer = new PackedPlacer({ whole: zip, of: async () => zip });
    for (const block of blocks) await placer.place(block);
    await zip.finish();
    await zip.commit();
    const { entries, close } = await readZipEntries(zip.path);
    const sums: string[] = [];
    for (const entry of entries.values()) sums.push(sha256(await entry.read()));
    close();
    expect(sums).toEqual(texts.map(sha256));
  });

  it('streams a big entry into its file while it is written, and keeps it intact', async () => {
    const zip = await ZipFile.create(folder.join('out.zip'), NO_COMMENT);
    const entry = zip.openEntry('big.json');
    const hash = createHash('sha256');
    const state = { value: 1 };
    let sizeBytes = 0;
    let writtenBeforeEnd = 0;
    for (let part = 0; part < 40; part += 1) {
      const text = noise(state, 256 * 1024);
      await entry.write(text);
      hash.update(text);
      sizeBytes += text.length;
      if (part === 38) writtenBeforeEnd = await sizeOfOnly(folder);
    }
    const expected = { name: 'big.json', sizeBytes, sha256: hash.digest('hex') };
    expect(await entry.close()).toEqual(expected);
    await zip.addEntry('after.json', '[]');
    await zip.finish();
    await zip.commit();
    expect(writtenBeforeEnd).toBeGreaterThan(MEBIBYTE);
    const { entries, close } = await readZipEntries(zip.path);
    const bytes = await entries.get('big.json')?.read();
    close();
    expect(sha256(bytes ?? '')).toBe(expected.sha256);
    expect([...entries.keys()]).toEqual(['big.json', 'after.json']);
  });

  it('carries a comment where one is wanted', async () => {
    const commentOf = async (path: string) => {
      const file = await openPromise(path, { lazyEntries: true });
      file.close();
      return file.comment;
    };
    const { path } = await zipOf({ a: '' }, { comment: 'Not for the real import.' });
    expect(await commentOf(path)).toBe('Not for the real import.');
    expect(await commentOf((await zipOf({ a: '' }, NO_COMMENT, 'b.zip')).path)).toBe('');
  });

  it('has no name of its own before it is complete, and leaves nothing when it is given up', async () => {
    const zip = await ZipFile.create(folder.join('out.zip'), NO_COMMENT);
    await zip.addEntry('a.json', '[]');
    expect(await readdir(folder.path)).not.toContain('out.zip');
    await zip.finish();
    expect(await readdir(folder.path)).not.toContain('out.zip');
    await zip.discard();
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('is refused at once in a folder that is not there', async () => {
    const refused = ZipFile.create(folder.join('nowhere', 'out.zip'), NO_COMMENT);
    await expect(refused).rejects.toBeInstanceOf(TargetError);
  });
});

async function sizeOfOnly(folder: ScratchFolder): Promise<number> {
  const [name = ''] = await readdir(folder.path);
  return (await readFile(folder.join(name))).length;
}

/** Text that no compressor makes much smaller, the same in every run. */
function noise(state: { value: number }, length: number): string {
  const bytes = Buffer.alloc(length);
  for (let index = 0; index < length; index += 1) {
    state.value = (Math.imul(state.value, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = 33 + ((state.value >>> 25) % 90);
  }
  return bytes.toString('latin1');
}

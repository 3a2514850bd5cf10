import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPromise } from 'yauzl';
import { TargetError } from '../../../../src/errors/errors.ts';
import { openZip, type ZipReader } from '../../../../src/importers/archive/zip-reader.ts';
import { ZipFile } from '../../../../src/importers/archive/zip-writer.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const MEBIBYTE = 1024 * 1024;
const RECORD = Buffer.from('PK\u0001\u0002', 'latin1');
const END_BYTES = 22;
const SUM_OF_NOTHING = createHash('sha256').digest('hex');

const CONTENTS: Readonly<Record<string, string>> = {
  'users.json': '[{"id":"U1"}]',
  'general/2024-01-02.json': JSON.stringify(Array.from({ length: 50 }, (_, at) => ({ ts: at }))),
  '営業部/2024-01-02.json': '["こんにちは"]',
  'empty-list.json': '[]',
};
/** Whose sizes follow it in the archive. */
const STREAMED = ['streamed.json', '["streamed"]'] as const;
const FOLDERS = ['general', '営業部'];

describe('an archive whose bytes are not as they were written', () => {
  let folder: ScratchFolder;
  let plain: Buffer;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    const zip = await ZipFile.create(folder.join('plain.zip'), { comment: 'a comment' });
    for (const name of FOLDERS) await zip.addFolder(name);
    for (const [name, text] of Object.entries(CONTENTS)) await zip.addEntry(name, text);
    await zip.addStream(STREAMED[0], inOnePiece(STREAMED[1]));
    await zip.finish();
    await zip.commit();
    plain = await readFile(zip.path);
  });
  afterAll(() => folder.remove());

  async function opened(bytes: Buffer): Promise<ZipReader> {
    const path = folder.join('changed.zip');
    await writeFile(path, bytes);
    return await openZip(path);
  }

  const ifRefused = (error: unknown): undefined => {
    expect(error).toBeInstanceOf(TargetError);
  };

  /** Reads all that can be read and holds it against what was written. */
  async function expectNothingFalse(bytes: Buffer): Promise<void> {
    const zip = await opened(bytes).catch(ifRefused);
    if (zip === undefined) return;
    const total = zip.count + zip.folders.length + zip.repeated.length;
    expect(total).toBe(Object.keys(CONTENTS).length + 1 + FOLDERS.length);
    const contents: Readonly<Record<string, string>> = {
      ...CONTENTS,
      [STREAMED[0]]: STREAMED[1],
    };
    const written = new Set(Object.values(contents));
    try {
      for (const [entry, name] of [...zip.names()].entries()) {
        const read = await zip.readJson(entry, MEBIBYTE).catch(ifRefused);
        const streamed = await zip.sha256(entry).catch(ifRefused);
        // A folder whose `/` was damaged is an entry of nothing, which is no JSON.
        if (streamed !== SUM_OF_NOTHING) expect(streamed === undefined).toBe(read === undefined);
        if (read === undefined) continue;
        expect(written).toContain(JSON.stringify(read));
        // A name in plain ASCII is that of its content; one in another form depends on a single bit of the directory.
        if (/^[ -~]*$/.test(name)) expect(JSON.stringify(read)).toBe(contents[name]);
      }
    } finally {
      await zip.close();
    }
  }

  const anyByte = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }));

  it.each([
    ['plain', (bytes: Buffer) => bytes],
    ['in the ZIP64 form', (bytes: Buffer) => withZip64End(bytes)],
  ])('is refused or read as it was written, %s, whatever bytes changed', async (_, form) => {
    const bytes = form(plain);
    await expectNothingFalse(bytes);
    // Most of the file is the content of few entries: the rest is tried as often.
    const directoryAt = bytes.indexOf(RECORD);
    const places = fc.oneof(
      fc.record({
        from: fc.constant(0),
        changes: fc.array(anyByte, { minLength: 1, maxLength: 2 }),
      }),
      fc.record({
        from: fc.constant(directoryAt),
        changes: fc.array(anyByte, { minLength: 1, maxLength: 2 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(places, async ({ from, changes }) => {
        const changed = Buffer.from(bytes);
        for (const [at, by] of changes) {
          const position = from + (at % (bytes.length - from));
          changed.writeUInt8((changed.readUInt8(position) + by) % 256, position);
        }
        await expectNothingFalse(changed);
      }),
      { numRuns: 150 },
    );
  });

  it('is refused or read as it was written when a part of it is missing or doubled', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(300), fc.boolean(), async (at, length, isDoubled) => {
        const from = at % plain.length;
        const rest = isDoubled ? plain.subarray(from) : plain.subarray(from + length + 1);
        await expectNothingFalse(
          Buffer.concat([plain.subarray(0, from + (isDoubled ? length + 1 : 0)), rest]),
        );
      }),
      { numRuns: 100 },
    );
  });

  /** Changes the record of an entry in the directory. */
  function changedRecord(name: string, change: (record: Buffer) => unknown): Buffer {
    const bytes = Buffer.from(plain);
    let at = bytes.indexOf(RECORD);
    while (
      !bytes
        .subarray(at + 46)
        .toString('utf8', 0, Buffer.byteLength(name))
        .startsWith(name)
    ) {
      at = bytes.indexOf(RECORD, at + 1);
    }
    change(bytes.subarray(at));
    return bytes;
  }
  function changedEnd(change: (end: Buffer) => unknown): Buffer {
    const bytes = Buffer.from(plain);
    change(bytes.subarray(bytes.length - END_BYTES - 'a comment'.length));
    return bytes;
  }

  it.each<[string, () => Buffer]>([
    ['more entries than it has', () => changedEnd((end) => end.writeUInt16LE(8, 10))],
    ['fewer entries than it has', () => changedEnd((end) => end.writeUInt16LE(6, 10))],
    ['no entry', () => changedEnd((end) => end.writeUInt16LE(0, 10))],
    [
      'a longer directory',
      () => changedEnd((end) => end.writeUInt32LE(end.readUInt32LE(12) + 1, 12)),
    ],
    ['a directory behind its end', () => changedEnd((end) => end.writeUInt32LE(0xfffffff0, 16))],
    ['another disk', () => changedEnd((end) => end.writeUInt16LE(1, 4))],
    ['another length of its comment', () => changedEnd((end) => end.writeUInt16LE(3, 20))],
    ['strong encryption', () => changedRecord('users.json', (at) => at.writeUInt16LE(0x841, 8))],
    [
      'a stored entry of two sizes',
      () => changedRecord('users.json', (at) => at.writeUInt16LE(0, 10)),
    ],
    [
      'more entries than a file can have, by its ZIP64 end',
      () => withZip64End(plain, (end) => end.writeBigUInt64LE(2n ** 50n, 32)),
    ],
    [
      'a directory beyond every file',
      () => withZip64End(plain, (end) => end.writeBigUInt64LE(2n ** 63n, 48)),
    ],
  ])('is refused when it claims %s', async (_, bytes) => {
    await expect(opened(bytes())).rejects.toBeInstanceOf(TargetError);
  });

  it.each<[string, (record: Buffer) => unknown]>([
    ['encrypted', (record) => record.writeUInt16LE(0x801, 8)],
    ['packed by another method', (record) => record.writeUInt16LE(12, 10)],
    ['smaller than it is', (record) => record.writeUInt32LE(5, 24)],
    ['packed in fewer bytes', (record) => record.writeUInt32LE(5, 20)],
    ['elsewhere', (record) => record.writeUInt32LE(record.readUInt32LE(42) + 1, 42)],
    ['behind the end of the file', (record) => record.writeUInt32LE(0xfffffff0, 42)],
    ['under another name', (record) => record.write('U', 46)],
  ])('does not read an entry that it says is %s', async (_, change) => {
    const zip = await opened(changedRecord('users.json', change));
    const entry = [...zip.names()].findIndex((name) => name.toLowerCase() === 'users.json');
    await expect(zip.readJson(entry, MEBIBYTE)).rejects.toFailWith('sers.json');
    await expect(zip.sha256(entry)).rejects.toFailWith('sers.json');
    // The others are read as before, also behind one that failed.
    expect(await zip.readNamedJson('empty-list.json', MEBIBYTE)).toEqual([]);
    await zip.close();
  });

  it('counts the last of several entries with one name, and tells of the others', async () => {
    const twice = await ZipFile.create(folder.join('twice.zip'), { comment: '' });
    for (const text of ['[1]', '[2]', '[3]']) await twice.addEntry('a/b.json', text);
    await twice.addEntry('a/c.json', '[4]');
    await twice.finish();
    await twice.commit();
    const read = await openZip(twice.path);
    expect([...read.names()]).toEqual(['a/b.json', 'a/c.json']);
    expect(read.repeated).toEqual(['a/b.json', 'a/b.json']);
    expect(await read.readNamedJson('a/b.json', 10)).toEqual([3]);
    expect(read.inFolder('a')).toEqual([0, 1]);
    await read.close();
  });

  it.each([
    ['general/', '[1]', ['general/']],
    ['general/', '', []],
    ['general\\2023-04-03.json', '[1]', ['general\\2023-04-03.json']],
    ['general/2023-04-03.json', '[1]', []],
  ])('tells of an entry that readers may take otherwise: %j with %j', async (name, text, odd) => {
    const zip = await ZipFile.create(folder.join('odd.zip'), { comment: '' });
    // Our writer gives folders no content: the entry becomes that of one afterwards.
    await zip.addEntry(name.replace(/\/$/, '!'), text);
    await zip.finish();
    await zip.commit();
    const bytes = await readFile(zip.path, 'latin1');
    await writeFile(zip.path, bytes.replaceAll('general!', 'general/'), 'latin1');
    const read = await openZip(zip.path);
    expect(read.odd).toEqual(odd);
    read.close();
  });

  describe('of which bytes belong to no entry', () => {
    /** An archive of two entries with bytes in front of an entry (0, 1) or of the directory (2), and offsets that fit. */
    async function gapWith(inserted: Buffer, place: 0 | 1 | 2, extra = 0) {
      const zip = await ZipFile.create(folder.join('gaps.zip'), { comment: '' });
      await zip.addEntry('a/2023-04-03.json', '[1]');
      await zip.addEntry('users.json', '[2]');
      await zip.finish();
      await zip.commit();
      const bytes = await readFile(zip.path);
      const records = [bytes.indexOf(RECORD), bytes.lastIndexOf(RECORD)];
      const offsets = records.map((at) => bytes.readUInt32LE(at + 42));
      const at = [...offsets, records[0] ?? 0][place] ?? 0;
      for (const [index, record] of records.entries()) {
        if (index >= place)
          bytes.writeUInt32LE((offsets[index] ?? 0) + inserted.length, record + 42);
      }
      const end = bytes.length - 22;
      bytes.writeUInt32LE(bytes.readUInt32LE(end + 16) + inserted.length, end + 16);
      if (extra > 0) bytes.writeUInt16LE(extra, (offsets[place - 1] ?? 0) + 28);
      await writeFile(
        zip.path,
        Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]),
      );
      const { gap, close } = await openZip(zip.path);
      close();
      return gap;
    }

    it.each([0, 1, 2] as const)('tells where they lie, also of few (%d)', async (place) => {
      expect(await gapWith(Buffer.alloc(0), place)).toBeUndefined();
      // As long as a descriptor, and as what programs write behind a name.
      expect(await gapWith(Buffer.alloc(1), place)).toMatchObject({ sizeBytes: 1 });
      expect(await gapWith(Buffer.alloc(24), place)).toMatchObject({ sizeBytes: 24 });
      expect(await gapWith(Buffer.alloc(64), place)).toMatchObject({ sizeBytes: 64 });
      expect(await gapWith(Buffer.alloc(70_000), place)).toMatchObject({ sizeBytes: 70_000 });
    });

    it('takes a long extra field of a local header for a part of its entry', async () => {
      for (const place of [1, 2] as const) {
        expect(await gapWith(Buffer.alloc(500), place, 500)).toBeUndefined();
        expect(await gapWith(Buffer.alloc(500), place, 200)).toMatchObject({ sizeBytes: 300 });
      }
    });
  });

  it('has the names that yauzl finds, in every encoding, or is refused by both', async () => {
    const parts = fc.constantFrom(
      'a',
      '営',
      '\\',
      '/',
      '.',
      '..',
      ':',
      'C',
      'é',
      '\u0000',
      '😀',
      '\ufffd',
    );
    const names = fc.array(
      fc.record({
        name: fc.array(parts, { minLength: 1, maxLength: 6 }).map((list) => list.join('')),
        isUtf8: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(names, async (list) => {
        const zip = await ZipFile.create(folder.join('names.zip'), { comment: '' });
        for (const { name } of list) await zip.addEntry(`x${name}`, '[]');
        await zip.finish();
        await zip.commit();
        const bytes = await readFile(zip.path);
        let at = bytes.indexOf(RECORD);
        for (const { isUtf8 } of list) {
          bytes.writeUInt16LE(isUtf8 ? 0x800 : 0, at + 8);
          // The first letter keeps our writer's names harmless; without it they may be absolute.
          if (bytes[at + 47] === 0x2f) bytes.writeUInt8(0x2f, at + 46);
          at = bytes.indexOf(RECORD, at + 46);
        }
        await writeFile(zip.path, bytes);
        const expected = await namesByYauzl(zip.path);
        const reader = await openZip(zip.path).catch(ifRefused);
        const found = reader && [
          ...[...reader.names(), ...reader.repeated],
          ...reader.folders.map((each) => `${each}/`),
        ];
        expect(found?.sort()).toEqual(expected?.sort());
        await reader?.close();
      }),
      { numRuns: 60 },
    );
  });
});

async function* inOnePiece(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

async function namesByYauzl(path: string): Promise<string[] | undefined> {
  const zip = await openPromise(path);
  const names: string[] = [];
  try {
    for await (const entry of zip.eachEntry()) names.push(entry.fileName);
    return names;
  } catch {
    return undefined;
  } finally {
    await zip.close();
  }
}

/** Puts the numbers of the end into a ZIP64 end in front of it. */
function withZip64End(zip: Buffer, change: (end: Buffer) => unknown = () => undefined): Buffer {
  const endAt = zip.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  const end = Buffer.from(zip.subarray(endAt));
  const large = Buffer.alloc(56 + 20);
  large.writeUInt32LE(0x06064b50, 0);
  large.writeBigUInt64LE(44n, 4);
  large.writeBigUInt64LE(BigInt(end.readUInt16LE(10)), 24);
  large.writeBigUInt64LE(BigInt(end.readUInt16LE(10)), 32);
  large.writeBigUInt64LE(BigInt(end.readUInt32LE(12)), 40);
  large.writeBigUInt64LE(BigInt(end.readUInt32LE(16)), 48);
  large.writeUInt32LE(0x07064b50, 56);
  large.writeBigUInt64LE(BigInt(endAt), 64);
  large.writeUInt32LE(1, 72);
  change(large);
  end.fill(0xff, 8, 20);
  return Buffer.concat([zip.subarray(0, endAt), large, end]);
}

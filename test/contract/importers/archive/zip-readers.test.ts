import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from '../../../../src/importers/archive/zip-writer.ts';
import { readZipEntries } from '../../../support/archive/zip-entries.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { needProgram } from '../../../support/servers/server-binaries.ts';

const run = promisify(execFile);
const MEBIBYTE = 1024 * 1024;
/** More than the old end of a ZIP can count. */
const ENTRIES = 66_000;

const READERS = [
  { name: "Info-ZIP's unzip", program: 'unzip', debianPackage: 'unzip' },
  {
    name: 'libarchive, which macOS and Windows use',
    program: 'bsdtar',
    debianPackage: 'libarchive-tools',
  },
] as const;

describe.each(READERS)('an archive, read by $name', ({ program, debianPackage }) => {
  let folder: ScratchFolder;
  let path: string;
  let reader: string;
  const streamed = randomBytes(6 * MEBIBYTE);
  const text = `"${'長い行'.repeat(2 * MEBIBYTE)}"`;
  beforeAll(async () => {
    reader = await needProgram(program, debianPackage);
    folder = await makeScratchFolder();
    const zip = await ZipFile.create(folder.join('large.zip'), { comment: 'コメント' });
    await zip.addEntry('営業部/2023-04-03.json', '[]');
    await zip.addEntry('streamed.json', text);
    await zip.addStream('__uploads/F0/図.png', inPieces(streamed));
    await zip.addStream('__uploads/F1/empty', inPieces(Buffer.alloc(0)));
    for (let index = 4; index < ENTRIES; index += 1)
      await zip.addEntry(`days/${index}`, `${index}`);
    await zip.finish();
    await zip.commit();
    path = zip.path;
  }, 120_000);
  afterAll(() => folder.remove());

  async function contentOf(entry: string): Promise<Buffer> {
    const args = program === 'unzip' ? ['-p', path, entry] : ['-xOf', path, entry];
    const options = { encoding: 'buffer', maxBuffer: 64 * MEBIBYTE, env: UTF8 } as const;
    return (await run(reader, args, options)).stdout;
  }

  it('is whole: every entry and its sum', async () => {
    if (program === 'unzip') {
      const { stdout } = await run(reader, ['-tq', path], { env: UTF8 });
      expect(stdout).toContain('No errors detected');
    }
    const list = program === 'unzip' ? ['-Z1', path] : ['-tf', path];
    const { stdout } = await run(reader, list, { maxBuffer: 64 * MEBIBYTE, env: UTF8 });
    const names = stdout.trim().split('\n');
    expect(names).toHaveLength(ENTRIES);
    expect(names).toContain('__uploads/F0/図.png');
  });

  it('gives the bytes that went in, streamed or whole, with their names', async () => {
    expect((await contentOf('営業部/2023-04-03.json')).toString()).toBe('[]');
    expect((await contentOf('streamed.json')).toString()).toBe(text);
    expect(sum(await contentOf('__uploads/F0/図.png'))).toBe(sum(streamed));
    expect(await contentOf('__uploads/F1/empty')).toHaveLength(0);
    expect((await contentOf(`days/${ENTRIES - 1}`)).toString()).toBe(`${ENTRIES - 1}`);
  });

  it('says of itself what yauzl says', async () => {
    const { entries, close } = await readZipEntries(path);
    expect(entries.size).toBe(ENTRIES);
    close();
  });
});

const UTF8 = { ...process.env, LC_ALL: 'C.UTF-8' };
const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** In one piece of memory that is used again and again, as a file store does. */
async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer, void> {
  const memory = Buffer.alloc(100_000);
  for (let start = 0; start < bytes.length; start += memory.length) {
    const copied = bytes.copy(memory, 0, start);
    yield memory.subarray(0, copied);
  }
}

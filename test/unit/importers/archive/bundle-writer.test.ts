import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TargetError } from '../../../../src/errors/errors.ts';
import { type BundleFile, writeBundle } from '../../../../src/importers/archive/bundle-writer.ts';
import { readZipEntries } from '../../../support/archive/zip-entries.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const run = promisify(execFile);

const of = (name: string, ...chunks: readonly (string | Buffer)[]): BundleFile => ({
  name,
  content: () => Readable.from(chunks),
});

const FILES: readonly BundleFile[] = [
  of('b.txt', 'two ', Buffer.from('chunks')),
  of('a/empty.txt'),
  of('a/日本.json', '{"x":1}\n'),
  of('big.bin', ...Array.from({ length: 50 }, (_, index) => Buffer.alloc(100_000, index))),
];

describe('a bundle', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    return () => folder.remove();
  });
  afterEach(async () => {
    const parts = (await readdir(folder.path)).filter((name) => name.endsWith('.part'));
    expect(parts).toEqual([]);
  });

  async function unpack(zip: string, to: string): Promise<readonly string[]> {
    const { entries, close } = await readZipEntries(zip);
    for (const [name, entry] of entries) {
      await mkdir(dirname(join(to, name)), { recursive: true });
      await writeFile(join(to, name), await entry.read());
    }
    close();
    return [...entries.keys()];
  }

  it('holds its files in their order, and sums that sha256sum -c finds right', async () => {
    const path = folder.join('out.zip');
    const { files } = await writeBundle(path, FILES, false);
    const names = await unpack(path, folder.join('unpacked'));
    expect(names).toEqual([...FILES.map(({ name }) => name), 'SHA256SUMS']);
    expect(files.map(({ sizeBytes }) => sizeBytes)).toEqual([
      ...[10, 0, 8, 5_000_000],
      expect.any(Number),
    ]);
    const { stdout } = await run('sha256sum', ['-c', 'SHA256SUMS'], {
      cwd: folder.join('unpacked'),
    });
    expect(stdout.match(/: OK/g)).toHaveLength(FILES.length);
    await writeFile(folder.join('unpacked/b.txt'), 'changed');
    await expect(
      run('sha256sum', ['-c', 'SHA256SUMS'], { cwd: folder.join('unpacked') }),
    ).rejects.toThrow();
  });

  it('has the same bytes for the same files', async () => {
    await writeBundle(folder.join('one.zip'), FILES, false);
    await writeBundle(folder.join('two.zip'), FILES, false);
    const bytes = await Promise.all(
      ['one.zip', 'two.zip'].map((name) => readFile(folder.join(name))),
    );
    expect(bytes[0]?.equals(bytes[1] ?? Buffer.alloc(0))).toBe(true);
  });

  it('replaces no file unless it is told to', async () => {
    const path = folder.join('out.zip');
    await writeFile(path, 'mine');
    await expect(writeBundle(path, FILES, false)).rejects.toThrow(TargetError);
    expect(await readFile(path, 'utf8')).toBe('mine');
    await writeBundle(path, FILES, true);
    expect((await readZipEntries(path)).entries.size).toBe(FILES.length + 1);
  });

  it.each([0, 1, 2])('is not there when file %i cannot be read to its end', async (at) => {
    const broken: BundleFile = {
      name: 'broken.txt',
      content: async function* () {
        yield Buffer.alloc(1_000_000);
        throw new Error('the disk is gone');
      },
    };
    const files = [...FILES.slice(0, at), broken, ...FILES.slice(at)];
    await expect(writeBundle(folder.join('out.zip'), files, false)).rejects.toThrow(
      'the disk is gone',
    );
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('is refused where its folder is not there', async () => {
    await expect(writeBundle(folder.join('no/out.zip'), FILES, false)).rejects.toThrow(TargetError);
  });
});

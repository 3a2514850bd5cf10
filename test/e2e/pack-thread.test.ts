import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Packer, packHere } from '../../src/importers/archive/compress.ts';
import type * as PackThread from '../../src/importers/archive/compress-thread.ts';
import { ZipFile } from '../../src/importers/archive/zip-writer.ts';
import { buildPieces } from '../support/program/built.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';

// The built program: Node 20 starts no thread from TypeScript.
const pieces = await buildPieces([
  'src/importers/archive/compress-thread.ts',
  'src/importers/archive/compress-worker.ts',
]);
const { openPackThread }: typeof PackThread = await import(
  pathToFileURL(pieces.path('compress-thread')).href
);
afterAll(() => pieces.remove());

describe('a thread that packs entries', () => {
  let folder: ScratchFolder;
  let thread: Packer;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    thread = openPackThread();
  });
  afterEach(async () => {
    await thread.close();
    await folder.remove();
  });

  async function archive(name: string, packer: Packer): Promise<Buffer> {
    const zip = await ZipFile.create(folder.join(name), { comment: undefined, packer });
    for (let entry = 0; entry < 400; entry += 1) {
      await zip.addEntry(`${entry}.json`, `[${String(entry).repeat(entry * 8)}]`);
    }
    await zip.finish();
    await zip.commit();
    return await readFile(zip.path);
  }

  it('makes an archive of the same bytes as without it', async () => {
    const threaded = await archive('threaded.zip', thread);
    expect(threaded.length).toBeGreaterThan(10_000);
    expect(threaded.equals(await archive('plain.zip', packHere))).toBe(true);
  });

  it('gives answers in the order of what was asked, also at once', async () => {
    const asked = Array.from({ length: 20 }, (_, index) =>
      Buffer.alloc(1000 * (20 - index), index),
    );
    const answers = await Promise.all(asked.map((piece) => thread.pack([piece])));
    const expected = await packHere.pack(asked);
    expect(answers.map(([packed]) => packed?.crc)).toEqual(expected.map(({ crc }) => crc));
  });

  it('fails what it was asked when it ends before it answers', async () => {
    const asked = thread.pack([Buffer.alloc(50_000_000, 'a')]);
    const failed = expect(asked).rejects.toThrow('has ended');
    await thread.close();
    await failed;
  });
});

import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readArchives } from '../../../../src/commands/run/known-archives.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

describe('the archives of a work directory', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
  });
  afterEach(() => folder.remove());

  const manifestAt = async (name: string, seconds: number): Promise<void> => {
    const path = folder.join('work', `${name}.manifest.jsonl`);
    const lines = [
      { kind: 'manifest', version: 1, options: {} },
      { kind: 'archive', file: name, sizeBytes: 1, sha256: 'a'.repeat(64) },
    ];
    await mkdir(folder.join('work'), { recursive: true });
    await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await utimes(path, seconds, seconds);
  };

  it.each([
    ['a.zip', 'b.zip'],
    ['b.zip', 'a.zip'],
  ])(
    'are those of the run that wrote last, whatever their names: %s, then %s',
    async (earlier, later) => {
      await manifestAt(later, 2_000);
      await manifestAt(earlier, 1_000);
      const archives = await readArchives(folder.join('work'));
      expect(archives.map(({ name }) => name)).toEqual([later]);
    },
  );

  it('are none where there is no such folder', async () => {
    expect(await readArchives(folder.join('work'))).toEqual([]);
  });
});

import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withSpool } from '../../../../src/importers/workspace/message-spool.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

describe('the spool of a channel', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
  });
  afterEach(() => folder.remove());

  it('is a file while it is used, and is gone afterwards', async () => {
    const files = await withSpool(folder.path, () => readdir(folder.path));
    expect(files).toHaveLength(1);
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('leaves no text in the folder when its use fails', async () => {
    const used = withSpool(folder.path, () => Promise.reject(new Error('no channel')));
    await expect(used).rejects.toThrow('no channel');
    expect(await readdir(folder.path)).toEqual([]);
  });
});

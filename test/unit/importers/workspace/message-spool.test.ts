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

  it('keeps what the ledger knows of a channel until it is cleared', () =>
    withSpool(folder.path, async (spool) => {
      spool.addAdopted('1.000001', { postId: 'p1', part: 0 });
      spool.addAdopted('1.000001', { postId: 'p2', part: 1 });
      spool.addUpload('f1', 'F0');
      spool.addUpload('f1', 'F1');
      spool.addOrphan('2.000001');
      spool.addOrphan('1.000002');
      expect(spool.adoptedAt('1.000001')).toEqual({ postId: 'p2', part: 1 });
      expect(spool.adoptedAt('9.000001')).toBeUndefined();
      expect(['f1', 'f2'].map((id) => spool.slackFileOf(id))).toEqual(['F1', '']);
      expect(['F0', 'F1', 'f1'].map((id) => spool.isUpload(id))).toEqual([false, true, false]);
      expect([...spool.orphans()]).toEqual(['2.000001', '1.000002']);
      spool.clear();
      expect(spool.adoptedAt('1.000001')).toBeUndefined();
      expect(spool.isUpload('F1')).toBe(false);
      expect([...spool.orphans()]).toEqual([]);
    }));
});

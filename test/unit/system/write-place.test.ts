import { mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder, refuseMount } from '../../../src/system/write-place.ts';
import { makeScratchFolder, type ScratchFolder } from '../../support/scratch-folder.ts';

describe('a place to write to', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
  });
  afterEach(() => folder.remove());

  it('is made with the folders around it, for its owner alone', async () => {
    expect(await makeFolder(folder.join('a/b/c'))).toBe(true);
    expect(await makeFolder(folder.join('a/b/c'))).toBe(false);
    for (const name of ['a', 'a/b', 'a/b/c']) {
      expect((await stat(folder.join(name))).mode & 0o777).toBe(0o700);
    }
  });

  it('may be behind a symbolic link to a folder', async () => {
    await mkdir(folder.join('there'));
    await symlink('there', folder.join('link'));
    expect(await makeFolder(folder.join('link'))).toBe(false);
    expect(await makeFolder(folder.join('link/new'))).toBe(true);
    expect(await readdir(folder.join('there'))).toEqual(['new']);
  });

  it('says why it cannot be made: Node says of any such folder that it is missing', async () => {
    await writeFile(folder.join('file'), '');
    await symlink('nowhere', folder.join('dangling'));
    await symlink('loop', folder.join('loop'));
    const long = 'x'.repeat(300);
    for (const [name, reason] of [
      ['file', 'file is not a folder'],
      ['file/in', 'file is not a folder'],
      ['dangling', 'dangling is not a folder'],
      [`new/${long}`, 'the name is too long'],
      ['loop/in', 'lead to each other'],
    ] as const) {
      await expect(makeFolder(folder.join(name))).rejects.toFailWith(reason);
    }
  });

  it.runIf(process.platform === 'linux')(
    'cannot be one that is mounted by itself, because nothing takes its name',
    async () => {
      await expect(refuseMount('/proc')).rejects.toFailWith('mounted by itself');
      await refuseMount(folder.path);
      await refuseMount(folder.join('not-there'));
    },
  );
});

import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SourceError } from '../../../../src/errors/errors.ts';
import { type FileStore, openLocalFileStore } from '../../../../src/exporters/files/file-store.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { withoutRights } from '../../../support/without-rights.ts';
import { fileStoreContract, storeOf } from '../../suites/file-store-contract.ts';

fileStoreContract('in a local folder', async () => {
  const folder = await makeScratchFolder();
  return {
    store: await storeOf({ kind: 'local', directory: folder.path }),
    async put(path, bytes) {
      await mkdir(dirname(folder.join(path)), { recursive: true });
      await writeFile(folder.join(path), bytes);
    },
    stop: () => folder.remove(),
  };
});

describe('a file store in a local folder', () => {
  let scratch: ScratchFolder;
  let store: FileStore;
  beforeAll(async () => {
    scratch = await makeScratchFolder();
    await chmod(scratch.path, 0o711);
    await mkdir(scratch.join('store', '20230403', '設計書 (最終版)'), { recursive: true });
    await mkdir(scratch.join('store-of-others'));
    await writeFile(scratch.join('store', '20230403', '設計書 (最終版)', '図.png'), 'four');
    await writeFile(scratch.join('store', '.hidden'), '');
    await writeFile(scratch.join('secret.txt'), 'secret');
    await writeFile(scratch.join('store-of-others', 'file.txt'), 'secret');
    await symlink(scratch.join('secret.txt'), scratch.join('store', 'link-out'));
    await symlink('../secret.txt', scratch.join('store', 'relative-link-out'));
    await symlink(scratch.path, scratch.join('store', 'folder-out'));
    await symlink('../store-of-others', scratch.join('store', 'neighbour'));
    await symlink('.hidden', scratch.join('store', 'link-inside'));
    await symlink('nowhere', scratch.join('store', 'broken-link'));
    await symlink('loop', scratch.join('store', 'loop'));
    await symlink('store', scratch.join('linked-store'));
    store = await openLocalFileStore(scratch.join('store'));
  });
  afterAll(() => scratch.remove());

  it.each([
    ['a Japanese name in a folder with spaces', '20230403/設計書 (最終版)/図.png', 4],
    ['an empty file with a leading dot', '.hidden', 0],
    ['a path with a detour that stays inside', '20230403/../.hidden', 0],
    ['a link to another file of the store', 'link-inside', 0],
  ])('finds %s', async (_, path, sizeBytes) => {
    expect(await store.look(path)).toEqual({ state: 'there', sizeBytes });
  });

  it.each([
    ['a file that is not there', '20230403/lost.png'],
    ['a folder', '20230403'],
    ['the store itself', '.'],
    ['a file used as a folder', '.hidden/inner'],
    ['a link that leads nowhere', 'broken-link'],
    ['a link to itself', 'loop'],
    ['a name that no system takes', 'x'.repeat(5000)],
  ])('misses %s', async (_, path) => {
    expect(await store.look(path)).toEqual({ state: 'missing' });
  });

  it.each([
    ['no path', ''],
    ['an absolute path', '/etc/passwd'],
    ['a path above the store', '../secret.txt'],
    ['a path that comes out above the store', '20230403/../../secret.txt'],
    ['the folder above', '..'],
    ['a NUL', '20230403\0.png'],
    ['a link out of the store', 'link-out'],
    ['a relative link out of the store', 'relative-link-out'],
    ['a file behind a linked folder', 'folder-out/secret.txt'],
    ['a neighbour whose name begins alike', 'neighbour/file.txt'],
  ])('refuses %s', async (_, path) => {
    expect(await store.look(path)).toEqual({ state: 'refused' });
  });

  it('says of a folder that may not be entered that its files cannot be read, not that they are missing', async () => {
    await mkdir(scratch.join('store', 'locked'));
    await writeFile(scratch.join('store', 'locked', 'file.txt'), 'four');
    await chmod(scratch.join('store', 'locked'), 0);
    await withoutRights(async () => {
      for (const path of ['locked/file.txt', 'locked/lost.txt']) {
        const looked = store.look(path);
        await expect(looked).rejects.toBeInstanceOf(SourceError);
        await expect(looked).rejects.toMatchObject({ cause: { code: 'EACCES' } });
        await expect(looked).rejects.toFailWith(
          `the file ${path} of the file store may not be read`,
        );
        await expect(store.open(path)).rejects.toFailWith('may not be read');
      }
    });
    await chmod(scratch.join('store', 'locked'), 0o700);
  });

  it('may itself be a link', async () => {
    const linked = await openLocalFileStore(scratch.join('linked-store'));
    expect(await linked.look('.hidden')).toEqual({ state: 'there', sizeBytes: 0 });
    expect(await linked.look('link-out')).toEqual({ state: 'refused' });
  });

  it.each(['nowhere', 'secret.txt'])('does not open as %s', async (name) => {
    const opened = openLocalFileStore(scratch.join(name));
    await expect(opened).rejects.toBeInstanceOf(SourceError);
    await expect(opened).rejects.toFailWith(/^the files folder .*(does not exist|is not a folder)/);
  });
});

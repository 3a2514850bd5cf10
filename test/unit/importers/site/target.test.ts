import { lstat, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { openSite, SITE_MANIFEST } from '../../../../src/importers/site/target.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

describe('the place of a site', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    return () => folder.remove();
  });

  async function write(path: string, text: string): Promise<void> {
    const site = await openSite(path, true);
    await site.write(SITE_MANIFEST, text);
    await site.commit();
  }

  const manifestIn = (name: string): Promise<string> =>
    readFile(folder.join(`${name}/${SITE_MANIFEST}`), 'utf8');

  it('keeps the site that was there when the new one cannot take its name', async () => {
    await write(folder.join('site'), 'old');
    const site = await openSite(folder.join('site'), true);
    await site.write(SITE_MANIFEST, 'new');
    const [part = ''] = (await readdir(folder.path)).filter((name) => /\.part$/.test(name));
    await rm(folder.join(part), { recursive: true });
    const other = (await readdir(folder.path)).filter((name) => /\.part$/.test(name));
    for (const name of other) await rm(folder.join(name), { recursive: true });
    await expect(site.commit()).rejects.toFailWith('cannot write');
    await site.discard();
    expect(await readdir(folder.path)).toEqual(['site']);
    expect(await manifestIn('site')).toBe('old');
  });

  it('gives a site its name back that a killed run had moved out of the way', async () => {
    await write(folder.join('site'), 'old');
    await rename(folder.join('site'), folder.join('site.former.part'));
    await expect(openSite(folder.join('site'), false)).rejects.toFailWith('exists already');
    expect(await manifestIn('site')).toBe('old');
  });

  it('is where a symbolic link leads', async () => {
    await mkdir(folder.join('large-disk'));
    await symlink('large-disk/site', folder.join('site'));
    for (const text of ['first', 'second']) {
      await write(folder.join('site'), text);
      expect(await manifestIn('large-disk/site')).toBe(text);
    }
    expect((await lstat(folder.join('site'))).isSymbolicLink()).toBe(true);
    expect((await readdir(folder.path)).sort()).toEqual(['large-disk', 'site']);
  });

  it('is no file that is there, and the message says so', async () => {
    await writeFile(folder.join('site'), '');
    await expect(openSite(folder.join('site'), true)).rejects.toFailWith('site is not a folder');
    expect(await readdir(folder.path)).toEqual(['site']);
  });
});

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AtomicFolder, openAtomicFolder } from '../../../src/system/atomic-folder.ts';
import { makeScratchFolder, type ScratchFolder } from '../../support/scratch-folder.ts';

describe('a folder that takes the place of an older one', () => {
  let scratch: ScratchFolder;
  beforeEach(async () => {
    scratch = await makeScratchFolder();
  });
  afterEach(() => scratch.remove());

  const write = async (folder: AtomicFolder, content: string): Promise<void> => {
    const file = await folder.create('team/page.md');
    await file.write(content);
    await file.close();
  };
  const pageIn = (name: string): Promise<string> =>
    readFile(scratch.join(name, 'team', 'page.md'), 'utf8');
  const makeOlder = async (name: string): Promise<void> => {
    await mkdir(scratch.join(name, 'team'), { recursive: true });
    await writeFile(scratch.join(name, 'team', 'page.md'), `content of ${name}`);
  };

  it('leaves nothing else beside it', async () => {
    await makeOlder('boards');
    const folder = await openAtomicFolder(scratch.join('boards'));
    await write(folder, 'new');
    await folder.commit();
    expect(await readdir(scratch.path)).toEqual(['boards']);
    expect(await pageIn('boards')).toBe('new');
  });

  it('gives the older one its name back when it cannot take the place', async () => {
    await makeOlder('boards');
    const folder = await openAtomicFolder(scratch.join('boards'));
    await write(folder, 'new');
    const [temporary = ''] = (await readdir(scratch.path)).filter((name) => name !== 'boards');
    await rm(scratch.join(temporary), { recursive: true });
    await expect(folder.commit()).rejects.toFailWith('cannot write');
    await folder.discard();
    expect(await readdir(scratch.path)).toEqual(['boards']);
    expect(await pageIn('boards')).toBe('content of boards');
  });

  it('finds the older one again that a killed run had moved out of the way', async () => {
    await makeOlder('boards.former.part');
    const folder = await openAtomicFolder(scratch.join('boards'));
    expect(await pageIn('boards')).toBe('content of boards.former.part');
    await folder.discard();
    expect(await readdir(scratch.path)).toEqual(['boards']);
  });

  it('removes the older one that a killed run had replaced', async () => {
    await makeOlder('boards');
    await makeOlder('boards.former.part');
    const folder = await openAtomicFolder(scratch.join('boards'));
    await folder.discard();
    expect(await readdir(scratch.path)).toEqual(['boards']);
    expect(await pageIn('boards')).toBe('content of boards');
  });
});

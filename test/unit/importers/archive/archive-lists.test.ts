import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TargetError } from '../../../../src/errors/errors.ts';
import { openArchiveSet } from '../../../../src/importers/archive/archive-set.ts';
import { tinyArchive, zipOf } from '../../../support/archive/tiny-archive.ts';
import { sentenceOf } from '../../../support/matchers.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

describe('the lists of an archive that is read back', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
  });
  afterEach(() => folder.remove());

  async function refusalOf(others: Readonly<Record<string, unknown>>): Promise<string> {
    const path = folder.join('export.zip');
    await writeFile(path, await zipOf({ ...tinyArchive(), others: { ...others } }));
    const error = await openArchiveSet([path], () => false).then(
      (set) => set.close(),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(TargetError);
    return error instanceof TargetError ? sentenceOf(error) : '';
  }

  it.each([
    ['no id', {}],
    ['an id that is a number', { id: 7 }],
    ['nothing of an object', 'U1'],
    ['null', null],
  ])('are refused with the number of an entry that has %s', async (_, entry) => {
    for (const list of ['users', 'channels', 'groups', 'dms', 'mpims']) {
      const value = [{ id: 'X1', name: 'x', members: [] }, entry];
      expect(await refusalOf({ [`${list}.json`]: value })).toContain(
        `number 2 in the list of ${list}.json has no id`,
      );
    }
  });

  it.each([
    ['an object', {}],
    ['a text', 'x'],
  ])('are refused as a whole where one is %s', async (_, value) => {
    expect(await refusalOf({ 'users.json': value })).toContain('users.json is missing, or not as');
  });
});

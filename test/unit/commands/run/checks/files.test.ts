import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFiles } from '../../../../../src/commands/run/checks/files.ts';
import { lineTexts } from '../../../../../src/reports/notices.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../../support/scratch-folder.ts';
import { withoutRights } from '../../../../support/without-rights.ts';

describe('the check of the files', () => {
  let folder: ScratchFolder;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    await writeFile(folder.join('there'), 'four');
  });
  afterAll(() => folder.remove());

  /** Of so many samples, so many are missing. */
  const checked = async (looked: number, missing: number, ...others: readonly string[]) => {
    const samples = Array.from({ length: looked }, (_, index) => ({
      path: index < missing ? `missing-${index}` : 'there',
      sizeBytes: 4,
    }));
    const [check] = await checkFiles(
      { kind: 'local', directory: folder.path },
      [...samples, ...others.map((path) => ({ path, sizeBytes: 4 }))],
      new AbortController().signal,
    );
    if (check === undefined) throw new Error('no check');
    return { ...check, said: lineTexts([check.message, ...check.hints], 'en').join('\n') };
  };

  it.each([
    [250, 0, 'ok'],
    [250, 1, 'warning'],
    [250, 25, 'warning'],
    [250, 26, 'failure'],
    [250, 250, 'failure'],
    [9, 1, 'warning'],
    [9, 2, 'warning'],
    [9, 4, 'failure'],
    [3, 3, 'failure'],
    [1, 1, 'failure'],
  ])('of %i samples with %i missing ends in %3$s', async (looked, missing, state) => {
    expect((await checked(looked, missing)).state).toBe(state);
  });

  it('fails at a single file that cannot be read, because a run ends there', async () => {
    await mkdir(folder.join('locked'), { mode: 0 });
    await chmod(folder.path, 0o711);
    const { state, said } = await withoutRights(() => checked(250, 1, 'locked/file'));
    expect(state).toBe('failure');
    expect(said).toContain('the file locked/file of the file store may not be read');
  });

  it('counts all that are missing and names the first ten', async () => {
    const { said, hints } = await checked(250, 120);
    expect(said).toContain('120 of 250');
    expect(said).toContain('and 110 more');
    expect(hints.length).toBe(12);
  });

  it('asks for the right folder when nothing is there, and for a whole copy when some is', async () => {
    expect((await checked(9, 9)).said).toContain('FileSettings.Directory)?');
    expect((await checked(9, 4)).said).toContain('was the store copied as a whole?');
  });
});

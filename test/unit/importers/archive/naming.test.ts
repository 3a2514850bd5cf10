import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { TargetError } from '../../../../src/errors/errors.ts';
import { openExportedPosts } from '../../../../src/importers/archive/exported-posts-sqlite.ts';
import { settleNaming } from '../../../../src/importers/archive/naming.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

type State = 'named' | 'waiting' | 'gone' | 'an older one of the name';

/** What becomes of a record whose two archives a kill has left in these states. */
const CASES: readonly (readonly [
  first: State,
  second: State,
  end: 'kept' | 'removed' | 'refused',
])[] = [
  ['named', 'named', 'kept'],
  ['named', 'waiting', 'kept'],
  ['waiting', 'named', 'kept'],
  ['waiting', 'waiting', 'removed'],
  ['an older one of the name', 'waiting', 'removed'],
  ['named', 'an older one of the name', 'kept'],
  ['named', 'gone', 'refused'],
  ['gone', 'waiting', 'refused'],
  ['gone', 'gone', 'refused'],
];

describe('the naming of archives, after a kill', () => {
  let folder: ScratchFolder;
  let path: string;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    path = folder.join('zip-posts.db');
    return () => folder.remove();
  });

  async function archive(name: string, state: State) {
    const bytes = `the archive ${name}`;
    const named = folder.join(name);
    const temporary = folder.join(`${name}.part`);
    await writeFile(temporary, bytes);
    if (state === 'named') await rename(temporary, named);
    if (state === 'gone') await rename(temporary, folder.join(`${name}.moved`));
    // As long as the new one.
    if (state === 'an older one of the name') await writeFile(named, bytes.toUpperCase());
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { file: named, temporaryFile: temporary, sizeBytes: bytes.length, sha256 };
  }

  it.each(CASES)('%s and %s: the record is %s', async (first, second, end) => {
    const record = await openExportedPosts(path, false);
    await record.prepare('a.zip', [await archive('a', first), await archive('b', second)]);
    const settled = settleNaming(path);
    if (end === 'refused') {
      await expect(settled).rejects.toThrow(TargetError);
      expect(existsSync(folder.join('zip-posts.next.db'))).toBe(true);
      return;
    }
    await settled;
    expect(existsSync(folder.join('zip-posts.next.db'))).toBe(false);
    expect(existsSync(path)).toBe(end === 'kept');
    if (end === 'removed') return;
    for (const name of ['a', 'b']) {
      expect(await readFile(folder.join(name), 'utf8')).toBe(`the archive ${name}`);
    }
    const next = await openExportedPosts(path, true);
    expect([...next.archiveNames()]).toEqual(['a.zip', 'a', 'b']);
    await next.discard();
  });

  it('is nothing to do when no run was stopped in it', async () => {
    await settleNaming(path);
    expect(existsSync(path)).toBe(false);
  });

  it('keeps the names of earlier archives of the chain', async () => {
    for (const [name, goesOn] of [
      ['one', false],
      ['two', true],
    ] as const) {
      const record = await openExportedPosts(path, goesOn);
      await record.prepare(`/out/${name}.zip`, [await archive(name, 'named')]);
      await record.commit();
    }
    const record = await openExportedPosts(path, true);
    expect([...record.archiveNames()]).toEqual(['one.zip', 'one', 'two.zip', 'two']);
    await record.discard();
  });

  it('leaves no record of a run that failed before any archive had its name', async () => {
    const record = await openExportedPosts(path, false);
    await record.prepare('a.zip', [await archive('a', 'waiting')]);
    await record.discard();
    expect(existsSync(folder.join('zip-posts.next.db'))).toBe(false);
  });

  it('leaves the record of a run that failed when an archive had its name', async () => {
    const record = await openExportedPosts(path, false);
    await record.prepare('a.zip', [await archive('a', 'named'), await archive('b', 'waiting')]);
    await record.discard();
    expect(existsSync(folder.join('zip-posts.next.db'))).toBe(true);
  });
});

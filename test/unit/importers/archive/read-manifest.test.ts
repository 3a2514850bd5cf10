import { writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  readManifest,
  readManifestHead,
  readManifestSummary,
} from '../../../../src/importers/archive/read-manifest.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const UNSET = {
  ...{ source: 'database', repairEncoding: 'none', redactSecrets: false, bookmarks: 'none' },
  sameAs: {},
};
const SHA256 = 'a'.repeat(64);
const ARCHIVE = { kind: 'archive', file: 'bulk.zip', sizeBytes: 1, sha256: SHA256 };

describe('a manifest', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    return () => folder.remove();
  });

  const path = () => folder.join('bulk.zip.manifest.jsonl');
  const write = (...lines: readonly (object | string)[]): Promise<void> => {
    const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
    return writeFile(path(), texts.join('\n'));
  };

  it.each([
    [
      'set',
      { repairEncoding: 'latin1', source: 'bulk' },
      { repairEncoding: 'latin1', source: 'bulk' },
    ],
    ['not set', {}, {}],
    ['unreadable', { repairEncoding: 'rot13', sameAs: 7, consent: {}, csvQuoting: 1 }, {}],
    ['no options at all', 'none', {}],
  ])('has options that are %s', async (_what, options, expected) => {
    await write({ kind: 'manifest', version: 1, options });
    expect((await readManifestHead(path()))?.options).toEqual({ ...UNSET, ...expected });
  });

  it('lists its archives, without what a kill cut off', async () => {
    const entry = { kind: 'entry', archive: 'bulk.zip', name: 'users.json', sha256: SHA256 };
    await write({ kind: 'manifest', version: 1 }, entry, ARCHIVE, '{"kind":"archive","file":"b');
    expect((await readManifestSummary(path()))?.archives).toEqual([ARCHIVE]);
  });

  it.each(['', '{"kind":"mani', '{"kind":"account"}'])('says nothing as %j', async (text) => {
    await write(text);
    expect(await readManifestHead(path())).toBeUndefined();
    expect(await readManifestSummary(path())).toBeUndefined();
  });

  it('of a later version is refused by what goes by each line', async () => {
    await write({ kind: 'manifest', version: 2, options: {} });
    await expect(readManifest(path()).next()).rejects.toThrow('manifest-version-unknown');
  });
});

import { mkdir, readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { openZip } from '../../../../src/commands/zip/open.ts';
import { TargetError } from '../../../../src/errors/errors.ts';
import { makeScratchFolder } from '../../../support/scratch-folder.ts';
import { AN_ADDRESS, resolveWritten } from '../../config/resolve-with.ts';

it('an archive that cannot get its name leaves no records of one', async () => {
  const folder = await makeScratchFolder();
  await mkdir(folder.join('work'));
  const flags = { source: AN_ADDRESS, work: folder.join('work') };
  const request = { isForced: false, isSinceLast: false, format: 'json' } as const;
  const target = await openZip(resolveWritten({ flags }), {
    ...request,
    out: folder.join('bulk.zip'),
  });
  for (const file of Object.values(target.files.of)) await file.close();
  const [archive] = await target.archives.all();
  const sums = await archive?.zip.finish();
  await mkdir(folder.join('bulk.zip'));
  const written = { file: folder.join('bulk.zip'), sizeBytes: 0, sha256: '', ...sums };
  await expect(target.commit([written])).rejects.toThrow(TargetError);
  await target.discard();
  expect((await readdir(folder.path, { recursive: true })).sort()).toEqual(['bulk.zip', 'work']);
  await folder.remove();
});

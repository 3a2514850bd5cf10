import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { archivedTime } from '../../../../src/commands/adopt/archived-time.ts';
import { openExportedPosts } from '../../../../src/importers/archive/exported-posts-sqlite.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

let folder: ScratchFolder;
beforeEach(async () => {
  folder = await makeScratchFolder();
});
afterEach(() => folder.remove());

const manifest = (name: string, head: object): Promise<void> =>
  writeFile(
    folder.join(`${name}.manifest.jsonl`),
    `${JSON.stringify({ kind: 'manifest', version: 1, options: {}, ...head })}\n`,
  );

it('the archives of a rehearsal, which keeps no store, hold what their latest manifest has seen', async () => {
  expect(await archivedTime(folder.path)).toBeUndefined();
  await manifest('older', {});
  expect(await archivedTime(folder.path)).toBeUndefined();
  await manifest('trial', { seenToMs: 1_700_000_000_000 });
  await manifest('second', { seenToMs: 1_700_000_000_500 });
  await writeFile(folder.join('broken.zip.manifest.jsonl'), '{"kind":');
  expect(await archivedTime(folder.path)).toBe(1_700_000_000_500);
});

it('the store of a chain counts, whatever a trial beside it has seen', async () => {
  await manifest('trial', { seenToMs: 1_700_000_000_500 });
  const store = await openExportedPosts(folder.join('zip-posts.db'), false);
  store.setMeta('seen_to_ms', '1700000000000');
  await store.prepare('bulk.zip', []);
  await store.commit();
  expect(await archivedTime(folder.path)).toBe(1_700_000_000_000);
});

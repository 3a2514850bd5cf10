import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  keepOtherReports,
  removeKeptReports,
} from '../../../../src/commands/verify/kept-reports.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

let folder: ScratchFolder;
beforeEach(async () => {
  folder = await makeScratchFolder();
});
afterEach(() => folder.remove());

/** Writes the reports of a comparison as `verify` does; `md` says which run it was. */
async function compare(kind: 'zip' | 'workspace', run: string): Promise<void> {
  await keepOtherReports(folder.path, kind);
  const reports = { json: JSON.stringify({ target: { kind } }), md: run, html: run };
  for (const [end, text] of Object.entries(reports)) {
    await writeFile(folder.join(`verify.${end}`), text);
  }
  await removeKeptReports(folder.path, kind);
}

const texts = async (): Promise<Readonly<Record<string, string>>> => {
  const names = (await readdir(folder.path)).filter((name) => name.endsWith('.md'));
  const pairs = names.map(async (name) => [name, await readFile(folder.join(name), 'utf8')]);
  return Object.fromEntries(await Promise.all(pairs));
};

it('the reports of archives and of a workspace stand beside each other, each the last of its kind', async () => {
  await compare('zip', 'archives');
  await compare('zip', 'archives again');
  expect(await texts()).toEqual({ 'verify.md': 'archives again' });
  await compare('workspace', 'workspace');
  await compare('workspace', 'workspace again');
  expect(await texts()).toEqual({
    'verify.md': 'workspace again',
    'verify-zip.md': 'archives again',
  });
  await compare('zip', 'archives at the end');
  expect(await texts()).toEqual({
    'verify.md': 'archives at the end',
    'verify-workspace.md': 'workspace again',
  });
});

it('a report that nobody can read is replaced as ever', async () => {
  await writeFile(folder.join('verify.json'), '{"target":');
  await compare('workspace', 'workspace');
  expect(await texts()).toEqual({ 'verify.md': 'workspace' });
});

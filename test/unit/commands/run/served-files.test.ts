import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pickedUpFiles } from '../../../../src/commands/run/served-files.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

let folder: ScratchFolder;
beforeEach(async () => {
  folder = await makeScratchFolder();
});
afterEach(() => folder.remove());

const GET = { method: 'GET', status: 206, whole: false, size: 10 };

it('counts what went out whole or part by part, and nothing that was only asked about', async () => {
  const lines = [
    { ...GET, file: 'whole', status: 200, bytes: 10, whole: true },
    { ...GET, file: 'parts', start: 5, bytes: 5 },
    { ...GET, file: 'parts', start: 0, bytes: 3 },
    { ...GET, file: 'hole', start: 0, bytes: 4 },
    { ...GET, file: 'hole', start: 5, bytes: 5 },
    { ...GET, file: 'parts', start: 2, bytes: 4 },
    { ...GET, file: 'asked', method: 'HEAD', bytes: 0 },
    { ...GET, file: 'end', start: 1, bytes: 9 },
  ];
  const path = folder.join('served-files.jsonl');
  await writeFile(path, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n{"file":`);
  expect([...(await pickedUpFiles(path))].sort()).toEqual(['parts', 'whole']);
});

it('counts nothing where nothing was served', async () => {
  expect((await pickedUpFiles(folder.join('none.jsonl'))).size).toBe(0);
});

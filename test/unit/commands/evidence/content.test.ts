import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { redactedContent } from '../../../../src/commands/evidence/content.ts';
import { openFiles } from '../../../support/open-files.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

let folder: ScratchFolder;
beforeEach(async () => {
  folder = await makeScratchFolder();
});
afterEach(() => folder.remove());

it('closes a log that is packed when its reader stops before the end', async () => {
  const path = folder.join('run.jsonl');
  await writeFile(path, '{"done":1}\n'.repeat(10_000));
  const lines: string[] = [];
  for await (const line of redactedContent(path, { how: 'log' }, (name) => name)) {
    lines.push(line);
    expect(await openFiles()).toContain(path);
    break;
  }
  expect(lines).toEqual(['{"done":1}\n']);
  await expect.poll(openFiles).not.toContain(path);
});

it('fails for a file that is gone, and does not pack it as an empty one', async () => {
  const content = redactedContent(folder.join('none.jsonl'), { how: 'log' }, (name) => name);
  await expect(content.next()).rejects.toMatchObject({ code: 'ENOENT' });
});

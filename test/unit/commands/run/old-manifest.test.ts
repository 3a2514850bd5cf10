import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OldManifest } from '../../../../src/commands/run/file-manifest.ts';
import { openFiles } from '../../../support/open-files.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const line = (id: string, over: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ id, path: `p/${id}`, storedBytes: 4, sha256: `sum of ${id}`, ...over });

describe('the manifest of an earlier run', () => {
  let folder: ScratchFolder;
  let old: OldManifest;
  beforeEach(async () => {
    folder = await makeScratchFolder();
  });
  afterEach(async () => {
    await old.close();
    await folder.remove();
  });
  const open = async (...lines: readonly string[]): Promise<void> => {
    await writeFile(folder.join('old.jsonl'), lines.join('\n'));
    old = new OldManifest(folder.join('old.jsonl'));
  };
  const sums = async (...ids: readonly string[]) => {
    const found: (string | undefined)[] = [];
    for (const id of ids) found.push(await old.sumOf(id, `p/${id}`, 4));
    return found;
  };

  it('gives its sums in its own order, over files that are new or gone', async () => {
    await open(...['a', 'gone', 'b', 'c'].map((id) => line(id)));
    expect(await sums('a', 'new', 'b', 'new too', 'c')).toEqual([
      'sum of a',
      undefined,
      'sum of b',
      undefined,
      'sum of c',
    ]);
  });

  it('gives none for other bytes, another place, or what was not there', async () => {
    await open(
      line('a', { storedBytes: 5 }),
      line('b', { path: 'q' }),
      line('c', { sha256: null }),
      line('d'),
    );
    expect(await sums('a', 'b', 'c', 'd')).toEqual([undefined, undefined, undefined, 'sum of d']);
  });

  it('ends where a crash cut it short', async () => {
    await open(line('a'), line('b').slice(0, 20));
    expect(await sums('a', 'b')).toEqual(['sum of a', undefined]);
  });

  it('is closed with the run, also where more of it is left to read', async () => {
    await open(...Array.from({ length: 10_000 }, (_, index) => line(`file-${index}`)));
    expect(await sums('file-0')).toEqual(['sum of file-0']);
    expect(await openFiles()).toContain(folder.join('old.jsonl'));
    await old.close();
    await expect.poll(openFiles).not.toContain(folder.join('old.jsonl'));
  });

  it('need not be there', async () => {
    old = new OldManifest(folder.join('none.jsonl'));
    expect(await sums('a')).toEqual([undefined]);
  });
});

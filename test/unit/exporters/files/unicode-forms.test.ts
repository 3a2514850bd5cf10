import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileStore, openLocalFileStore } from '../../../../src/exporters/files/file-store.ts';
import { inEitherForm } from '../../../../src/exporters/files/unicode-forms.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const COMPOSED = 'パーティー.png'.normalize('NFC');
const DECOMPOSED = COMPOSED.normalize('NFD');

describe('a store with names in two Unicode forms', () => {
  let folder: ScratchFolder;
  let store: FileStore;
  let asked: string[];
  beforeEach(async () => {
    folder = await makeScratchFolder();
    asked = [];
    const local = await openLocalFileStore(folder.path);
    store = inEitherForm({
      ...local,
      async look(path) {
        asked.push(path);
        return await local.look(path);
      },
      presign: async (path) => path,
    });
  });
  afterEach(() => folder.remove());

  const wishes = { name: '', mimeType: '', sinceMs: 0, lifeSeconds: 60 };
  const readWith = async (way: 'open' | 'chunks', path: string): Promise<string> => {
    const bytes = way === 'open' ? await store.open(path) : store.chunks(path);
    let text = '';
    for await (const chunk of bytes) text += String(chunk);
    return text;
  };

  it('is asked once for a file that has the name of the database', async () => {
    await writeFile(folder.join(COMPOSED), 'four');
    expect(await store.look(COMPOSED)).toEqual({ state: 'there', sizeBytes: 4 });
    expect(asked).toEqual([COMPOSED]);
  });

  it('is asked for the other form where the first is missing', async () => {
    await writeFile(folder.join(DECOMPOSED), 'four');
    expect(await store.look(COMPOSED)).toEqual({ state: 'there', sizeBytes: 4 });
    expect(asked).toEqual([COMPOSED, DECOMPOSED]);
    expect(await store.presign?.(COMPOSED, wishes)).toBe(DECOMPOSED);
  });

  it.each(['open', 'chunks'] as const)(
    'gives the bytes by %s without being asked before',
    async (way) => {
      await writeFile(folder.join(COMPOSED), 'four');
      expect(await readWith(way, COMPOSED)).toBe('four');
      expect(asked).toEqual([]);
    },
  );

  it.each(['open', 'chunks'] as const)('misses by %s what it has in no form', async (way) => {
    await expect(readWith(way, COMPOSED)).rejects.toFailWith(COMPOSED);
    expect(await store.look(COMPOSED)).toEqual({ state: 'missing' });
  });
});

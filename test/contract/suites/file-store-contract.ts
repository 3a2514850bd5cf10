import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FilesConfig } from '../../../src/config/files.ts';
import { SourceError } from '../../../src/errors/errors.ts';
import type { FileStore } from '../../../src/exporters/files/file-store.ts';
import { openFileStore } from '../../../src/exporters/files/open.ts';

/** A store, and the way to put something into it. */
export interface FilledStore {
  readonly store: FileStore;
  put(path: string, bytes: Buffer): Promise<void>;
  stop(): Promise<void>;
}

const NAMES = [
  '20230403/設計書 (最終版)/図.png',
  '20230403/quotes/"it\'s" <100%> & more+.txt',
  '20230403/dots/.bashrc',
  'teams/legacy/channels/x/users/y/z/photo 1.png',
];

/** The store as a run opens it. */
export async function storeOf(files: FilesConfig): Promise<FileStore> {
  const store = await openFileStore(files, new AbortController().signal);
  if (store === undefined) throw new Error('these files have no store');
  return store;
}

/** What every store of Mattermost's files must do. */
export function fileStoreContract(name: string, open: () => Promise<FilledStore>): void {
  describe(`a file store ${name}`, () => {
    let filled: FilledStore;
    const read = async (...args: Parameters<FileStore['open']>): Promise<string> =>
      (await buffer(await filled.store.open(...args))).toString('utf8');
    const inChunks = async (path: string): Promise<Buffer> => {
      const copies: Buffer[] = [];
      for await (const chunk of filled.store.chunks(path)) copies.push(Buffer.from(chunk));
      return Buffer.concat(copies);
    };
    beforeAll(async () => {
      filled = await open();
      for (const path of NAMES) await filled.put(path, Buffer.from(`bytes of ${path}`));
      await filled.put('empty', Buffer.alloc(0));
    });
    afterAll(() => filled.stop());

    it.each(NAMES)('finds and reads %s', async (path) => {
      const sizeBytes = Buffer.byteLength(`bytes of ${path}`);
      expect(await filled.store.look(path)).toEqual({ state: 'there', sizeBytes });
      expect(await read(path)).toBe(`bytes of ${path}`);
      expect((await inChunks(path)).toString()).toBe(`bytes of ${path}`);
    });

    it.each([
      ['composed', 'NFC', 'NFD'],
      ['decomposed, as a Mac copies it', 'NFD', 'NFC'],
    ] as const)('finds and reads a name that is stored %s', async (_, stored, asked) => {
      const path = `20230403/${stored}/パーティー が café.png`;
      await filled.put(path.normalize(stored), Buffer.from('party'));
      expect(await filled.store.look(path.normalize(asked))).toMatchObject({ sizeBytes: 5 });
      expect(await read(path.normalize(asked))).toBe('party');
      expect((await inChunks(path.normalize(asked))).toString()).toBe('party');
    });

    it('gives each of two names that differ in form alone its own bytes', async () => {
      const path = '20230403/both/が.txt';
      for (const form of ['NFC', 'NFD'] as const)
        await filled.put(path.normalize(form), Buffer.from(form));
      expect(await read(path.normalize('NFC'))).toBe('NFC');
      expect(await read(path.normalize('NFD'))).toBe('NFD');
    });

    it('gives a large file chunk by chunk', async () => {
      const bytes = Buffer.from(Array.from({ length: 700_001 }, (_, index) => index % 251));
      await filled.put('large.bin', bytes);
      expect((await inChunks('large.bin')).equals(bytes)).toBe(true);
    });

    it('finds and reads a file of no bytes', async () => {
      expect(await filled.store.look('empty')).toEqual({ state: 'there', sizeBytes: 0 });
      expect(await read('empty')).toBe('');
      expect(await inChunks('empty')).toHaveLength(0);
    });

    it('reads a part, both ends included', async () => {
      const path = '20230403/dots/.bashrc';
      expect(await read(path, { startByte: 0, endByte: 4 })).toBe('bytes');
      expect(await read(path, { startByte: 6, endByte: 7 })).toBe('of');
      const last = Buffer.byteLength(`bytes of ${path}`) - 1;
      expect(await read(path, { startByte: last, endByte: last })).toBe('c');
    });

    it('normalises a detour that stays inside, as Mattermost does', async () => {
      const path = '20230403/nothing/../dots/./.bashrc';
      expect(await filled.store.look(path)).toMatchObject({ state: 'there' });
      expect(await read(path)).toBe('bytes of 20230403/dots/.bashrc');
    });

    it.each([
      ['a file that is not there', '20230403/lost.png'],
      ['a folder', '20230403'],
      ['a folder with a slash behind it', '20230403/'],
      ['the store itself', '.'],
      ['a file used as a folder', 'empty/inner'],
      ['a name that no store takes', 'x'.repeat(5000)],
    ])('misses %s, and does not open it', async (_, path) => {
      expect(await filled.store.look(path)).toEqual({ state: 'missing' });
      await expect(read(path)).rejects.toBeInstanceOf(SourceError);
      await expect(inChunks(path)).rejects.toBeInstanceOf(SourceError);
    });

    it.each([
      ['no path', ''],
      ['an absolute path', '/empty'],
      ['a path above the store', '../empty'],
      ['a path that comes out above the store', '20230403/../../empty'],
      ['the folder above', '..'],
      ['a NUL', 'empty\0'],
    ])('refuses %s, and does not open it', async (_, path) => {
      expect(await filled.store.look(path)).toEqual({ state: 'refused' });
      await expect(read(path)).rejects.toBeInstanceOf(SourceError);
      await expect(inChunks(path)).rejects.toBeInstanceOf(SourceError);
    });

    it('serves many at once', async () => {
      const texts = await Promise.all(
        Array.from({ length: 40 }, (_, index) => read(NAMES[index % NAMES.length] ?? '')),
      );
      expect(new Set(texts).size).toBe(NAMES.length);
    });
  });
}

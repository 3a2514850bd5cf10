import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough, pipeline, Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import Libsql from 'libsql';
import { z } from 'zod';
import type { BulkSource } from '../../config/bulk-source.ts';
import { SourceError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { unreadableFile } from '../../errors/unreadable-file.ts';
import { exists } from '../../system/files.ts';
import { insidePath } from '../../system/inside-path.ts';
import {
  type ByteRange,
  type FileStore,
  openLocalFileStore,
  type StoredFile,
} from '../files/file-store.ts';
import { ensureStaged, readStageMeta } from './staged.ts';

const entryRow = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]);
const textRow = z.tuple([z.string()]);

const FIND_ENTRY =
  'SELECT Part, HeaderAt, PackedBytes, SizeBytes, Method FROM BulkEntries WHERE Path = ?';
const FIND_ALIAS = 'SELECT Target FROM BulkAliases WHERE Path = ?';

interface Entry {
  readonly file: string;
  readonly headerAt: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  readonly isPacked: boolean;
}

/**
 * The files beside the lines of a staged export: entries of its ZIP below `data/`, or for a JSONL file the folder `data`
 * beside it (and `exported_emoji`, where the command line puts emoji). Pictures and emoji have the paths that they have
 * in a server's store. Nothing is unpacked to a disk.
 */
export async function openBulkFileStore(
  source: BulkSource,
  signal: AbortSignal,
): Promise<FileStore> {
  const stagedPath = await ensureStaged(source, signal);
  const files = (await readStageMeta(stagedPath))?.files ?? [];
  const parts = files.map(({ path }) => path);
  const folders = await openFolders(parts.map((path) => dirname(path)));
  const database = new Libsql(stagedPath, { readonly: true });
  const { targetOf, entryOf } = findEntries(database, parts);
  const look = async (path: string): Promise<StoredFile> => {
    const target = targetOf(path);
    const normal = insidePath(target);
    if (normal === undefined) return { state: 'refused' };
    const entry = entryOf(normal);
    if (entry !== undefined) return { state: 'there', sizeBytes: entry.sizeBytes };
    const [store, inside = target] = (await placeIn(folders, target)) ?? [];
    return store === undefined ? { state: 'missing' } : await store.look(inside);
  };
  const openAt = async (path: string, range?: ByteRange): Promise<Readable> => {
    const target = targetOf(path);
    const normal = insidePath(target);
    const entry = normal === undefined ? undefined : entryOf(normal);
    if (entry !== undefined) return await openEntry(entry, path, range);
    const [store, inside = target] = (await placeIn(folders, target)) ?? [];
    if (store === undefined) throw new SourceError(notice('file-not-in-store', { path }));
    return await store.open(inside, range);
  };
  return {
    look,
    open: openAt,
    presign: undefined,
    async *chunks(path) {
      for await (const chunk of await openAt(path)) yield Buffer.from(chunk);
    },
    close() {
      database.close();
      for (const { store } of folders) store.close();
    },
  };
}

/** Finds files in the staged directory of a ZIP; `parts` are the paths of its parts, in their order. */
function findEntries(database: Libsql.Database, parts: readonly string[]) {
  const findEntry = database.prepare(FIND_ENTRY).raw();
  const findAlias = database.prepare(FIND_ALIAS).raw();
  return {
    /** The path that holds the content of another path. */
    targetOf(path: string): string {
      const alias = textRow.safeParse(findAlias.get(path));
      return alias.success ? alias.data[0] : path;
    },
    entryOf(path: string): Entry | undefined {
      const found = entryRow.safeParse(findEntry.get(path));
      if (!found.success) return undefined;
      const [part, headerAt, packedBytes, sizeBytes, method] = found.data;
      const file = parts[part] ?? '';
      return { file, headerAt, packedBytes, sizeBytes, isPacked: method !== 0 };
    },
  };
}

/** The folder that has a file, and the path of the file in it; undefined where none has it. */
async function placeIn(
  folders: readonly Beside[],
  path: string,
): Promise<readonly [FileStore, string] | undefined> {
  for (const { prefix, store } of folders) {
    if (!path.startsWith(prefix)) continue;
    const inside = path.slice(prefix.length);
    if ((await store.look(inside)).state === 'there') return [store, inside];
  }
  return undefined;
}

/** A folder beside the lines, and what its paths begin with in the lines. */
interface Beside {
  readonly prefix: string;
  readonly store: FileStore;
}

/** `data` beside the lines, and the folder where the command line puts emoji. */
async function openFolders(directories: readonly string[]): Promise<readonly Beside[]> {
  const folders: Beside[] = [];
  for (const directory of new Set(directories)) {
    for (const [name, prefix] of FOLDERS) {
      const place = join(directory, name);
      if (await exists(place)) folders.push({ prefix, store: await openLocalFileStore(place) });
    }
  }
  return folders;
}

const FOLDERS = [
  ['data', ''],
  ['exported_emoji', 'exported_emoji/'],
] as const;

/** Length of a local header without name and extra field, and where their lengths are (APPNOTE.TXT 4.3.7). */
const HEADER_BYTES = 30;
const NAME_LENGTH_AT = 26;
const EXTRA_LENGTH_AT = 28;

async function openEntry(entry: Entry, path: string, range?: ByteRange): Promise<Readable> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(entry.file, 'r');
    const header = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, entry.headerAt);
    const start =
      entry.headerAt +
      HEADER_BYTES +
      header.buffer.readUInt16LE(NAME_LENGTH_AT) +
      header.buffer.readUInt16LE(EXTRA_LENGTH_AT);
    if (entry.packedBytes === 0) {
      await handle.close();
      return Readable.from([]);
    }
    const stored = (from: number, to: number) =>
      handle?.createReadStream({ start: start + from, end: start + to }) ?? Readable.from([]);
    if (!entry.isPacked)
      return stored(range?.startByte ?? 0, range?.endByte ?? entry.packedBytes - 1);
    const inflated = pipeline(
      stored(0, entry.packedBytes - 1),
      createInflateRaw(),
      () => undefined,
    );
    return range === undefined ? inflated : partOf(inflated, range);
  } catch (error) {
    await handle?.close();
    throw unreadableFile(path, error);
  }
}

/** A part of a stream; what comes before it is read and let go. */
function partOf(whole: Readable, { startByte, endByte }: ByteRange): Readable {
  async function* part(): AsyncGenerator<Buffer> {
    let at = 0;
    for await (const chunk of whole) {
      const bytes = Buffer.from(chunk);
      const from = Math.max(startByte - at, 0);
      if (from < bytes.length) yield bytes.subarray(from, endByte + 1 - at);
      at += bytes.length;
      if (at > endByte) return;
    }
  }
  return pipeline(part, new PassThrough(), () => undefined);
}

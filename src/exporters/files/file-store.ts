import { once } from 'node:events';
import { constants, createReadStream, type ReadStream } from 'node:fs';
import { access, type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { errorCode } from '../../errors/error-code.ts';
import { SourceError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { unreadableFile } from '../../errors/unreadable-file.ts';
import { insidePath, realPathInside } from '../../system/inside-path.ts';

export type StoredFile =
  | { readonly state: 'there'; readonly sizeBytes: number }
  | { readonly state: 'missing' }
  /** The path leaves the store, by itself or by a link; nothing is said about its target. */
  | { readonly state: 'refused' };

/** Part of a file; both ends are inclusive and lie within it. */
export interface ByteRange {
  readonly startByte: number;
  readonly endByte: number;
}

/** What a link to a file says besides where it is. */
export interface LinkWishes {
  readonly name: string;
  readonly mimeType: string;
  /** The moment the link counts from, milliseconds since the epoch. */
  readonly sinceMs: number;
  readonly lifeSeconds: number;
}

/** Where Mattermost keeps the bytes of files; paths are relative to its root, as the database says. */
export interface FileStore {
  /**
   * Tells whether the bytes are there and how many; never fails for a strange path. SourceError when the store does not
   * say it, such as of a folder that may not be read.
   */
  look(path: string): Promise<StoredFile>;
  /** The bytes, from the beginning or of a part; SourceError when they are not there or may not be read. */
  open(path: string, range?: ByteRange): Promise<Readable>;
  /**
   * The bytes from the beginning; a chunk is good until the next is pulled, for its memory may be used again: a large
   * file leaves nothing to collect. SourceError as of `open`.
   */
  chunks(path: string): AsyncIterable<Buffer>;
  /** A link that the store itself signs and serves; undefined for a store that serves none. */
  readonly presign: ((path: string, wishes: LinkWishes) => Promise<string>) | undefined;
  /** Ends what the store holds open. */
  close(): void;
}

/** A store in a local folder. SourceError when the folder is not there or cannot be read. */
export async function openLocalFileStore(directory: string): Promise<FileStore> {
  try {
    const found = await stat(directory);
    if (!found.isDirectory()) throw new SourceError(notice('files-not-a-folder', { directory }));
    await access(directory, constants.R_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(notice('files-folder-missing', { directory }), {
      cause: error,
    });
  }
  const root = await realpath(directory);
  return {
    look: (path) => lookIn(root, path),
    presign: undefined,
    close: () => undefined,
    chunks: (path) => chunksIn(root, path),
    async open(path, range) {
      const part = range === undefined ? {} : { start: range.startByte, end: range.endByte };
      return await opened(createReadStream(await placeIn(root, path), part), path);
    },
  };
}

/** SourceError when it is not there. */
async function placeIn(root: string, path: string): Promise<string> {
  const inside = insidePath(path);
  const found = await lookIn(root, path);
  if (inside === undefined || found.state !== 'there') {
    throw new SourceError(notice('file-not-in-store', { path }));
  }
  return join(root, inside);
}

const CHUNK_BYTES = 256 * 1024;

async function* chunksIn(root: string, path: string): AsyncGenerator<Buffer, void> {
  const handle = await openHandle(await placeIn(root, path), path);
  try {
    const memory = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const bytesRead = await readInto(memory, handle, path);
      if (bytesRead === 0) return;
      yield memory.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function readInto(memory: Buffer, handle: FileHandle, path: string): Promise<number> {
  try {
    return (await handle.read(memory, 0, memory.length, null)).bytesRead;
  } catch (error) {
    throw unreadableFile(path, error);
  }
}

async function openHandle(place: string, path: string): Promise<FileHandle> {
  try {
    return await open(place, 'r');
  } catch (error) {
    throw unreadableFile(path, error);
  }
}

/** A stream whose file is open: one that may not be read is an error at once. */
async function opened(stream: ReadStream, path: string): Promise<ReadStream> {
  try {
    await once(stream, 'open');
    return stream;
  } catch (error) {
    throw unreadableFile(path, error);
  }
}

async function lookIn(root: string, path: string): Promise<StoredFile> {
  try {
    const target = await realPathInside(root, path);
    if (target === undefined) return { state: 'refused' };
    const found = await stat(target);
    return found.isFile() ? { state: 'there', sizeBytes: found.size } : { state: 'missing' };
  } catch (error) {
    if (isMissing(error)) return { state: 'missing' };
    throw unreadableFile(path, error);
  }
}

/** Codes of a file that is not there, or whose path no file of this system can have. */
const MISSING: ReadonlySet<unknown> = new Set([
  'ENOENT',
  'ENOTDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'EINVAL',
  'EILSEQ',
]);

const isMissing = (error: unknown): boolean => MISSING.has(errorCode(error));

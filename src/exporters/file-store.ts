import { once } from 'node:events';
import { constants, createReadStream, type ReadStream } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Readable } from 'node:stream';
import { SourceError } from '../errors.ts';
import { insidePath, leaves } from './stored-path.ts';

export type StoredFile =
  | { readonly state: 'there'; readonly sizeBytes: number }
  | { readonly state: 'missing' }
  /** The path leaves the store, by itself or by a link; nothing about its target is told. */
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
  /** Whether the bytes are there and how many; never fails for a strange path. */
  look(path: string): Promise<StoredFile>;
  /** The bytes, from the beginning or of a part; SourceError when they are not there or may not be read. */
  open(path: string, range?: ByteRange): Promise<Readable>;
  /** A link that the store itself signs and serves; undefined for a store that serves nobody. */
  readonly presign: ((path: string, wishes: LinkWishes) => Promise<string>) | undefined;
  /** Ends what the store holds open. */
  close(): void;
}

/** A store in a local folder. SourceError when the folder is not there or cannot be read. */
export async function openLocalFileStore(directory: string): Promise<FileStore> {
  try {
    const found = await stat(directory);
    if (!found.isDirectory())
      throw new SourceError(`the files folder ${directory} is not a folder`);
    await access(directory, constants.R_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(`the files folder ${directory} does not exist or cannot be read`, {
      cause: error,
    });
  }
  const root = await realpath(directory);
  return {
    look: (path) => lookIn(root, path),
    presign: undefined,
    close: () => undefined,
    async open(path, range) {
      const inside = insidePath(path);
      const found = await lookIn(root, path);
      if (inside === undefined || found.state !== 'there') {
        throw new SourceError(`the file ${path} is not in the store`);
      }
      const part = range === undefined ? {} : { start: range.startByte, end: range.endByte };
      return await opened(createReadStream(join(root, inside), part), path);
    },
  };
}

/** A stream whose file is open: one that may not be read is told at once. */
async function opened(stream: ReadStream, path: string): Promise<ReadStream> {
  try {
    await once(stream, 'open');
    return stream;
  } catch (error) {
    throw new SourceError(`the file ${path} may not be read`, { cause: error });
  }
}

async function lookIn(root: string, path: string): Promise<StoredFile> {
  const inside = insidePath(path);
  if (inside === undefined) return { state: 'refused' };
  try {
    const target = await realpath(join(root, inside));
    if (leaves(relative(root, target))) return { state: 'refused' };
    const found = await stat(target);
    return found.isFile() ? { state: 'there', sizeBytes: found.size } : { state: 'missing' };
  } catch {
    return { state: 'missing' };
  }
}

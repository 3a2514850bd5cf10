import { constants, createReadStream } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { SourceError } from '../errors.ts';

export type StoredFile =
  | { readonly state: 'there'; readonly sizeBytes: number }
  | { readonly state: 'missing' }
  /** The path leaves the store, by itself or by a link; nothing about its target is told. */
  | { readonly state: 'refused' };

/** Where Mattermost keeps the bytes of files; paths are relative to its root, as the database says. */
export interface FileStore {
  /** Whether the bytes are there and how many; never fails for a strange path. */
  look(path: string): Promise<StoredFile>;
  /** The bytes, from the beginning; SourceError when they are not there or may not be read. */
  open(path: string): Promise<Readable>;
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
    async open(path) {
      const inside = insidePath(path);
      const found = await lookIn(root, path);
      if (inside === undefined || found.state !== 'there') {
        throw new SourceError(`the file ${path} is not in the store`);
      }
      return createReadStream(join(root, inside));
    },
  };
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

/** The normalised path, or undefined when it is empty, absolute, leaves the store or holds a NUL. */
function insidePath(path: string): string | undefined {
  if (path === '' || path.includes('\0') || isAbsolute(path)) return undefined;
  const normal = normalize(path);
  return leaves(normal) ? undefined : normal;
}

function leaves(normal: string): boolean {
  return normal === '..' || normal.startsWith(`..${sep}`);
}

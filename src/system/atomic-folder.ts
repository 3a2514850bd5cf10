import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../errors/error-code.ts';
import { sweepTemporaryFiles, temporaryPathOf } from './atomic-file.ts';
import { exists } from './files.ts';
import { asTargetError } from './write-errors.ts';
import { makeFolder } from './write-place.ts';

const HELD_CHARACTERS = 64 * 1024;

/** A file in a folder that is being written. */
export interface FolderFile {
  /** The memory of bytes may be used again when it resolves. */
  write(content: string | Buffer): Promise<void>;
  /** Resolves when the bytes are on the disk. */
  close(): Promise<void>;
  /** Closes it and removes it. */
  discard(): Promise<void>;
}

/**
 * Files that get their place together: a folder under a temporary name, readable by its owner alone, which then takes
 * the place of an older one. Everything fails with TargetError when it cannot be written.
 */
export interface AtomicFolder {
  /** Creates a file; its name may lead through folders. */
  create(name: string): Promise<FolderFile>;
  /** Gives the folder its name. The older one keeps its own when that fails. */
  commit(): Promise<void>;
  /** Removes everything; nothing happens after commit(). */
  discard(): Promise<void>;
}

/**
 * Opens a folder that gets its name when it is complete. It first removes what killed runs left, and puts an earlier
 * folder back that one of them had set aside.
 */
export async function openAtomicFolder(path: string): Promise<AtomicFolder> {
  await sweepTemporaryFiles(dirname(path));
  await settleFormer(path);
  const temporary = temporaryPathOf(path);
  const opened = new Set<FileHandle>();
  await targeted(path, () => mkdir(temporary, { mode: 0o700 }));
  return {
    async create(name) {
      const place = join(temporary, name);
      await makeFolder(dirname(place));
      const handle = await targeted(place, () => open(place, 'wx', 0o600));
      opened.add(handle);
      return folderFile(place, handle, () => opened.delete(handle));
    },
    commit: () => takePlace(temporary, path),
    async discard() {
      for (const handle of opened) await handle.close().catch(() => undefined);
      await rm(temporary, { recursive: true, force: true });
    },
  };
}

function folderFile(place: string, handle: FileHandle, onClose: () => void): FolderFile {
  let held = '';
  const flush = async (): Promise<void> => {
    const text = held;
    held = '';
    if (text !== '') await targeted(place, () => handle.writeFile(text));
  };
  return {
    async write(content) {
      if (typeof content === 'string') {
        held += content;
        if (held.length >= HELD_CHARACTERS) await flush();
        return;
      }
      await flush();
      await targeted(place, () => handle.writeFile(content));
    },
    async close() {
      await flush();
      // On the disk before the folder gets its name, so that a power cut leaves no incomplete file.
      await targeted(place, () => handle.sync());
      onClose();
      await targeted(place, () => handle.close());
    },
    async discard() {
      onClose();
      await targeted(place, () => handle.close());
      await targeted(place, () => rm(place));
    },
  };
}

/** Not the name of a temporary file, which a sweep deletes: this folder may be the only whole one. */
const formerOf = (path: string): string => `${path}.former.part`;

/** Gives a folder its name. An older one keeps its own when that fails, and is removed when it is replaced. */
export async function takePlace(temporary: string, path: string): Promise<void> {
  const former = formerOf(path);
  const isReplaced = await targeted(path, () => renameIfThere(path, former));
  try {
    await rename(temporary, path);
  } catch (error) {
    if (isReplaced) await rename(former, path).catch(() => undefined);
    throw asTargetError(error, path);
  }
  if (isReplaced) await rm(former, { recursive: true, force: true });
}

/** Ends what a killed run left: the former folder gets its name back, or goes when another has that name. */
export async function settleFormer(path: string): Promise<void> {
  const former = formerOf(path);
  await targeted(path, async () => {
    if (await exists(path)) await rm(former, { recursive: true, force: true });
    else await renameIfThere(former, path);
  });
}

/** False when there is nothing to rename. */
async function renameIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

async function targeted<Value>(path: string, use: () => Promise<Value>): Promise<Value> {
  try {
    return await use();
  } catch (error) {
    throw asTargetError(error, path);
  }
}

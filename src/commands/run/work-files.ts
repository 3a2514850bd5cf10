import { chmod, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { WORK_LOCK_FILE } from '../../importers/ledger/lock.ts';
import { AtomicFile } from '../../system/atomic-file.ts';
import { asTargetError } from '../../system/write-errors.ts';
import { makeFolder } from '../../system/write-place.ts';

/** Files of a run in the work directory; all get their names at the end, or none does. */
export interface WorkFiles<Key extends string> {
  readonly directory: WorkDirectory;
  readonly of: Readonly<Record<Key, AtomicFile>>;
}

interface WorkDirectory {
  readonly path: string;
  /** True when this run created it: a run that fails then removes it. */
  readonly isNew: boolean;
}

/**
 * Creates the work directory, readable by its owner only, and opens the files of a run in it, by key and name.
 * TargetError when the directory cannot be created or written.
 */
export async function openWorkFiles<Key extends string>(
  path: string,
  names: Readonly<Record<Key, string>>,
): Promise<WorkFiles<Key>> {
  const directory = await makeWorkDirectory(path);
  const opened: [string, AtomicFile][] = [];
  try {
    for (const [key, name] of Object.entries<string>(names)) {
      opened.push([key, await AtomicFile.create(join(path, name))]);
    }
  } catch (error) {
    await discard(
      opened.map(([, file]) => file),
      directory,
    );
    throw error;
  }
  const of = Object.fromEntries(opened);
  if (!areOf(names, of)) throw new TypeError('Expected a file for each key');
  return { directory, of };
}

const areOf = <Key extends string>(
  names: Readonly<Record<Key, string>>,
  files: Readonly<Record<string, AtomicFile>>,
): files is Readonly<Record<Key, AtomicFile>> =>
  Object.keys(names).every((key) => Object.hasOwn(files, key));

/** Creates the work directory, readable by its owner only. TargetError when it cannot be created. */
export async function makeWorkDirectory(path: string): Promise<WorkDirectory> {
  try {
    const isNew = await makeFolder(path);
    await chmod(path, 0o700);
    return { path, isNew };
  } catch (error) {
    // Not of the folder around it, which may be in order.
    throw asTargetError(error, join(path, WORK_LOCK_FILE));
  }
}

/** Returns the files in the order in which they are closed and named. */
export function filesOf(files: WorkFiles<string>): readonly AtomicFile[] {
  return Object.values(files.of);
}

/** Closes files without giving them their names. */
export async function closeWorkFiles(files: WorkFiles<string>): Promise<void> {
  for (const file of filesOf(files)) await file.close();
}

/** Gives files their names. */
export async function commitWorkFiles(files: WorkFiles<string>): Promise<void> {
  for (const file of filesOf(files)) await file.commit();
}

/** Removes files, and their folder when the run made it and nothing else is in it. */
export async function discardWorkFiles(files: WorkFiles<string>): Promise<void> {
  await discard(filesOf(files), files.directory);
}

async function discard(files: readonly AtomicFile[], directory: WorkDirectory): Promise<void> {
  for (const file of files) await file.discard();
  // The folder stays when another file has been put there meanwhile.
  if (directory.isNew) await rmdir(directory.path).catch(() => undefined);
}

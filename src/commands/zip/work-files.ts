import { chmod, mkdir, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AtomicFile } from '../../importers/atomic-file.ts';
import { asTargetError } from '../../importers/write-errors.ts';

/** Files of one run in the work directory; all get their names at the end, or none does. */
export interface WorkFiles {
  readonly directory: WorkDirectory;

  readonly manifest: AtomicFile;
  readonly postIndex: AtomicFile;
  readonly losses: AtomicFile;
  readonly checklist: AtomicFile;
}

interface WorkDirectory {
  readonly path: string;
  /** True when this run made it: a run that fails then takes it away again. */
  readonly isNew: boolean;
}

/**
 * Makes the work directory, readable by its owner alone, and opens the files of a run in it.
 * TargetError when the directory cannot be made or written.
 */
export async function openWorkFiles(path: string, out: string): Promise<WorkFiles> {
  const directory = await makeDirectory(path);
  const opened: AtomicFile[] = [];
  const open = async (name: string): Promise<AtomicFile> => {
    const file = await AtomicFile.create(join(path, name));
    opened.push(file);
    return file;
  };
  try {
    return {
      directory,
      manifest: await open(`${basename(out)}.manifest.jsonl`),
      postIndex: await open('post-index.csv'),
      losses: await open('losses.jsonl'),
      checklist: await open('import-checklist.md'),
    };
  } catch (error) {
    await discard(opened, directory);
    throw error;
  }
}

async function makeDirectory(path: string): Promise<WorkDirectory> {
  try {
    const made = await mkdir(path, { recursive: true, mode: 0o700 });
    await chmod(path, 0o700);
    return { path, isNew: made !== undefined };
  } catch (error) {
    throw asTargetError(error, path);
  }
}

/** The files in the order in which they are closed and named. */
export function filesOf(files: WorkFiles): readonly AtomicFile[] {
  return [files.manifest, files.postIndex, files.losses, files.checklist];
}

export async function commitWorkFiles(files: WorkFiles): Promise<void> {
  for (const file of filesOf(files)) await file.commit();
}

export async function discardWorkFiles(files: WorkFiles): Promise<void> {
  await discard(filesOf(files), files.directory);
}

async function discard(files: readonly AtomicFile[], directory: WorkDirectory): Promise<void> {
  for (const file of files) await file.discard();
  // Somebody may have put a file there meanwhile; then it stays.
  if (directory.isNew) await rmdir(directory.path).catch(() => undefined);
}

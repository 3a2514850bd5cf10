import { chmod, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AtomicFile } from '../../importers/atomic-file.ts';
import { asTargetError } from '../../importers/write-errors.ts';

/** Files of one run in the work directory; all get their names at the end, or none does. */
export interface WorkFiles {
  readonly manifest: AtomicFile;
  readonly postIndex: AtomicFile;
  readonly losses: AtomicFile;
  readonly checklist: AtomicFile;
}

/**
 * Makes the work directory, readable by its owner alone, and opens the files of a run in it.
 * TargetError when the directory cannot be made or written.
 */
export async function openWorkFiles(directory: string, out: string): Promise<WorkFiles> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await chmod(directory, 0o700);
  } catch (error) {
    throw asTargetError(error, directory);
  }
  const opened: AtomicFile[] = [];
  const open = async (name: string): Promise<AtomicFile> => {
    const file = await AtomicFile.create(join(directory, name));
    opened.push(file);
    return file;
  };
  try {
    return {
      manifest: await open(`${basename(out)}.manifest.jsonl`),
      postIndex: await open('post-index.csv'),
      losses: await open('losses.jsonl'),
      checklist: await open('import-checklist.md'),
    };
  } catch (error) {
    for (const file of opened) await file.discard();
    throw error;
  }
}

export async function commitWorkFiles(files: WorkFiles): Promise<void> {
  for (const file of Object.values(files)) await file.commit();
}

export async function discardWorkFiles(files: WorkFiles): Promise<void> {
  for (const file of Object.values(files)) await file.discard();
}

import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Lock, lockWorkDirectory, WORK_LOCK_FILE } from '../../importers/ledger/lock.ts';
import { makeWorkDirectory } from './work-files.ts';

/**
 * Runs a command that writes what later commands go on from into the work directory, locked against every other such
 * command. Reports, and lists that are replaced as a whole, need no lock. A run that fails removes a directory that it
 * created. TargetError when the directory cannot be written, or another process holds the lock.
 */
export async function withWorkLock<Result>(
  workDirectory: string,
  command: string,
  use: () => Promise<Result>,
): Promise<Result> {
  const { isNew } = await makeWorkDirectory(workDirectory);
  let lock: Lock | undefined;
  try {
    lock = lockWorkDirectory(workDirectory, command);
    return await use();
  } catch (error) {
    if (isNew) await removeEmpty(workDirectory);
    throw error;
  } finally {
    lock?.release();
  }
}

/** Removes a work directory with nothing in it but the lock. */
async function removeEmpty(workDirectory: string): Promise<void> {
  const names = await readdir(workDirectory).catch(() => []);
  if (names.some((name) => !name.startsWith(WORK_LOCK_FILE))) return;
  for (const name of names) await rm(join(workDirectory, name), { force: true });
  await rmdir(workDirectory).catch(() => undefined);
}

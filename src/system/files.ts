import { chmodSync, closeSync, openSync } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { TargetError, UsageError } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';

/** Reads a file; undefined when there is none. UsageError when it exists and cannot be read. */
export async function readIfPresent(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return undefined;
    throw new UsageError(notice('file-unreadable', { path, code: String(code) }), { cause: error });
  }
}

const OWNER_ONLY = 0o600;

/**
 * Creates the file when there is none, readable by its owner alone, before SQLite opens it: SQLite gives its
 * journals the mode that the database has at that moment. Throws the error of Node.
 */
export function makePrivateFile(path: string): void {
  closeSync(openSync(path, 'a', OWNER_ONLY));
  chmodSync(path, OWNER_ONLY);
}

/** Throws TargetError when the path exists and may not be replaced. */
export async function refuseExisting(path: string, isForced: boolean): Promise<void> {
  if (isForced || !(await exists(path))) return;
  throw new TargetError(notice('file-exists', { path }));
}

/** True when something is at the path. */
export async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

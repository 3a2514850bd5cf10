import { readFileSync, statSync } from 'node:fs';
import { errorCode } from '../errors/error-code.ts';
import { ConfigError } from '../errors/errors.ts';
import { type Notice, notice } from '../errors/notices.ts';

export interface FileContent {
  readonly text: string;
  /** False when the group or others may read it. */
  readonly isPrivate: boolean;
}

/** Reads a small file; throws the system's error when it cannot. */
export type ReadFile = (path: string) => FileContent;

/** Reads a whole file of UTF-8, and whether its owner alone may read it. Errors are those of the file system. */
export const readFromDisk: ReadFile = (path) => ({
  text: readFileSync(path, 'utf8'),
  isPrivate: (statSync(path).mode & 0o077) === 0,
});

const REASONS: Readonly<Record<string, Notice>> = {
  ENOENT: notice('no-such-file'),
  ENOTDIR: notice('no-such-file'),
  EACCES: notice('permission-denied'),
  EPERM: notice('permission-denied'),
  EISDIR: notice('is-a-folder'),
};

/** The file that the setting `key` names; ConfigError when it cannot be read. */
export function readSettingFile(key: string, path: string, readFile: ReadFile): FileContent {
  try {
    return readFile(path);
  } catch (error) {
    const reason = REASONS[systemCode(error)] ?? notice('cannot-be-read');
    throw new ConfigError([notice('setting-file-unreadable', { key, path, reason })], {
      cause: error,
    });
  }
}

/** Reads a file that may be missing; undefined when it is. */
export function readOptionalFile(
  key: string,
  path: string,
  readFile: ReadFile,
): FileContent | undefined {
  try {
    return readSettingFile(key, path, readFile);
  } catch (error) {
    if (error instanceof ConfigError && systemCode(error.cause) === 'ENOENT') return undefined;
    throw error;
  }
}

function systemCode(error: unknown): string {
  return errorCode(error);
}

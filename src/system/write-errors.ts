import { dirname } from 'node:path';
import { TargetError } from '../errors/errors.ts';
import { type Notice, notice } from '../errors/notices.ts';

const noSpace = (path: string): Notice => notice('no-space', { path });

/** The error for a full disk. */
export const noSpaceFor = (path: string, cause: unknown): TargetError =>
  new TargetError(noSpace(path), { cause });

const notAllowed = (path: string): Notice =>
  notice('write-not-allowed', { path, folder: dirname(path) });

const REASONS: Readonly<Record<string, (path: string) => Notice>> = {
  ENOSPC: noSpace,
  EFBIG: noSpace,
  EDQUOT: (path) => notice('disk-quota', { path }),
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: (path) => notice('write-read-only', { path, folder: dirname(path) }),
  ENOENT: (path) => notice('write-no-folder', { path, folder: dirname(path) }),
  EEXIST: (path) => notice('write-not-a-folder', { path, folder: path }),
  ENOTDIR: (path) => notice('write-not-a-folder', { path, folder: dirname(path) }),
  ENAMETOOLONG: (path) => notice('write-name-too-long', { path }),
  EISDIR: (path) => notice('write-is-a-folder', { path }),
  EBUSY: (path) => notice('write-is-a-mount', { path }),
  ELOOP: (path) => notice('write-link-loop', { path }),
  EMFILE: (path) => notice('too-many-open-files', { path }),
  ENFILE: (path) => notice('too-many-open-files', { path }),
  // A failing disk, and a share that is gone.
  EIO: (path) => notice('write-disk-fault', { path, code: 'EIO' }),
  ESTALE: (path) => notice('write-disk-fault', { path, code: 'ESTALE' }),
};

/** Turns a failure to write `path` into a TargetError; returns an unknown error unchanged. */
export function asTargetError(error: unknown, path: string): unknown {
  if (typeof error !== 'object' || error === null || !('code' in error)) return error;
  const reason = REASONS[String(error.code)];
  return reason === undefined ? error : new TargetError(reason(path), { cause: error });
}

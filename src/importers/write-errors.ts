import { dirname } from 'node:path';
import { TargetError } from '../errors.ts';

const noSpace = (path: string): string =>
  `no space left for ${path}: free some or choose another folder`;

/** There is no room for a file. */
export const noSpaceFor = (path: string, cause: unknown): TargetError =>
  new TargetError(noSpace(path), { cause });

const REASONS: Readonly<Record<string, (path: string) => string>> = {
  ENOSPC: noSpace,
  EFBIG: noSpace,
  EDQUOT: (path) => `the disk quota does not allow ${path}: free some or choose another folder`,
  EACCES: (path) => `cannot write ${path}: not allowed in ${dirname(path)}`,
  EPERM: (path) => `cannot write ${path}: not allowed in ${dirname(path)}`,
  EROFS: (path) => `cannot write ${path}: ${dirname(path)} is read-only`,
  ENOENT: (path) => `cannot write ${path}: the folder ${dirname(path)} does not exist`,
  ENOTDIR: (path) => `cannot write ${path}: ${dirname(path)} is not a folder`,
  ENAMETOOLONG: (path) => `cannot write ${path}: the name is too long`,
  EISDIR: (path) => `cannot write ${path}: there is a folder of that name`,
};

/** A failure to write `path`, in one line; an error that is none of the known ones is given back as it is. */
export function asTargetError(error: unknown, path: string): unknown {
  if (typeof error !== 'object' || error === null || !('code' in error)) return error;
  const reason = REASONS[String(error.code)];
  return reason === undefined ? error : new TargetError(reason(path), { cause: error });
}

import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Config } from '../../config.ts';
import { type Check, failure, ok, warning } from './check.ts';

/** An archive and its manifests are smaller than the posts' table; twice that leaves room for a second one. */
const ROOM_FOR_TABLES = 2;
const MEBIBYTE = 1024 * 1024;
const LEAST_BYTES = 100 * MEBIBYTE;

/** Whether the work directory can be written, is for its owner alone, and has room. */
export async function checkDisk(
  { workDirectory }: Config,
  postsBytes: number,
): Promise<readonly Check[]> {
  const folder = await nearestFolder(resolve(workDirectory));
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(folder);
    return [await privacyCheck(workDirectory), roomCheck(folder, bavail * bsize, postsBytes)];
  } catch {
    return [
      failure('work', `${workDirectory} cannot be written`, 'choose another one with --work'),
    ];
  }
}

async function nearestFolder(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch {
    const parent = dirname(path);
    return parent === path ? path : await nearestFolder(parent);
  }
}

async function privacyCheck(workDirectory: string): Promise<Check> {
  try {
    const { mode } = await stat(workDirectory);
    if ((mode & 0o077) === 0) return ok('work', `${workDirectory} is for its owner alone`);
    return warning('work', `${workDirectory} is open to others`, `chmod 700 ${workDirectory}`);
  } catch {
    return ok('work', `${workDirectory} can be made`);
  }
}

function roomCheck(folder: string, freeBytes: number, postsBytes: number): Check {
  const neededBytes = Math.max(LEAST_BYTES, postsBytes * ROOM_FOR_TABLES);
  const says = `${mebibytes(freeBytes)} free in ${folder}, ${mebibytes(neededBytes)} are enough`;
  return freeBytes >= neededBytes
    ? ok('disk', says)
    : failure('disk', says, 'make room, or choose another disk with --work and --out');
}

const mebibytes = (bytes: number): string =>
  `${Math.floor(bytes / MEBIBYTE).toLocaleString('en-US')} MiB`;

import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Check, failure, ok, warning } from './check.ts';

/** Archive, manifests and ledger are each smaller than the posts' table; twice that leaves room for a second run. */
const ROOM_FOR_TABLES = 2;
const MEBIBYTE = 1024 * 1024;
const LEAST_BYTES = 100 * MEBIBYTE;

/** Whether the work directory can be written, is for its owner alone, and has room. */
export async function checkWork(folder: string, postsBytes: number): Promise<readonly Check[]> {
  const path = resolve(folder);
  const nearest = await nearestThere(path);
  if (!(await isWritableFolder(nearest))) {
    return [failure('work', `${folder} cannot be written`, 'choose another one with --work')];
  }
  const privacy = nearest === path ? await privacyCheck(path) : ok('work', `${path} can be made`);
  return [privacy, await roomCheck('disk', nearest, postsBytes)];
}

/** The same for the folder of the archive `file`, which a run does not make. */
export async function checkOutput(file: string, postsBytes: number): Promise<readonly Check[]> {
  const folder = dirname(resolve(file));
  const advice = 'make it, or choose another one with --out';
  if ((await nearestThere(folder)) !== folder) {
    return [failure('out', `${folder} is not there`, advice)];
  }
  if (!(await isWritableFolder(folder))) {
    return [failure('out', `${folder} cannot be written`, 'choose another one with --out')];
  }
  return [ok('out', `${folder} can be written`), await roomCheck('disk-out', folder, postsBytes)];
}

/** The path itself or the closest one above it that is there. */
async function nearestThere(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch {
    const parent = dirname(path);
    return parent === path ? path : await nearestThere(parent);
  }
}

async function isWritableFolder(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK | constants.X_OK);
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

async function privacyCheck(path: string): Promise<Check> {
  const { mode } = await stat(path);
  if ((mode & 0o077) === 0) return ok('work', `${path} is for its owner alone`);
  return warning(
    'work',
    `${path} is open to others, and a company's correspondence goes there`,
    `chmod 700 '${path}'`,
  );
}

async function roomCheck(id: string, folder: string, postsBytes: number): Promise<Check> {
  const { bavail, bsize } = await statfs(folder);
  return roomVerdict(id, folder, bavail * bsize, postsBytes);
}

/** `postsBytes` of the database against what is free. */
export function roomVerdict(
  id: string,
  folder: string,
  freeBytes: number,
  postsBytes: number,
): Check {
  const neededBytes = Math.max(LEAST_BYTES, postsBytes * ROOM_FOR_TABLES);
  const says = `${mebibytes(freeBytes)} free in ${folder}, ${mebibytes(neededBytes)} are enough`;
  return freeBytes >= neededBytes
    ? ok(id, says)
    : failure(id, says, 'make room, or choose another disk with --work and --out');
}

const mebibytes = (bytes: number): string =>
  `${Math.floor(bytes / MEBIBYTE).toLocaleString('en-US')} MiB`;

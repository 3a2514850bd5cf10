import { access, constants, mkdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { errorCode } from '../errors/error-code.ts';
import { TargetError } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import { asTargetError } from './write-errors.ts';

/* Where something can be written, and where not, before anything is. */

/** Throws TargetError for a name that no file can get: that of a folder, a device, a pipe, or of a mount of its own. */
export async function refuseUnwritable(path: string): Promise<void> {
  if (/[/\\]$/.test(path) && basename(path) !== path) {
    throw new TargetError(notice('write-names-a-folder', { path }));
  }
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return;
  if (found.isDirectory()) throw new TargetError(notice('write-is-a-folder', { path }));
  // A file in its place would take the device from every other program.
  if (!found.isFile()) throw new TargetError(notice('write-is-a-device', { path }));
  if (await isKept(path, found)) {
    throw new TargetError(notice('write-not-allowed', { path, folder: dirname(path) }));
  }
  await refuseMount(path);
}

/** True for a file that may not be replaced though its folder may be written: another account's in a folder as /tmp. */
async function isKept(path: string, file: { readonly uid: number }): Promise<boolean> {
  const account = process.geteuid?.();
  if (account === undefined) return false;
  const isImmutable = await access(path, constants.W_OK).then(
    () => false,
    (error: unknown) => errorCode(error) === 'EPERM',
  );
  if (isImmutable || account === ROOT || file.uid === account) return isImmutable;
  const folder = await stat(dirname(await writtenPlace(path))).catch(() => undefined);
  return folder !== undefined && (folder.mode & STICKY) !== 0 && folder.uid !== account;
}

const ROOT = 0;
/** In a folder with this mode each account replaces its own files alone. */
const STICKY = 0o1000;

/**
 * Throws TargetError for a file or folder that is mounted by itself, as into a container: nothing can take its name. Linux
 * alone says so beforehand.
 */
export async function refuseMount(path: string): Promise<void> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  const place = await realpath(path).catch(() => undefined);
  if (place === undefined) return;
  const points = mounts.split('\n').map((line) => unescaped(line.split(' ')[MOUNT_POINT] ?? ''));
  if (points.includes(place)) throw new TargetError(notice('write-is-a-mount', { path }));
}

/** Place of the field in a line (man 5 proc_pid_mountinfo). */
const MOUNT_POINT = 4;

/** Blanks, tabs, line feeds and backslashes are octal there. */
const unescaped = (text: string): string =>
  text.replace(/\\(0[41][0-2]|134)/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));

/** Follows symbolic links, also to a file that is not there yet. TargetError for links in a loop. */
export async function writtenPlace(path: string): Promise<string> {
  try {
    return await followed(path);
  } catch (error) {
    throw asTargetError(error, path);
  }
}

async function followed(path: string): Promise<string> {
  // Throws ELOOP, so that what follows comes to an end.
  await stat(path).catch((error: unknown) => {
    if (errorCode(error) === 'ELOOP') throw error;
  });
  const target = await readlink(path).catch(() => undefined);
  return target === undefined ? path : await followed(resolve(dirname(path), target));
}

const OWNER_ONLY = 0o700;

/**
 * Makes a folder and those around it that are missing, for its owner alone; true when it was not there. TargetError when it
 * cannot be made. Not by Node's `recursive`, which says of a full or read-only disk that a folder is missing.
 */
export async function makeFolder(path: string): Promise<boolean> {
  try {
    return await makeMissing(resolve(path));
  } catch (error) {
    throw asTargetError(error, path);
  }
}

async function makeMissing(path: string): Promise<boolean> {
  try {
    await mkdir(path, { mode: OWNER_ONLY });
    return true;
  } catch (error) {
    const code = errorCode(error);
    // Some systems say of a folder that is there that it cannot be made: the root of a read-only disk.
    if (await isFolder(path)) return false;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
  }
  await makeMissing(dirname(path));
  return await makeMissing(path);
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { UsableParts } from '../../../config/usable-parts.ts';
import { notice } from '../../../errors/notices.ts';
import { countText } from '../../../reports/figures.ts';
import { refuseUnwritable } from '../../../system/write-place.ts';
import { type Check, failure, ok, problemIn, warning } from './check.ts';

/** Archive, manifests and ledger are each smaller than the posts' table; twice that leaves room for a second run. */
const ROOM_FOR_TABLES = 2;
const MEBIBYTE = 1024 * 1024;
const MIN_FREE_BYTES = 100 * MEBIBYTE;

/** Whether the work directory can be written, is for its owner alone, and has room. */
export async function checkWork(folder: string, postsBytes: number): Promise<readonly Check[]> {
  const path = resolve(folder);
  const nearest = await nearestThere(path);
  if (!(await isWritableFolder(nearest))) {
    return [
      failure('work', notice('folder-not-writable', { folder }), notice('choose-other-work')),
    ];
  }
  const privacy =
    nearest === path
      ? await privacyCheck(path)
      : ok('work', notice('folder-can-be-made', { path }));
  return [privacy, await roomCheck('disk', nearest, postsBytes)];
}

/** Checks the name of the archive `file` and the disk space of its folder, which a run does not create. */
export async function checkOutput(file: string, postsBytes: number): Promise<readonly Check[]> {
  const folder = dirname(resolve(file));
  const advice = notice('make-folder-hint');
  if ((await nearestThere(folder)) !== folder) {
    return [failure('out', notice('folder-missing', { folder }), advice)];
  }
  if (!(await isWritableFolder(folder))) {
    return [failure('out', notice('folder-not-writable', { folder }), notice('choose-other-out'))];
  }
  const problem = await refuseUnwritable(file).then(() => undefined, problemIn);
  if (problem !== undefined) return [failure('out', problem, notice('choose-other-out'))];
  return [
    ok('out', notice('folder-writable', { folder })),
    await roomCheck('disk-out', folder, postsBytes),
  ];
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
  if ((mode & 0o077) === 0) return ok('work', notice('folder-private', { path }));
  return warning('work', notice('folder-open', { path }), notice('chmod-hint', { path }));
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
  const neededBytes = Math.max(MIN_FREE_BYTES, postsBytes * ROOM_FOR_TABLES);
  const says = notice('disk-space', {
    free: mebibytes(freeBytes),
    folder,
    needed: mebibytes(neededBytes),
  });
  return freeBytes >= neededBytes ? ok(id, says) : failure(id, says, notice('disk-hint'));
}

const mebibytes = (bytes: number): string => `${countText(Math.floor(bytes / MEBIBYTE))} MiB`;

const NEEDED: readonly [number, number] = [20, 19];
/** The active long-term release. */
const RECOMMENDED_MAJOR = 24;

/** `version` as `process.versions.node` has it. */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor, neededMinor] = NEEDED;
  if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
    return failure(
      'node',
      notice('node-too-old', { version }),
      notice('node-install', { recommended: RECOMMENDED_MAJOR }),
    );
  }
  return major < RECOMMENDED_MAJOR
    ? warning(
        'node',
        notice('node-works', { version }),
        notice('node-recommended', { recommended: RECOMMENDED_MAJOR }),
      )
    : ok('node', notice('node-ok', { version }));
}

/** Whether the settings make sense together, and what they deserve a remark for. */
export function checkConfiguration({
  complaints,
  warnings,
}: Pick<UsableParts, 'complaints' | 'warnings'>): readonly Check[] {
  if (complaints.length > 0) {
    const help = notice('settings-hint');
    return [failure('configuration', notice('settings-unusable'), ...complaints, help)];
  }
  if (warnings.length === 0) return [ok('configuration', notice('settings-ok'))];
  return warnings.map((line) => warning('configuration', line));
}

import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { UsableParts } from '../../config/usable-parts.ts';
import { countText } from '../../reports/figures.ts';
import { lineText } from '../../reports/notices.ts';
import { type Check, failure, ok, warning } from './check.ts';

/** Archive, manifests and ledger are each smaller than the posts' table; twice that leaves room for a second run. */
const ROOM_FOR_TABLES = 2;
const MEBIBYTE = 1024 * 1024;
const MIN_FREE_BYTES = 100 * MEBIBYTE;

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
  const neededBytes = Math.max(MIN_FREE_BYTES, postsBytes * ROOM_FOR_TABLES);
  const says = `${mebibytes(freeBytes)} free in ${folder}, ${mebibytes(neededBytes)} are enough`;
  return freeBytes >= neededBytes
    ? ok(id, says)
    : failure(id, says, 'make room, or choose another disk with --work and --out');
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
    return failure('node', `Node ${version} is too old`, `install Node ${RECOMMENDED_MAJOR}`);
  }
  return major < RECOMMENDED_MAJOR
    ? warning('node', `Node ${version} works`, `Node ${RECOMMENDED_MAJOR} is supported longer`)
    : ok('node', `Node ${version}`);
}

/** Whether the settings make sense together, and what they deserve a remark for. */
export function checkConfiguration({
  complaints,
  warnings,
}: Pick<UsableParts, 'complaints' | 'warnings'>): readonly Check[] {
  if (complaints.length > 0) {
    const help = 'docs/configuration.md names every setting; mm2slack init writes a file of them';
    return [
      failure(
        'configuration',
        'the settings cannot be used',
        ...complaints.map((line) => lineText(line, 'en')),
        help,
      ),
    ];
  }
  if (warnings.length === 0) return [ok('configuration', 'the settings can be used')];
  return warnings.map((line) => warning('configuration', lineText(line, 'en')));
}

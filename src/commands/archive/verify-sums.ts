import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SITE_SUMS } from '../../importers/site/sums.ts';
import { SITE_AREAS } from '../../mapping/site/folders.ts';
import { sha256Of } from '../../system/checksum.ts';
import { linesOf } from '../../system/lines.ts';
import { namesIn } from './read-site.ts';

/** What is wrong with a file of a site: its bytes are others, it is not there, or the site was written without it. */
export type FileFault = 'changed' | 'missing' | 'strange';

export interface DamagedFile {
  /** Relative to the site. */
  readonly place: string;
  readonly fault: FileFault;
}

/** Files that systems leave in folders that somebody opens. */
const OF_SYSTEMS: ReadonlySet<string> = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** True for the name of such a file. */
export const isOfSystem = (name: string): boolean => OF_SYSTEMS.has(name);

const LINE = /^([0-9a-f]{64}) {2}(.+)$/;

/**
 * Compares the files of a site with their checksums, folder of an area by folder, and then those that are in none. An
 * area that was moved away is passed over: its channels are missing already. `at` gets the place of each file.
 */
export async function* damagedFiles(
  root: string,
  signal: AbortSignal,
  at: (place: string) => void,
): AsyncGenerator<DamagedFile> {
  const there = await namesIn(root);
  for (const area of ['', ...SITE_AREAS.filter((each) => there.includes(each))]) {
    const sums = join(area, SITE_SUMS);
    if (await isFile(join(root, sums))) yield* damagedIn(root, area, { signal, at });
    else yield { place: sums, fault: 'missing' };
  }
}

async function* damagedIn(
  root: string,
  area: string,
  { signal, at }: { readonly signal: AbortSignal; readonly at: (place: string) => void },
): AsyncGenerator<DamagedFile> {
  const sums = join(root, area, SITE_SUMS);
  let found = 0;
  for await (const line of linesOf(sums)) {
    const [, sum, name = ''] = LINE.exec(line) ?? [];
    if (sum === undefined || leadsOut(name)) {
      yield { place: join(area, SITE_SUMS), fault: 'changed' };
      continue;
    }
    at(join(area, name));
    const path = join(root, area, name);
    const isThere = await isFile(path);
    if (isThere) found += 1;
    const fault = isThere ? await changeOf(path, sum, signal) : 'missing';
    if (fault !== undefined) yield { place: join(area, name), fault };
  }
  let files = 0;
  for await (const _ of filesIn(root, area)) files += 1;
  // The list of all names is made only where one too many is there.
  if (files !== found) yield* strangeIn(root, area);
}

async function changeOf(
  path: string,
  sum: string,
  signal: AbortSignal,
): Promise<FileFault | undefined> {
  try {
    return (await sha256Of(createReadStream(path), signal)) === sum ? undefined : 'changed';
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error) return 'changed';
    throw error;
  }
}

async function* strangeIn(root: string, area: string): AsyncGenerator<DamagedFile> {
  const known = new Set<string>();
  for await (const line of linesOf(join(root, area, SITE_SUMS))) {
    const [, , name = ''] = LINE.exec(line) ?? [];
    const isDoubled = known.has(name);
    known.add(name);
    if (isDoubled) yield { place: join(area, SITE_SUMS), fault: 'changed' };
  }
  for await (const name of filesIn(root, area)) {
    if (!known.has(name)) yield { place: join(area, name), fault: 'strange' };
  }
}

const leadsOut = (name: string): boolean =>
  name.startsWith('/') || name.split(/[/\\]/).includes('..');

const isFile = async (path: string): Promise<boolean> =>
  (await lstat(path).catch(() => undefined))?.isFile() === true;

/** Files of an area, or of what is in none, but the sums themselves: their names in it. Links and the like are files. */
async function* filesIn(root: string, area: string, folder = ''): AsyncGenerator<string> {
  const entries = await readdir(join(root, area, folder), { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const name = join(folder, entry.name);
    const isOtherArea = area === '' && SITE_AREAS.some((each) => each === name);
    if (isOtherArea || name === SITE_SUMS || isOfSystem(entry.name)) continue;
    if (entry.isDirectory()) yield* filesIn(root, area, name);
    else yield name;
  }
}

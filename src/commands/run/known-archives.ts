import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import {
  archivesOfChain,
  EXPORTED_POSTS_FILE,
  unfinishedArchives,
} from '../../importers/archive/chain-record.ts';
import { readManifestSummary } from '../../importers/archive/read-manifest.ts';
import { exists } from '../../system/files.ts';
import { MANIFEST_END, wholesOf } from './record-files.ts';

/** An archive for the real import, as its manifest says. */
export interface KnownArchive {
  readonly name: string;
  /** Undefined where the manifest is missing or cut, and the record of the chain alone names the archive. */
  readonly sha256: string | undefined;
  readonly isTextImport: boolean;
  /** Undefined when the file is not where it is looked for. */
  readonly path: string | undefined;
}

/** The archives of one run, in the order of its manifest. */
interface RunArchives {
  /** The name that `--out` had. */
  readonly out: string;
  readonly isTextImport: boolean;
  readonly archives: readonly KnownArchive[];
}

/**
 * Reads the archives of the current series from the manifests of a work directory, trials apart, the oldest first: those
 * of the chain that the newest is in; the newest alone when it is in none. A plain `zip` starts a new series, and what an earlier one had would
 * be in both. Files are looked for where this run wrote or read them (`given`), in the folder of the shell, beside the
 * work directory and in it. A manifest that cannot be read names none.
 */
export async function readArchives(
  work: string,
  given: readonly string[] = [],
): Promise<readonly KnownArchive[]> {
  const runs: RunArchives[] = [];
  for (const manifest of await manifestsIn(work)) {
    const run = await archivesOf(work, manifest, given);
    if (run !== undefined && run.archives.length > 0) runs.push(run);
  }
  const unfinished = await unfinishedArchives(join(work, EXPORTED_POSTS_FILE));
  return await currentSeries(
    runs.filter(({ out }) => !unfinished.has(out)),
    { work, given, unfinished },
  );
}

/** Returns the names of the manifests in a folder, the oldest first; none where there is no folder. */
async function manifestsIn(work: string): Promise<readonly string[]> {
  const names = await readdir(work).catch(() => []);
  const times = new Map<string, number>();
  for (const name of names.filter((each) => each.endsWith(MANIFEST_END))) {
    // A run may take a file away meanwhile.
    const found = await stat(join(work, name)).catch(() => undefined);
    if (found !== undefined) times.set(name, found.mtimeMs);
  }
  return [...times].sort(([, a], [, b]) => a - b).map(([name]) => name);
}

interface Places {
  readonly work: string;
  readonly given: readonly string[];
  /** Names of archives that have none yet. */
  readonly unfinished: ReadonlySet<string>;
}

async function currentSeries(
  runs: readonly RunArchives[],
  places: Places,
): Promise<readonly KnownArchive[]> {
  const newest = runs.at(-1);
  if (newest?.isTextImport === true) return newest.archives;
  const path = join(places.work, EXPORTED_POSTS_FILE);
  const chain = await archivesOfChain(path, newest?.out ?? '');
  const exports = runs.filter(({ isTextImport }) => !isTextImport);
  // A record of an older version does not name its archives.
  if (chain === undefined || chain.size === 0) {
    const isOld = chain !== undefined;
    return (isOld ? exports : exports.slice(-1)).flatMap(({ archives }) => archives);
  }
  if (newest !== undefined && !chain.has(newest.out)) return newest.archives;
  const recorded = exports.filter(({ out }) => chain.has(out));
  const named = [...chain].filter((name) => !places.unfinished.has(name));
  return await wholeChain(named, recorded, places);
}

/** The archives of a chain in its order, with those of which no manifest tells. */
async function wholeChain(
  chain: readonly string[],
  runs: readonly RunArchives[],
  { work, given }: Places,
): Promise<readonly KnownArchive[]> {
  const recorded = runs.flatMap(({ archives }) => archives);
  const told = new Set([...runs, ...recorded].flatMap(namesOf));
  const unrecorded: KnownArchive[] = [];
  for (const name of chain.filter((each) => !told.has(each))) {
    const path = await placeOf(work, name, given);
    unrecorded.push({ name, sha256: undefined, isTextImport: false, path });
  }
  // The name of a run that made several archives is that of none.
  const parts = unrecorded.filter(
    ({ name, path }) =>
      path !== undefined ||
      !chain.some((other) => other !== name && wholesOf(other).includes(name)),
  );
  if (parts.length === 0) return recorded;
  const place = ({ name }: KnownArchive): number => chain.indexOf(name);
  return [...recorded, ...parts].toSorted((a, b) => place(a) - place(b));
}

const namesOf = (named: RunArchives | KnownArchive): readonly string[] =>
  'out' in named ? [named.out] : [named.name];

/** Undefined for a trial, and for a manifest that cannot be read. */
async function archivesOf(
  work: string,
  manifest: string,
  given: readonly string[],
): Promise<RunArchives | undefined> {
  const read = await readManifestSummary(join(work, manifest));
  if (read === undefined || read.head.options.rehearsal !== undefined) return undefined;
  const out = manifest.slice(0, -MANIFEST_END.length);
  const isTextImport = read.head.options.format === 'csv';
  const archives: KnownArchive[] = [];
  for (const { file, sha256 } of read.archives) {
    const name = basename(file);
    archives.push({ name, sha256, isTextImport, path: await placeOf(work, name, given) });
  }
  return { out, isTextImport, archives };
}

async function placeOf(
  work: string,
  name: string,
  given: readonly string[],
): Promise<string | undefined> {
  const beside = dirname(resolve(work));
  const own = given.filter((path) => basename(path) === name);
  const places = [
    ...own,
    name,
    join(beside === resolve('.') ? '.' : beside, name),
    join(work, name),
  ];
  for (const place of places) if (await exists(place)) return place;
  return undefined;
}
